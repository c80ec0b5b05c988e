import { type AnchoredSentence, type CheckedStatus, locateEvidence } from '../change/anchor.ts'
import type { EvidenceDraft } from '../change/draft.ts'
import type { ItemChange } from '../change/item.ts'
import { readItem } from '../change/item-draft.ts'
import type { Database } from '../database/open.ts'
import { slugsOf } from '../database/slugs.ts'
import { sql } from '../database/sql.ts'
import { query } from '../database/statement.ts'

/** Where a piece of evidence stands in the texts that are loaded now. */
export interface CitedSentence {
  readonly piece: EvidenceDraft
  /** Undefined: nothing is known of its document. */
  readonly found?: {
    readonly documentId: number
    /** Null: no paragraph of the graph has this number. */
    readonly paragraphId: number | null
    readonly status: CheckedStatus
    /** The sentence, if it is found. */
    readonly sentence?: { readonly id: number; readonly text: string }
  }
}

type Stated = Pick<ItemChange, 'type' | 'before' | 'after'>

/** The evidence of each proposed fact, checked against the texts that are loaded now; none of other items. */
export async function citedSentences(
  db: Pick<Database, 'pool'>,
  changes: readonly Stated[],
): Promise<CitedSentence[][]> {
  const pieces = changes.flatMap((change, owner) => piecesOf(change).map((piece) => ({ owner, piece })))
  const rows = await readCited(
    db,
    pieces.map(({ piece }) => piece),
  )
  const cited = new Map(rows.map((row) => [row.place, row]))
  const sentences = pieces.map(({ owner, piece }, place) => {
    const row = cited.get(place)
    return { owner, sentence: row === undefined ? { piece } : { piece, found: locate(piece, row) } }
  })
  const groups = Map.groupBy(sentences, ({ owner }) => owner)
  return changes.map((_, owner) => (groups.get(owner) ?? []).map(({ sentence }) => sentence))
}

function piecesOf({ type, before, after }: Stated): readonly EvidenceDraft[] {
  const content = after ?? before
  return content === undefined || type !== 'fact' ? [] : (readItem('fact', content).draft?.evidence ?? [])
}

interface Cited {
  readonly place: number
  readonly documentId: number
  readonly isLoaded: boolean
  readonly paragraphId: number | null
  readonly sentences: readonly (AnchoredSentence & { readonly id: number; readonly isCited: boolean })[]
}

function locate(
  { anchor, digest }: EvidenceDraft,
  { documentId, paragraphId, isLoaded, sentences }: Cited,
): CitedSentence['found'] {
  const own = sentences.filter(({ isCited }) => isCited)
  const same = sentences.filter((one) => one.digest === digest)
  const { status, sentence } = locateEvidence(isLoaded ? own : undefined, same, anchor, digest ?? null)
  return { documentId, paragraphId, status, ...(sentence && { sentence: { id: sentence.id, text: sentence.text } }) }
}

async function readCited(db: Pick<Database, 'pool'>, pieces: readonly EvidenceDraft[]): Promise<Cited[]> {
  if (pieces.length === 0) return []
  const wanted = JSON.stringify(
    pieces.map(({ document, paragraph, digest }, place) => ({ place, document, paragraph, digest })),
  )
  const rows = await query(
    db,
    sql<Cited>`
    select place, document.id as "documentId", loaded_at is not null as "isLoaded", paragraph.id as "paragraphId",
      coalesce((select json_agg(json_build_object('id', sentence.id, 'text', sentence.text, 'digest', sentence.digest, 'isCited',
          sentence.paragraph_id = paragraph.id) order by sentence.paragraph_id, ordinal)
        from sentence join paragraph as own on own.id = sentence.paragraph_id
        where own.document_id = document.id
          and (sentence.paragraph_id = paragraph.id or sentence.digest = wanted.digest)), '[]') as sentences
    from jsonb_to_recordset(${wanted}::jsonb) as wanted (place int, document text, paragraph int, digest text)
      join ${sql.raw(slugsOf.document)} as named on named.slug = wanted.document
      join document on document.id = named.id
      left join paragraph on paragraph.document_id = document.id and paragraph.number = wanted.paragraph`,
  )
  return rows
}
