import { builder } from '../builder.ts'
import { Entity } from '../entity/schema.ts'
import { facetCap } from '../query/cap.ts'
import type { Connection } from '../query/connection.ts'
import { costs } from '../query/cost.ts'
import type { Facet } from '../query/counts.ts'
import { readPage } from '../query/page.ts'
import { loadRow } from '../query/rows.ts'
import { criticismFacets } from './facet.ts'

interface Count {
  readonly entityId: number
  readonly count: number
}

const EntityCount = builder.objectRef<Count>('EntityCount').implement({
  description: 'How many items of a list belong to one entity, such as the criticisms by one critic.',
  fields: (t) => ({
    entity: t.field({
      type: Entity,
      description: 'The entity that the items belong to.',
      resolve: async ({ entityId }, _args, ctx, info) => (await loadRow(ctx, info, 'entity', entityId)) as never,
    }),
    count: t.exposeInt('count', { description: 'How many items of the whole list, not only of one page.' }),
  }),
})

const YearCount = builder.objectRef<{ year: number | null; count: number }>('YearCount').implement({
  description: 'How many items of a list fall into one year.',
  fields: (t) => ({
    year: t.exposeInt('year', {
      nullable: true,
      description: 'The year; null for items whose date is unknown or not within one year.',
    }),
    count: t.exposeInt('count', { description: 'How many items of the whole list, not only of one page.' }),
  }),
})

const everyYear = {
  list: 'CriticismFacets.years',
  cap: facetCap,
  instead: 'criticisms(where: { statedOn: { within: "1900/1999" } })',
}

export const CriticismFacets = builder.objectRef<Connection>('CriticismFacets').implement({
  description: 'Counts of all items that match, not only of one page.',
  fields: (t) => {
    const ignoreOwnCondition = (condition: string) =>
      t.arg.boolean({
        defaultValue: false,
        description: `Whether to count as if \`where\` did not say \`${condition}\`, so that a choice can be changed.`,
      })
    const counts = (facet: Facet<'fact'>, condition: string, description: string) =>
      t.field({
        type: [EntityCount],
        description,
        extensions: { cost: costs.facets },
        args: {
          first: t.arg.int({ description: 'How many counts, at most 100; 20 by default.' }),
          ignoreOwnCondition: ignoreOwnCondition(condition),
        },
        resolve: async (connection, { first, ignoreOwnCondition: ignores }) => {
          const found = await connection.facet(facet, readPage({ first }).size, ignores ? condition : undefined)
          return found.map(({ value, count }) => ({ entityId: value as number, count }))
        },
      })
    return {
      critics: counts(
        criticismFacets.critics,
        'critic',
        'How many criticisms each critic made, the highest count first.',
      ),
      targets: counts(
        criticismFacets.targets,
        'target',
        'How many criticisms each target received, the highest count first.',
      ),
      topics: counts(
        criticismFacets.topics,
        'topics',
        'How many criticisms are filed under each topic or a narrower one, the highest count first. One that is filed under two topics counts in both.',
      ),
      years: t.field({
        type: [YearCount],
        description: 'How many criticisms were stated in each year, in order of time.',
        args: { ignoreOwnCondition: ignoreOwnCondition('statedOn') },
        extensions: { cost: costs.facets },
        resolve: async (connection, { ignoreOwnCondition: ignores }) => {
          const without = ignores ? 'statedOn' : undefined
          const found = await connection.wholeFacet(criticismFacets.years, everyYear, without)
          return found.map(({ value, count }) => ({ year: value, count }))
        },
      }),
    }
  },
})
