import { builder } from '../builder.ts'
import { sql } from '../database/sql.ts'
import { Document } from '../document/schema.ts'
import { FactFacets } from '../fact/facet-schema.ts'
import { costs } from '../query/cost.ts'
import type { Facet } from '../query/counts.ts'
import { readPage } from '../query/page.ts'
import { loadRow } from '../query/rows.ts'

interface Count {
  readonly documentId: number
  readonly count: number
}

const DocumentCount = builder.objectRef<Count>('DocumentCount').implement({
  description: 'How many facts rest on a document.',
  fields: (t) => ({
    document: t.field({
      type: Document,
      description: 'The document that the evidence of these facts cites.',
      resolve: async ({ documentId }, _args, ctx, info) => (await loadRow(ctx, info, 'document', documentId)) as never,
    }),
    count: t.exposeInt('count', { description: 'How many facts rest on it.' }),
  }),
})

/** A fact with several pieces of evidence in one document counts once. */
const documentFacet: Facet<'fact'> = {
  name: 'documents',
  by: 'count',
  counted: (fact) => {
    const [evidence, paragraph] = [fact.beside('evidence'), fact.beside('paragraph')]
    return {
      value: paragraph.ref('documentId'),
      distinct: true,
      joined: sql`join ${evidence.from} on ${evidence.ref('factId')} = ${fact.id}
        join ${paragraph.from} on ${paragraph.id} = ${evidence.ref('paragraphId')}`,
    }
  },
}

builder.objectField(FactFacets, 'documents', (t) =>
  t.field({
    type: [DocumentCount],
    description:
      'How many facts rest on each document, the highest count first. A fact that rests on two documents counts for both.',
    args: { first: t.arg.int({ description: 'How many documents, at most 100; 20 by default.' }) },
    extensions: { cost: costs.facets },
    resolve: async (facts, { first }) => {
      const found = await facts.facet(documentFacet, readPage({ first }).size)
      return found.map(({ value, count }) => ({ documentId: value as number, count }))
    },
  }),
)
