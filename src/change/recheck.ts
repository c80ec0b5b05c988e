import { type AnchoredSentence, type CheckedStatus, locateEvidence } from './anchor.ts'
import type { Change } from './change.ts'
import type { IdList } from './id-list.ts'
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
  readonly documents: IdList
  readonly facts: IdList
}

/** How many documents or facts are asked for at a time, and how many pieces of evidence are checked. */
const batchSize = 1000

/** The columns that say whose evidence it is. */
const owners = { documents: 'document_id', facts: 'fact_id' } as const

/**
 * Checks evidence against the sentences of its documents and updates what changed: the status and, if it is FOUND, the
 * sentence and the paragraph in which that stands. Needs at most five statements for each batch of evidence.
 */
export async function recheckEvidence(change: Change, wanted: ToRecheck): Promise<Rechecked> {
  const evidence = { ...noEvidence }
  let moved = 0
  for (const name of ['documents', 'facts'] as const) {
    for (const ids of wanted[name].batches(batchSize)) {
      for await (const pieces of readEvidence(change.tx, owners[name], ids)) {
        for (const { status, movedFromId } of await recheckBatch(change, pieces)) {
          evidence[status] += 1
          if (movedFromId !== null) moved += 1
        }
      }
    }
  }
  return { evidence, moved }
}

async function* readEvidence(
  tx: Transaction,
  column: (typeof owners)[keyof typeof owners],
  ids: readonly number[],
): AsyncGenerator<StoredEvidence[]> {
  for (let last = 0; ; ) {
    const evidence = await tx.$queryRawUnsafe<StoredEvidence[]>(
      `select evidence.id, fact_id as "factId", document_id as "documentId", anchor, digest, status::text,
        sentence_id as "sentenceId", paragraph_id as "paragraphId", moved_from_id as "movedFromId",
        found_digest as "foundDigest", loaded_at is not null as "isLoaded"
      from evidence
        join paragraph on paragraph.id = evidence.paragraph_id
        join document on document.id = paragraph.document_id
      where ${column} = any($1::int[]) and evidence.id > $2 order by evidence.id limit ${batchSize}`,
      ids,
      last,
    )
    if (evidence.length > 0) yield evidence
    if (evidence.length < batchSize) return
    last = evidence.at(-1)?.id ?? last
  }
}

async function recheckBatch(change: Change, evidence: readonly StoredEvidence[]): Promise<Standing[]> {
  const cited = await readSentences(change.tx, 'paragraph_id', [...new Set(evidence.map(citedParagraph))])
  const inParagraph = Map.groupBy(cited, ({ paragraphId }) => paragraphId)
  const locate = (piece: StoredEvidence, same: readonly StoredSentence[]) => {
    const here = piece.isLoaded ? (inParagraph.get(citedParagraph(piece)) ?? []) : undefined
    return locateEvidence(here, same, piece.anchor, piece.digest ?? piece.foundDigest)
  }
  const found = evidence.map((piece) => ({ piece, ...locate(piece, []) }))
  const lost = found.filter(({ status }) => status === 'ORPHANED').map(({ piece }) => piece)
  const elsewhere = await readSameSentences(change.tx, lost)
  const checked = found.map(({ piece, ...here }) => {
    const { status, sentence } = here.status === 'ORPHANED' ? locate(piece, elsewhere(piece)) : here
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

/** The sentences of the documents of these pieces that have their digests, piece by piece. */
async function readSameSentences(tx: Transaction, pieces: readonly StoredEvidence[]) {
  const digests = new Set(pieces.flatMap(({ digest, foundDigest }) => digest ?? foundDigest ?? []))
  const documents = new Set(pieces.map(({ documentId }) => documentId))
  const sentences =
    digests.size === 0 ? [] : await readSentences(tx, 'paragraph.document_id', [...documents], [...digests])
  const groups = Map.groupBy(sentences, ({ documentId, digest }) => `${documentId} ${digest}`)
  return ({ documentId, digest, foundDigest }: StoredEvidence): readonly StoredSentence[] =>
    groups.get(`${documentId} ${digest ?? foundDigest}`) ?? []
}

async function readSentences(
  tx: Transaction,
  column: 'paragraph_id' | 'paragraph.document_id',
  ids: readonly number[],
  digests?: readonly string[],
): Promise<StoredSentence[]> {
  return await tx.$queryRawUnsafe<StoredSentence[]>(
    `select sentence.id, paragraph_id as "paragraphId", paragraph.document_id as "documentId", sentence.text, digest
    from sentence join paragraph on paragraph.id = sentence.paragraph_id
    where ${column} = any($1::int[]) and ($2::text[] is null or digest = any($2::text[]))
    order by paragraph_id, ordinal`,
    ids,
    digests ?? null,
  )
}
