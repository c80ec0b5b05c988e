import { chunk } from 'es-toolkit/array/chunk'
import { type AnchoredSentence, type CheckedStatus, locateEvidence } from './anchor.ts'
import type { Change } from './change.ts'
import type { Transaction } from './writer.ts'

/** How many pieces of evidence have which status. */
export type EvidenceCounts = Record<CheckedStatus, number>

export const noEvidence: EvidenceCounts = { FOUND: 0, AMBIGUOUS: 0, ORPHANED: 0, NOT_LOADED: 0 }

/** The result of a check. */
export interface Rechecked {
  readonly evidence: EvidenceCounts
  /** How much of what is FOUND stands in another paragraph than the one that is cited. */
  readonly moved: number
}

/** What to do about evidence whose sentences stand in other paragraphs than are cited. */
export function movedText(count: number): string {
  const which = count === 1 ? '1 sentence stands' : `${count.toLocaleString('en')} sentences stand`
  return `${which} in another paragraph than is cited; \`dataset stamp --move\` corrects files that are stamped.`
}

/** What a check finds out about a piece of evidence. */
interface Standing {
  readonly status: CheckedStatus
  readonly sentenceId: number | null
  readonly paragraphId: number
  readonly movedFromId: number | null
  readonly foundDigest: string | null
}

interface StoredEvidence extends Standing {
  readonly id: number
  readonly factId: number
  readonly documentId: number
  readonly anchor: string
  readonly digest: string | null
  readonly isLoaded: boolean
}

interface StoredSentence extends AnchoredSentence {
  readonly id: number
  readonly paragraphId: number
  readonly documentId: number
}

/** What has to be checked: all evidence of some documents, and that of some facts. */
export interface ToRecheck {
  readonly documents: readonly number[]
  readonly facts: readonly number[]
}

/** The columns that say whose evidence it is, and how many of these are checked at a time, with their sentences. */
const owners = { documents: { column: 'document_id', batchSize: 200 }, facts: { column: 'fact_id', batchSize: 5_000 } }

/**
 * Checks evidence against the sentences of its documents and updates what changed: the status and, if it is FOUND, the
 * sentence and the paragraph in which that stands. Needs four statements for two hundred documents or five thousand facts,
 * however much evidence there is.
 */
export async function recheckEvidence(change: Change, wanted: ToRecheck): Promise<Rechecked> {
  const evidence = { ...noEvidence }
  let moved = 0
  for (const name of ['documents', 'facts'] as const) {
    const { column, batchSize } = owners[name]
    for (const ids of chunk(wanted[name], batchSize)) {
      for (const { status, movedFromId } of await recheckBatch(change, column, ids)) {
        evidence[status] += 1
        if (movedFromId !== null) moved += 1
      }
    }
  }
  return { evidence, moved }
}

async function recheckBatch(change: Change, column: string, ids: readonly number[]): Promise<Standing[]> {
  const evidence = await change.tx.$queryRawUnsafe<StoredEvidence[]>(
    `select evidence.id, fact_id as "factId", document_id as "documentId", anchor, digest, status::text,
      sentence_id as "sentenceId", paragraph_id as "paragraphId", moved_from_id as "movedFromId",
      found_digest as "foundDigest", loaded_at is not null as "isLoaded"
    from evidence
      join paragraph on paragraph.id = evidence.paragraph_id
      join document on document.id = paragraph.document_id
    where ${column} = any($1::int[])`,
    ids,
  )
  if (evidence.length === 0) return []
  const sentences = await readCitedSentences(change.tx, column, ids)
  const inParagraph = Map.groupBy(sentences, ({ paragraphId }) => paragraphId)
  const withDigest = Map.groupBy(sentences, ({ documentId, digest }) => `${documentId} ${digest}`)
  const checked = evidence.map((piece) => {
    const cited = inParagraph.get(citedParagraph(piece)) ?? []
    const digest = piece.digest ?? piece.foundDigest
    const same = withDigest.get(`${piece.documentId} ${digest}`) ?? []
    const { status, sentence } = locateEvidence(piece.isLoaded ? cited : undefined, same, piece.anchor, digest)
    return { ...piece, stands: standing(piece, status, sentence) }
  })
  const different = checked.filter(({ stands, ...stored }) => isOther(stands, stored))
  await writeStandings(change, different)
  return checked.map(({ stands }) => stands)
}

function citedParagraph({ movedFromId, paragraphId }: StoredEvidence): number {
  return movedFromId ?? paragraphId
}

function standing(piece: StoredEvidence, status: CheckedStatus, sentence?: StoredSentence): Standing {
  const cited = citedParagraph(piece)
  const paragraphId = sentence?.paragraphId ?? cited
  return {
    status,
    sentenceId: sentence?.id ?? null,
    paragraphId,
    movedFromId: paragraphId === cited ? null : cited,
    foundDigest: piece.digest === null ? (sentence?.digest ?? piece.foundDigest) : null,
  }
}

function isOther(one: Standing, other: Standing): boolean {
  return (Object.keys(one) as (keyof Standing)[]).some((name) => one[name] !== other[name])
}

async function writeStandings(
  change: Change,
  pieces: readonly (StoredEvidence & { readonly stands: Standing })[],
): Promise<void> {
  if (pieces.length === 0) return
  change.checkFacts.add(pieces.map(({ factId }) => factId))
  await change.log.willChange(
    'fact',
    pieces.map(({ factId }) => factId),
  )
  const rows = JSON.stringify(pieces.map(({ id, stands }) => ({ id, ...stands })))
  const updated = await change.tx.$executeRaw`
    update evidence set status = new.status::"EvidenceStatus", sentence_id = new."sentenceId",
      paragraph_id = new."paragraphId", moved_from_id = new."movedFromId", found_digest = new."foundDigest"
    from jsonb_to_recordset(${rows}::jsonb) as new
      (id int, status text, "sentenceId" int, "paragraphId" int, "movedFromId" int, "foundDigest" text)
    where evidence.id = new.id`
  change.count('evidence', { updated })
}

/** The sentences of the paragraphs that evidence cites, and those that have the digest of some evidence. */
async function readCitedSentences(tx: Transaction, column: string, ids: readonly number[]): Promise<StoredSentence[]> {
  return await tx.$queryRawUnsafe<StoredSentence[]>(
    `with cited as (
      select coalesce(moved_from_id, paragraph_id) as paragraph_id, document_id, coalesce(digest, found_digest) as digest
      from evidence join paragraph on paragraph.id = paragraph_id
      where ${column} = any($1::int[]))
    select sentence.id, paragraph_id as "paragraphId", document_id as "documentId", sentence.text, digest
    from sentence join paragraph on paragraph.id = sentence.paragraph_id
    where document_id in (select document_id from cited)
      and (paragraph_id in (select paragraph_id from cited) or digest in (select digest from cited))
    order by paragraph_id, ordinal`,
    ids,
  )
}
