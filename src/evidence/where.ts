import { sql } from '../database/sql.ts'
import { documentIds, documentSlugs, documentTitles } from '../document/vocabulary.ts'
import { EntityRefRef } from '../entity/reference-schema.ts'
import { factConditions } from '../fact/where.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { oneOf } from '../query/logic.ts'
import { checkText } from '../query/text.ts'
import { EvidenceStatusRef } from './enum.ts'
import { referencedDocuments } from './referenced-documents.ts'
import { citationLabels } from './vocabulary.ts'

export const EvidenceWhere = defineWhere('EvidenceWhere', 'evidence', {
  description: 'Conditions on one piece of evidence. The same piece must meet all that are given.',
  logic: false,
  conditions: () => ({
    document: condition({
      type: EntityRefRef,
      description: 'It cites this document. In `named`, give the title.',
      words: { fields: { id: documentIds, slug: documentSlugs, named: documentTitles } },
      sql: (evidence, ref) => {
        const paragraph = evidence.inside('paragraph')
        return sql`exists (select from ${paragraph.from} where ${paragraph.id} = ${evidence.ref('paragraphId')}
          and ${paragraph.ref('documentId')} in (${referencedDocuments(ref)}))`
      },
    }),
    reference: condition({
      type: 'String',
      description:
        'The sentence has this citation number: `"15"`. A number belongs to its document, so name the `document`, too.',
      words: { vocabulary: citationLabels },
      sql: (evidence, label) => {
        const link = evidence.inside('evidenceReference')
        const reference = link.beside('reference')
        return sql`exists (select from ${link.from} join ${reference.from} on ${reference.id} = ${link.ref('referenceId')}
          where ${link.ref('evidenceId')} = ${evidence.id} and ${reference.ref('label')} = ${checkText('reference', label)})`
      },
    }),
    status: condition({
      type: [EvidenceStatusRef],
      description: 'The result of its check is one of these.',
      sql: (evidence, statuses) => oneOf(evidence.ref('status'), statuses),
    }),
  }),
})

factConditions.add(() => ({
  evidence: condition({
    type: EvidenceWhere.ref,
    description: 'At least one piece of its evidence matches this.',
    sql: (fact, where) => {
      const evidence = fact.inside('evidence')
      return sql`exists (select from ${evidence.from}
        where ${evidence.ref('factId')} = ${fact.id} and ${EvidenceWhere.sql(evidence, where)})`
    },
  }),
}))
