import { builder } from '../builder.ts'
import { Entity } from '../entity/schema.ts'
import { facetCap } from '../query/cap.ts'
import type { Connection } from '../query/connection.ts'
import type { Facet } from '../query/counts.ts'
import { readPage } from '../query/page.ts'
import { loadRow } from '../query/rows.ts'
import { criticismFacets } from './facet.ts'

interface Count {
  readonly entityId: number
  readonly count: number
}

const EntityCount = builder.objectRef<Count>('EntityCount').implement({
  description: 'How many items of a list go with one entity.',
  fields: (t) => ({
    entity: t.field({
      type: Entity,
      description: 'The entity.',
      resolve: async ({ entityId }, _args, ctx, info) => (await loadRow(ctx, info, 'entity', entityId)) as never,
    }),
    count: t.exposeInt('count', { description: 'How many items of the whole list.' }),
  }),
})

const YearCount = builder.objectRef<{ year: number | null; count: number }>('YearCount').implement({
  description: 'How many items of a list fall into one year.',
  fields: (t) => ({
    year: t.exposeInt('year', {
      nullable: true,
      description: 'The year; null for the items whose date is unknown or not within one year.',
    }),
    count: t.exposeInt('count', { description: 'How many items of the whole list.' }),
  }),
})

const everyYear = {
  list: 'CriticismFacets.years',
  cap: facetCap,
  instead: 'criticisms(where: { statedOn: { within: "1900/1999" } })',
}

export const CriticismFacets = builder.objectRef<Connection>('CriticismFacets').implement({
  description: 'Counts over the whole filtered list, not only over the page.',
  fields: (t) => {
    const counts = (facet: Facet<'fact'>, description: string) =>
      t.field({
        type: [EntityCount],
        description,
        args: { first: t.arg.int({ description: 'How many of them, at most 100; 20 when nothing is said.' }) },
        resolve: async (connection, { first }) => {
          const found = await connection.facet(facet, readPage({ first }).size)
          return found.map(({ value, count }) => ({ entityId: value as number, count }))
        },
      })
    return {
      critics: counts(criticismFacets.critics, 'By critic, the most frequent first.'),
      targets: counts(criticismFacets.targets, 'By target, the most frequent first.'),
      topics: counts(
        criticismFacets.topics,
        'By the topic that they are filed under, the most frequent first; one filed under two counts in both.',
      ),
      years: t.field({
        type: [YearCount],
        description: 'By year, in order of time.',
        resolve: async (connection) => {
          const found = await connection.wholeFacet(criticismFacets.years, everyYear)
          return found.map(({ value, count }) => ({ year: value, count }))
        },
      }),
    }
  },
})
