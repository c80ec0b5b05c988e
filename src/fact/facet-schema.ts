import { builder } from '../builder.ts'
import { FactKind } from '../generated/prisma/enums.ts'
import type { Connection } from '../query/connection.ts'
import { costs } from '../query/cost.ts'
import type { Facet } from '../query/counts.ts'
import { countsByEnum, placeInEnum } from '../query/enum-counts.ts'
import { FactKindRef } from './enum.ts'
import { FactConnection } from './schema.ts'

export const FactKindCount = builder.objectRef<{ kind: FactKind; count: number }>('FactKindCount').implement({
  description: 'How many facts are of a kind.',
  fields: (t) => ({
    factKind: t.field({ type: FactKindRef, description: 'The kind of these facts.', resolve: ({ kind }) => kind }),
    count: t.exposeInt('count', { description: 'How many facts are of this kind.' }),
  }),
})

/** Counts by kind; the value is the place of the kind in its enum. */
const kindFacet: Facet<'fact'> = {
  name: 'factKinds',
  by: 'count',
  counted: (fact) => ({ value: placeInEnum('FactKind', fact.ref('kind')) }),
}

export const FactFacets = builder.objectRef<Connection>('FactFacets').implement({
  description: 'Counts of all facts that match, not only of one page.',
  fields: (t) => ({
    factKinds: t.field({
      type: [FactKindCount],
      description: 'How many facts of each kind there are, the highest count first.',
      extensions: { cost: costs.facets },
      resolve: async (facts) => {
        const found = await countsByEnum(facts, kindFacet, FactKind)
        return found.map(({ value, count }) => ({ kind: value, count }))
      },
    }),
  }),
})

builder.objectField(FactConnection, 'facets', (t) =>
  t.field({
    type: FactFacets,
    description: 'Counts of all facts that match, not only of this page.',
    resolve: (facts) => facts,
  }),
)
