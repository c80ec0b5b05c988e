import { builder } from '../builder.ts'
import { findEntityOrThrow } from '../entity/find.ts'
import { EntityRefRef } from '../entity/reference-schema.ts'
import { Entity } from '../entity/schema.ts'
import { DossierError } from '../errors.ts'
import { Fact } from '../fact/schema.ts'
import { loadRow } from '../query/rows.ts'
import { findPaths, type Paths, pathLimits, type Step } from './find.ts'

const PathStep = builder.objectRef<Step>('PathStep').implement({
  description: 'One step of a path: a fact that connects two entities.',
  fields: (t) => ({
    from: t.field({
      type: Entity,
      description: 'The entity where the step starts.',
      resolve: async (step, _args, ctx, info) => (await loadRow(ctx, info, 'entity', step.from)) as never,
    }),
    fact: t.field({
      type: Fact,
      description: 'The fact that connects the two.',
      resolve: async (step, _args, ctx, info) => (await loadRow(ctx, info, 'fact', step.factId)) as never,
    }),
    to: t.field({
      type: Entity,
      description: 'The entity where the step ends.',
      resolve: async (step, _args, ctx, info) => (await loadRow(ctx, info, 'entity', step.to)) as never,
    }),
    forward: t.exposeBoolean('forward', {
      description: 'True: from the subject of the fact to its object. False: from its object to its subject.',
    }),
  }),
})

const Path = builder.objectRef<Step[]>('Path').implement({
  description: 'A chain of facts between two entities. It meets no entity twice.',
  fields: (t) => ({
    length: t.int({ description: 'How many steps it has.', resolve: (path) => path.length }),
    steps: t.field({ type: [PathStep], description: 'The steps in order.', resolve: (path) => path }),
  }),
})

const PathResult = builder.objectRef<Paths>('PathResult').implement({
  description: 'The paths that were found between two entities, and how far the search went.',
  fields: (t) => ({
    paths: t.field({ type: [Path], description: 'The paths, the shortest first.', resolve: (result) => result.paths }),
    searchedLength: t.exposeInt('searchedLength', {
      description: 'All paths up to this length were considered: if none is shown, there is none.',
    }),
    truncated: t.exposeBoolean('truncated', {
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
    description: 'How two entities are connected: the shortest chains of facts between them, in either direction.',
    args: {
      from: t.arg({ type: EntityRefRef, required: true, description: 'The entity where the paths start.' }),
      to: t.arg({ type: EntityRefRef, required: true, description: 'The entity where the paths end.' }),
      maxLength: t.arg.int({
        defaultValue: 4,
        description: `The most steps that a path may have, at most ${pathLimits.length}.`,
      }),
      first: t.arg.int({ defaultValue: 1, description: `How many paths, at most ${pathLimits.paths}.` }),
    },
    resolve: async (_root, args, ctx) => {
      const maxLength = checkRange('maxLength', args.maxLength ?? 4, pathLimits.length)
      const first = checkRange('first', args.first ?? 1, pathLimits.paths)
      const ends = [findEntityOrThrow(ctx.db, 'from', args.from), findEntityOrThrow(ctx.db, 'to', args.to)] as const
      // Both are looked up at once; of two that are missing, the first one is named.
      await Promise.allSettled(ends)
      return findPaths(ctx.db, await ends[0], await ends[1], { maxLength, first })
    },
  }),
)
