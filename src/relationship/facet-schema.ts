import { builder } from '../builder.ts'
import { sql } from '../database/sql.ts'
import { FactFacets } from '../fact/facet-schema.ts'
import { RelationshipType } from '../generated/prisma/enums.ts'
import { costs } from '../query/cost.ts'
import type { Facet } from '../query/counts.ts'
import { countsByEnum, placeInEnum } from '../query/enum-counts.ts'
import { RelationshipTypeRef } from './enum.ts'

interface Count {
  readonly type: RelationshipType
  readonly count: number
}

const RelationshipTypeCount = builder.objectRef<Count>('RelationshipTypeCount').implement({
  description: 'How many relationships are of a type.',
  fields: (t) => ({
    relationshipType: t.field({
      type: RelationshipTypeRef,
      description: 'The type of these relationships.',
      resolve: ({ type }) => type,
    }),
    count: t.exposeInt('count', { description: 'How many relationships are of this type.' }),
  }),
})

/** Counts by type; the value is the place of the type in its enum. */
const typeFacet: Facet<'fact'> = {
  name: 'relationshipTypes',
  by: 'count',
  counted: (fact) => {
    const relationship = fact.beside('relationship')
    return {
      value: placeInEnum('RelationshipType', relationship.ref('type')),
      joined: sql`join ${relationship.from} on ${relationship.id} = ${fact.id}`,
    }
  },
}

builder.objectField(FactFacets, 'relationshipTypes', (t) =>
  t.field({
    type: [RelationshipTypeCount],
    description: 'How many relationships of each type there are, the highest count first.',
    extensions: { cost: costs.facets },
    resolve: async (facts) => {
      const found = await countsByEnum(facts, typeFacet, RelationshipType)
      return found.map(({ value, count }) => ({ type: value, count }))
    },
  }),
)
