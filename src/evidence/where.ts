import { type Expression, sql } from 'kysely'
import type { EntityRef } from '../entity/reference.ts'
import { EntityRefRef } from '../entity/reference-schema.ts'
import { factConditions } from '../fact/where.ts'
import { readNodeId } from '../model/id.ts'
import { documentsOfSlug } from '../node/find.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { oneOf } from '../query/logic.ts'
import { checkText } from '../query/text.ts'
import { EvidenceStatusRef } from './enum.ts'

/** Documents by id, slug or, as `named`, title. */
function referencedDocuments({ id, slug, named }: EntityRef): Expression<number> {
  if (id != null) {
    const node = readNodeId(id)
    return node.type === 'Document' ? documentsOfSlug(node.parts[0] ?? '') : sql`select null::integer`
  }
  if (slug != null) return documentsOfSlug(checkText('slug', slug))
  return sql`select id from document where lower(title) = lower(${checkText('named', named ?? '')})`
}

export const EvidenceWhere = defineWhere('EvidenceWhere', 'evidence', {
  description: 'Conditions on one piece of evidence. The same piece must meet all that are given.',
  logic: false,
  conditions: () => ({
    document: condition({
      type: EntityRefRef,
      description: 'It cites this document. In `named`, give the title.',
      sql: (evidence, ref) => {
        const paragraph = evidence.inside('paragraph')
        return sql`exists (select from ${paragraph.from} where ${paragraph.id} = ${evidence.ref('paragraphId')}
          and ${paragraph.ref('documentId')} in (${referencedDocuments(ref)}))`
      },
    }),
    reference: condition({
      type: 'String',
      description: 'The sentence has this citation number: `"15"`.',
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
