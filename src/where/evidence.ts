import { type Expression, sql } from 'kysely'
import { readNodeId } from '../node/id.ts'
import { all, type Condition, oneOf } from './condition.ts'
import type { EntityRef, EvidenceWhere } from './shape.ts'
import { checkText } from './text.ts'

/** At least one piece of the fact's evidence meets all conditions. */
export function hasEvidence(id: Expression<number>, { document, reference, status }: EvidenceWhere): Condition {
  const conditions: Condition[] = [sql`ev.fact_id = ${id}`]
  if (status) conditions.push(oneOf(sql.ref('ev.status'), status))
  if (document) conditions.push(sql`d.id in (${referencedDocuments(document)})`)
  if (reference != null) {
    conditions.push(sql`exists (select from evidence_reference as er join reference as r on r.id = er.reference_id
      where er.evidence_id = ev.id and r.label = ${checkText('reference', reference)})`)
  }
  return sql`exists (select from evidence as ev join paragraph as p on p.id = ev.paragraph_id
    join document as d on d.id = p.document_id where ${all(conditions)})`
}

/** Documents by id, slug or, as `named`, title. */
function referencedDocuments({ id, slug, named }: EntityRef): Expression<number> {
  if (id != null) {
    const node = readNodeId(id)
    return node.type === 'Document' ? sql`select ${node.id}::integer` : sql`select null::integer`
  }
  if (slug != null) return sql`select id from document where slug = ${checkText('slug', slug)}`
  return sql`select id from document where lower(title) = lower(${checkText('named', named ?? '')})`
}
