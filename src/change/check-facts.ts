import type { CheckedStatus } from './anchor.ts'
import type { Change } from './change.ts'
import { type CheckCounts, countChecks, noChecks } from './check-counts.ts'
import type { KnownNames, NamedEntity } from './claim.ts'
import type { EvidenceDraft, FactDraft } from './draft.ts'
import { checkFact, type LocatedEvidence, type SourceSentence } from './fact-check.ts'
import { imagesOf } from './image.ts'
import { copiedIn, paragraphsOf } from './own-words.ts'
import { fieldText } from './problem.ts'
import { referencesOfFact } from './reference.ts'
import { tables } from './table.ts'
import type { Transaction } from './writer.ts'

/**
 * Checks word for word the facts that a change may have made right or wrong: those that it wrote, those whose evidence
 * or text changed, and those that name an entity with other names. Needs a fixed number of statements for each batch.
 */
export async function checkFacts(change: Change): Promise<CheckCounts> {
  let counts = noChecks
  for await (const batch of change.checkFacts.read(change.tx)) {
    const rows = await checkBatch(change, batch)
    counts = countChecks(rows, counts)
    await change.keepOnly(tables.factCheck, 'fact_id', batch, rows)
    await change.upsert(tables.factCheck, rows)
  }
  return counts
}

async function checkBatch(change: Change, ids: readonly number[]) {
  const { tx } = change
  const facts = await readFacts(tx, ids)
  const evidence = await readEvidence(tx, ids)
  const names = await readNames(
    tx,
    facts.flatMap(({ content }) => referencesOfFact(content).map(({ slug }) => slug)),
  )
  for (const { id, content } of facts)
    change.copied.add(id, copiedIn(content, names, paragraphsOf(evidence.get(id) ?? [])))
  return facts.flatMap(({ id, content }) =>
    checkFact(content, names, evidence.get(id) ?? []).map(({ path, answer, ...check }, index) => ({
      fact_id: id,
      ordinal: index + 1,
      field: fieldText(path),
      answer: answer ?? null,
      ...check,
    })),
  )
}

/** What facts say, as drafts. */
async function readFacts(tx: Transaction, ids: readonly number[]): Promise<{ id: number; content: FactDraft }[]> {
  const select = imagesOf('fact', 'select unnest($1::int[])')
  const images = await tx.$queryRawUnsafe<{ id: number; content: FactImage }[]>(select, ids)
  return images.map(({ id, content }) => {
    const evidence = (content.evidence ?? []).map((piece) => ({ ...piece, references: piece.references ?? [] }))
    return { id, content: { ...(content as FactDraft), evidence } }
  })
}

/** An image leaves out empty lists. */
type FactImage = Omit<FactDraft, 'evidence'> & {
  readonly evidence?: readonly (Omit<EvidenceDraft, 'references'> & Partial<Pick<EvidenceDraft, 'references'>>)[]
}

/** The evidence of facts in its order, with the sentences of the paragraphs in which it was found. */
async function readEvidence(tx: Transaction, ids: readonly number[]): Promise<Map<number, LocatedEvidence[]>> {
  const pieces = await tx.$queryRaw<
    { factId: number; status: CheckedStatus; paragraphId: number | null; ordinal: number | null; isRecord: boolean }[]
  >`
    select fact_id as "factId", status::text, sentence.paragraph_id as "paragraphId", sentence.ordinal,
      document.format is not distinct from 'records' as "isRecord"
    from evidence join paragraph on paragraph.id = evidence.paragraph_id join document on document.id = document_id
      left join sentence on sentence.id = sentence_id
    where fact_id = any(${ids}::int[]) order by fact_id, evidence.ordinal`
  const sentences = await tx.$queryRaw<(SourceSentence & { paragraphId: number; ordinal: number })[]>`
    select paragraph_id as "paragraphId", ordinal, text, labels, language from sentence
    where paragraph_id in (select sentence.paragraph_id from evidence join sentence on sentence.id = sentence_id
      where fact_id = any(${ids}::int[]))
    order by paragraph_id, ordinal`
  const paragraphs = Map.groupBy(sentences, ({ paragraphId }) => paragraphId)
  const located = pieces.map(({ factId, status, paragraphId, ordinal, isRecord }) => {
    const all = paragraphs.get(paragraphId ?? 0)
    const at = all?.findIndex((sentence) => sentence.ordinal === ordinal) ?? -1
    return { factId, status, isRecord, found: all && at >= 0 ? { sentences: all, at } : undefined }
  })
  return Map.groupBy(located, ({ factId }) => factId)
}

/** The names of entities by slug. */
async function readNames(tx: Transaction, slugs: readonly string[]): Promise<KnownNames> {
  const rows = await tx.$queryRaw<(NamedEntity & { slug: string })[]>`
    select slug, entity.kind::text, entity.name, array_agg(name.text order by name.id) as names
    from entity join name on entity_id = entity.id
    where slug = any(${[...new Set(slugs)]}::text[])
    group by entity.id`
  return new Map(rows.map(({ slug, ...entity }) => [slug, entity]))
}
