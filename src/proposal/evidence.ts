import type { GraphQLResolveInfo } from 'graphql'
import { sql } from 'kysely'
import type { Context } from '../builder.ts'
import { type AnchoredSentence, locateEvidence } from '../change/anchor.ts'
import type { EvidenceDraft } from '../change/draft.ts'
import type { ItemContent } from '../change/item.ts'
import { readItem } from '../change/item-draft.ts'
import { slugsOf } from '../database/slugs.ts'
import { Row } from '../query/row.ts'
import { RowReader, readsOf } from '../query/rows.ts'
import type { Source } from '../query/source.ts'
import type { ShownChange } from './read-changes.ts'

interface Cited {
  readonly place: number
  readonly documentId: number
  readonly isLoaded: boolean
  /** Null: no paragraph of the graph has this number. */
  readonly paragraphId: number | null
  readonly sentences: readonly (AnchoredSentence & { readonly isCited: boolean })[]
}

/**
 * The evidence of a proposed fact, checked against the texts that are loaded now, in the shape of rows of evidence: those
 * of facts that are not in the graph have none. Pieces whose document is not known are left out.
 */
export async function proposedEvidence(ctx: Context, info: GraphQLResolveInfo, change: ShownChange) {
  const content = change.after ?? change.before
  const pieces = content === undefined || change.type !== 'fact' ? [] : piecesOf(content)
  if (pieces.length === 0) return []
  const cited = new Map((await readCited(ctx, pieces)).map((row) => [row.place, row]))
  const documents = await readRows(
    ctx,
    info,
    'document',
    [...cited.values()].map(({ documentId }) => documentId),
  )
  const paragraphs = await readRows(
    ctx,
    info,
    'paragraphNode',
    [...cited.values()].flatMap(({ paragraphId }) => paragraphId ?? []),
  )
  return pieces.flatMap((piece, place) => {
    const found = cited.get(place)
    if (found === undefined) return []
    const own = found.sentences.filter(({ isCited }) => isCited)
    const same = found.sentences.filter(({ digest }) => digest === piece.digest)
    const { status, sentence } = locateEvidence(
      found.isLoaded ? own : undefined,
      same,
      piece.anchor,
      piece.digest ?? null,
    )
    const document = documents.get(found.documentId) ?? {}
    const paragraph = paragraphs.get(found.paragraphId ?? 0) ?? {}
    return [
      {
        id: 0,
        anchor: piece.anchor,
        status,
        movedFrom: null,
        movedFromId: null,
        sentence: sentence === undefined ? null : { text: sentence.text },
        paragraph: { ...paragraph, number: piece.paragraph, document: { slug: piece.document, ...document } },
        fact: { id: 0, ...content, key: change.key, version: 0, dataset: { slug: change.dataset } },
        references: piece.references.map((label) => ({ reference: { id: 0, label, title: null, url: null } })),
      },
    ]
  })
}

function piecesOf(content: ItemContent): readonly EvidenceDraft[] {
  return readItem('fact', content).draft?.evidence ?? []
}

async function readCited({ db }: Context, pieces: readonly EvidenceDraft[]): Promise<Cited[]> {
  const wanted = JSON.stringify(
    pieces.map(({ document, paragraph, digest }, place) => ({ place, document, paragraph, digest })),
  )
  const { rows } = await sql<Cited>`
    select place, document.id as "documentId", loaded_at is not null as "isLoaded", paragraph.id as "paragraphId",
      coalesce((select json_agg(json_build_object('text', sentence.text, 'digest', sentence.digest, 'isCited',
          sentence.paragraph_id = paragraph.id) order by sentence.paragraph_id, ordinal)
        from sentence join paragraph as own on own.id = sentence.paragraph_id
        where own.document_id = document.id
          and (sentence.paragraph_id = paragraph.id or sentence.digest = wanted.digest)), '[]') as sentences
    from jsonb_to_recordset(${wanted}::jsonb) as wanted (place int, document text, paragraph int, digest text)
      join ${sql.raw(slugsOf.document)} as named on named.slug = wanted.document
      join document on document.id = named.id
      left join paragraph on paragraph.document_id = document.id and paragraph.number = wanted.paragraph`.execute(
    db.sql,
  )
  return rows
}

const sources: Readonly<Record<'document' | 'paragraphNode', Source>> = {
  document: 'document',
  paragraphNode: 'paragraph',
}

/** The rows that the field of this name shows, with what the operation selects below it. */
async function readRows(
  ctx: Context,
  info: GraphQLResolveInfo,
  field: keyof typeof sources,
  ids: readonly number[],
): Promise<Map<number, object>> {
  const reader = ids.length === 0 ? undefined : RowReader.below(ctx, info, [field])
  if (reader === undefined) return new Map()
  const row = Row.of(sources[field])
  const found = await readsOf(ctx).rows(sql<{ id: number; row: unknown }>`
    select ${row.id} as id, ${reader.json(row)} as row from ${row.from} where ${row.id} in (${sql.join(ids)})`)
  return new Map(found.map(({ id, row: json }) => [id, reader.read<object>(json) ?? {}]))
}
