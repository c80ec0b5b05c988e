import { builder } from '../builder.ts'
import { sql } from '../database/sql.ts'
import { DateWhereRef } from '../date/schema.ts'
import { EntityRefRef } from '../entity/reference-schema.ts'
import { Entity } from '../entity/schema.ts'
import { DossierError } from '../errors.ts'
import { FactKindRef } from '../fact/enum.ts'
import { Fact } from '../fact/schema.ts'
import { shortListCap } from '../query/cap.ts'
import { costs } from '../query/cost.ts'
import { FinishedReader, loadRows, perField, RowReader, readsOf } from '../query/rows.ts'
import { RelationshipTypeRef } from '../relationship/enum.ts'
import { stepFacts } from './facts.ts'
import { findPaths, type Paths, type Step, type StepRow } from './find.ts'
import { pathLimits } from './limits.ts'
import { searchPaths } from './search.ts'
import { type AskedThrough, mostAvoided } from './through.ts'
import type { PathVia } from './via.ts'
import { partJson, pathsJson, stepRowJson, stepsJson, viaJson, writtenBy } from './written.ts'

const PathViaRef = builder.enumType('PathVia', {
  description: 'How two entities in a path are connected. Steps prefer the first of these.',
  values: {
    FACT: { description: 'A fact leads from one to the other.' },
    ABOUT: { description: 'A criticism by one of them, or of it, is about the other.' },
    TOPIC: { description: 'A criticism by one of them, or of it, is filed under the other, a topic.' },
    PART_OF: { description: 'One is a place that lies directly in the other.' },
    BROADER: { description: 'One is a topic that is filed directly under the other.' },
  } satisfies Record<PathVia, object>,
})

const PathThroughRef = builder.inputRef<AskedThrough>('PathThrough').implement({
  description:
    'What paths may pass. All that are given must be met; what is missing or null restricts nothing. Steps in trees have no fact: only `via` leaves them out.',
  fields: (t) => ({
    via: t.field({
      type: [PathViaRef],
      description: 'Only steps of these ways. `[]`: no step at all, so that nothing is connected.',
    }),
    factKinds: t.field({
      type: [FactKindRef],
      description: 'Only facts of these kinds. `[]`: no facts, only steps in trees.',
    }),
    relationshipTypes: t.field({
      type: [RelationshipTypeRef],
      description:
        'Only relationships of these types. Facts of other kinds are left out then, unless `factKinds` names their kind. `[]`: no relationships.',
    }),
    period: t.field({
      type: DateWhereRef,
      description: 'Only facts whose time matches this. `overlaps` keeps facts without a date.',
    }),
    avoid: t.field({
      type: [EntityRefRef],
      description: `Entities that no path may pass, at most ${mostAvoided}: hubs such as a large country. Neither end can be one of them.`,
    }),
  }),
})

const PathStep = builder.objectRef<Step>('PathStep').implement({
  description: 'One step of a path: two entities, and all facts that connect them in one way.',
  fields: (t) => ({
    from: t.field({
      type: Entity,
      description: 'The entity where the step starts.',
      extensions: stepRowJson('from'),
      resolve: ({ rows }) => rows.from as never,
    }),
    via: t.field({
      type: PathViaRef,
      description: 'How the two are connected.',
      extensions: viaJson,
      resolve: (step) => step.via,
    }),
    alsoVia: t.field({
      type: [PathViaRef],
      description:
        'Other ways in which the two are connected. `through: { via: [...] }` shows the facts of such a way.',
      resolve: (step) => [...step.alsoVia],
    }),
    fact: t.field({
      type: Fact,
      nullable: true,
      description: 'The first of `facts`; null in a tree.',
      extensions: stepRowJson('fact'),
      resolve: ({ rows }) => rows.fact as never,
    }),
    facts: t.field({
      type: [Fact],
      description: `All facts that connect the two in the way of \`via\`, whichever of them is the subject, in the order in which they were first recorded; empty in a tree. More than ${shortListCap} are refused.`,
      resolve: async (step, _args, ctx, info) => {
        if (step.factId === null) return []
        const ids = await perField(ctx, info, () => stepFacts(readsOf(ctx))).load(step)
        return (await loadRows<never>(ctx, info, 'fact', ids)).filter((row) => row !== null)
      },
    }),
    to: t.field({
      type: Entity,
      description: 'The entity where the step ends.',
      extensions: stepRowJson('to'),
      resolve: ({ rows }) => rows.to as never,
    }),
    forward: t.exposeBoolean('forward', {
      extensions: partJson(sql`not step.backward`),
      description:
        'True: from the subject of `fact` to its object, from the critic or target to what the criticism is about or filed under, or up the tree. False: the other way round.',
    }),
  }),
})

const Path = builder.objectRef<Step[]>('Path').implement({
  description:
    'A route between two entities. It meets no entity twice, and no two paths meet the same entities in the same order.',
  fields: (t) => ({
    length: t.int({
      description: 'How many steps it has.',
      extensions: partJson(sql`cardinality(found.nodes) - 1`),
      resolve: (path) => path.length,
    }),
    steps: t.field({
      type: [PathStep],
      description: 'The steps in order.',
      extensions: stepsJson,
      resolve: (path) => path,
    }),
  }),
})

const PathResult = builder.objectRef<Paths>('PathResult').implement({
  description: 'The paths that were found between two entities, and how far the search went.',
  fields: (t) => ({
    paths: t.field({
      type: [Path],
      description:
        'The paths, the shortest first. Those of one length are in order of their steps: by `via`, in the order of its values, then by the slug of `to`.',
      extensions: pathsJson,
      resolve: (result) => result.paths,
    }),
    searchedLength: t.exposeInt('searchedLength', {
      extensions: partJson(sql`last.searched_length`),
      description: 'All paths up to this length were considered: if none is shown, there is none.',
    }),
    truncated: t.exposeBoolean('truncated', {
      extensions: partJson(sql`last.truncated`),
      description: 'Whether the search stopped at a limit, so that paths longer than `searchedLength` may be missing.',
    }),
  }),
})

function checkRange(argument: string, value: number, most: number): number {
  if (value >= 1 && value <= most) return value
  throw new DossierError('BAD_USER_INPUT', `\`${argument}\` is ${value}: it goes from 1 to ${most}.`, {
    argument,
    value,
  })
}

builder.queryField('paths', (t) =>
  t.field({
    type: PathResult,
    extensions: { cost: costs.paths },
    description:
      'How two entities are connected: the shortest routes between them, over facts in either direction, over what criticisms are about and filed under, and along the trees of places and topics.',
    args: {
      from: t.arg({ type: EntityRefRef, required: true, description: 'The entity where the paths start.' }),
      to: t.arg({ type: EntityRefRef, required: true, description: 'The entity where the paths end.' }),
      maxLength: t.arg.int({
        defaultValue: 4,
        description: `The most steps that a path may have, at most ${pathLimits.length}.`,
      }),
      first: t.arg.int({
        defaultValue: 1,
        description: `How many paths, at most ${pathLimits.paths}.`,
        extensions: { cost: costs.eachPath },
      }),
      through: t.arg({
        type: PathThroughRef,
        description: 'What the paths may pass. Without it, everything.',
        extensions: { cost: costs.pathsThrough },
      }),
    },
    resolve: async (_root, args, ctx, info) => {
      const maxLength = checkRange('maxLength', args.maxLength ?? 4, pathLimits.length)
      const first = checkRange('first', args.first ?? 1, pathLimits.paths)
      const { from, to, through } = args
      const asked = { from, to, maxLength, first, through: through ?? {} }
      const written = FinishedReader.of(ctx, info)
      if (written) {
        const { rows } = await searchPaths(ctx.db, asked, () => writtenBy(written))
        return written.read(rows[0]?.row) as never
      }
      const reader = (row: StepRow) => RowReader.below(info, ['paths', 'steps', row])
      return await findPaths(ctx.db, asked, { from: reader('from'), to: reader('to'), fact: reader('fact') })
    },
  }),
)
