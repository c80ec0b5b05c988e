import { sql } from 'kysely'
import type { EvidenceData, FactData } from './graph-data.ts'
import { insert, numbered, type Writer } from './graph-row.ts'

/** Where a fact stands when a test does not say. */
const somewhere: readonly EvidenceData[] = [{ document: 'source' }]

interface Place {
  readonly paragraphId: number
  readonly sentenceId: number | null
}

/** Adds the evidence of facts; documents, paragraphs and references that it names come about where they are missing. */
export async function putEvidence(tx: Writer, facts: readonly { id: number; fact: FactData }[]): Promise<void> {
  const all = facts.flatMap(({ id, fact }) =>
    (fact.evidence ?? somewhere).map((evidence, ordinal) => ({ factId: id, ordinal, evidence })),
  )
  await putPlaces(
    tx,
    all.map(({ evidence }) => evidence),
  )
  const { rows: places } = await sql<Place & { slug: string; number: number; ordinal: number | null }>`
    select d.slug, p.number, s.ordinal, p.id as paragraph_id, s.id as sentence_id from paragraph as p
    join document as d on d.id = p.document_id left join sentence as s on s.paragraph_id = p.id`.execute(tx)
  const placeOf = ({ document, paragraph = 1, sentence }: EvidenceData): Place => {
    const place = places.find((each) => {
      const here = each.slug === document && each.number === paragraph
      return here && (sentence === undefined || each.ordinal === sentence)
    })
    if (!place) throw new Error(`The test graph has no sentence ${sentence} in paragraph ${paragraph} of ${document}`)
    return sentence === undefined ? { ...place, sentenceId: null } : place
  }
  const rows = all.map(({ factId, ordinal, evidence }) => {
    const { paragraphId, sentenceId } = placeOf(evidence)
    const status = evidence.sentence === undefined ? (evidence.status ?? 'NOT_LOADED') : 'FOUND'
    return { factId, ordinal, paragraphId, anchor: 'a few words', digest: null, status, sentenceId }
  })
  const written = await numbered(tx, 'evidence', rows)
  await insert(tx, 'evidence', written)
  await putReferences(
    tx,
    all.map(({ evidence }, index) => ({ evidence, id: Number(written[index]?.id) })),
  )
}

async function putPlaces(tx: Writer, evidence: readonly EvidenceData[]): Promise<void> {
  const json = JSON.stringify(evidence.map(({ document, paragraph = 1 }) => ({ slug: document, number: paragraph })))
  await sql`insert into document (slug, title) select distinct slug, slug
    from json_to_recordset(${json}) as place (slug text) on conflict do nothing`.execute(tx)
  await sql`insert into paragraph (document_id, number) select distinct d.id, place.number
    from json_to_recordset(${json}) as place (slug text, number integer) join document as d using (slug)
    on conflict do nothing`.execute(tx)
}

async function putReferences(tx: Writer, evidence: readonly { id: number; evidence: EvidenceData }[]): Promise<void> {
  const json = JSON.stringify(
    evidence.flatMap(({ id, evidence: { document, references = [] } }) =>
      references.map((label, ordinal) => ({ id, slug: document, label, ordinal })),
    ),
  )
  await sql`insert into reference (document_id, label) select distinct d.id, link.label
    from json_to_recordset(${json}) as link (slug text, label text) join document as d using (slug)
    on conflict do nothing`.execute(tx)
  await sql`insert into evidence_reference (evidence_id, reference_id, ordinal) select link.id, r.id, link.ordinal
    from json_to_recordset(${json}) as link (id integer, slug text, label text, ordinal integer)
    join document as d using (slug) join reference as r on r.document_id = d.id and r.label = link.label`.execute(tx)
}
