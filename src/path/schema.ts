import { builder } from '../builder.ts'
import { findEntityOrThrow } from '../entity/find.ts'
import { EntityRefRef } from '../entity/reference-schema.ts'
import { Entity } from '../entity/schema.ts'
import { DossierError } from '../errors.ts'
import { Fact } from '../fact/schema.ts'
import { loadRow } from '../query/rows.ts'
import { findPaths, type Paths, pathLimits, type Step } from './find.ts'

const PathStep = builder.objectRef<Step>('PathStep').implement({
  description: 'One step of a path: a fact, from one of its ends to the other.',
  fields: (t) => ({
    from: t.field({
      type: Entity,
      description: 'Where the step starts.',
      resolve: async (step, _args, ctx, info) => (await loadRow(ctx, info, 'entity', step.from)) as never,
    }),
    fact: t.field({
      type: Fact,
      description: 'The fact that connects the two.',
      resolve: async (step, _args, ctx, info) => (await loadRow(ctx, info, 'fact', step.factId)) as never,
    }),
    to: t.field({
      type: Entity,
      description: 'Where the step ends.',
      resolve: async (step, _args, ctx, info) => (await loadRow(ctx, info, 'entity', step.to)) as never,
    }),
    forward: t.exposeBoolean('forward', {
      description: "True: from the fact's subject to its object. False: the other way round.",
    }),
  }),
})

const Path = builder.objectRef<Step[]>('Path').implement({
  description: 'How two entities are connected: a chain of facts that meets no entity twice.',
  fields: (t) => ({
    length: t.int({ description: 'How many steps it has.', resolve: (path) => path.length }),
    steps: t.field({ type: [PathStep], description: 'The steps in order.', resolve: (path) => path }),
  }),
})

const PathResult = builder.objectRef<Paths>('PathResult').implement({
  description: 'How two entities are connected. No path within the length is an answer, too.',
  fields: (t) => ({
    paths: t.field({ type: [Path], description: 'The shortest first.', resolve: (result) => result.paths }),
    searchedLength: t.exposeInt('searchedLength', {
      description: 'Up to this length every path was considered: where none is shown, there is none.',
    }),
    truncated: t.exposeBoolean('truncated', {
      description: 'Whether a bound of the search was met, so that beyond `searchedLength` paths may be missing.',
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
    description: 'How two entities are connected: the shortest chains of facts between them, in whichever direction.',
    args: {
      from: t.arg({ type: EntityRefRef, required: true, description: 'The one end.' }),
      to: t.arg({ type: EntityRefRef, required: true, description: 'The other end.' }),
      maxLength: t.arg.int({
        defaultValue: 4,
        description: `The most steps a path may have, at most ${pathLimits.length}.`,
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
