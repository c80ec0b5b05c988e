import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../builder.ts'
import { sql } from '../database/sql.ts'
import { Row } from '../query/row.ts'
import { RowReader, readsOf } from '../query/rows.ts'
import type { Source } from '../query/source.ts'
import { citedSentences } from './cited-sentence.ts'
import type { ShownChange } from './read-changes.ts'

/**
 * The evidence of a proposed fact, checked against the texts that are loaded now, in the shape of rows of evidence: those
 * of facts that are not in the graph have none. Pieces whose document is not known are left out.
 */
export async function proposedEvidence(ctx: Context, info: GraphQLResolveInfo, change: ShownChange) {
  const [cited = []] = await citedSentences(ctx.db, [change])
  if (cited.length === 0) return []
  const ids = cited.flatMap(({ found }) => found ?? [])
  const documents = await readRows(
    ctx,
    info,
    'document',
    ids.map(({ documentId }) => documentId),
  )
  const paragraphs = await readRows(
    ctx,
    info,
    'paragraphNode',
    ids.flatMap(({ paragraphId }) => paragraphId ?? []),
  )
  const sentences = await readRows(
    ctx,
    info,
    'sentenceNode',
    ids.flatMap(({ sentence }) => sentence?.id ?? []),
  )
  return cited.flatMap(({ piece, found }) => {
    if (found === undefined) return []
    const { status, sentence } = found
    const document = documents.get(found.documentId) ?? {}
    const paragraph = paragraphs.get(found.paragraphId ?? 0) ?? {}
    return [
      {
        id: 0,
        anchor: piece.anchor,
        status,
        movedFrom: null,
        movedFromId: null,
        sentence: sentence === undefined ? null : { ...sentences.get(sentence.id), text: sentence.text },
        paragraph: { ...paragraph, number: piece.paragraph, document: { slug: piece.document, ...document } },
        fact: {
          id: 0,
          ...(change.after ?? change.before),
          key: change.key,
          version: 0,
          dataset: { slug: change.dataset },
        },
        references: piece.references.map((label) => ({ reference: { id: 0, label, title: null, url: null } })),
      },
    ]
  })
}

const sources: Readonly<Record<'document' | 'paragraphNode' | 'sentenceNode', Source>> = {
  document: 'document',
  paragraphNode: 'paragraph',
  sentenceNode: 'sentence',
}

/** The rows that the field of this name shows, with what the operation selects below it. */
async function readRows(
  ctx: Context,
  info: GraphQLResolveInfo,
  field: keyof typeof sources,
  ids: readonly number[],
): Promise<Map<number, object>> {
  const reader = ids.length === 0 ? undefined : RowReader.partsBelow(info, [field])
  if (reader === undefined) return new Map()
  const row = Row.of(sources[field])
  const found = await readsOf(ctx).rows(sql<{ id: number; row: unknown }>`
    select ${row.id} as id, ${reader.json(row)} as row from ${row.from} where ${row.id} in (${sql.join(ids)})`)
  return new Map(found.map(({ id, row: json }) => [id, reader.read<object>(json) ?? {}]))
}
