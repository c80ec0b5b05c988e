import { DossierError } from '../../errors.ts'
import { type Change as Logged, Prisma } from '../../generated/prisma/client.ts'
import { quoted } from '../../model/value.ts'
import type { Change } from '../change.ts'
import { removeDataset } from '../dataset.ts'
import type { DocumentDraft } from '../draft.ts'
import type { ItemContent } from '../item.ts'
import { type HeaderDraft, type ItemDrafts, readItem } from '../item-draft.ts'
import { writeStream } from '../stream/write.ts'
import type { ItemDraft } from '../stream.ts'
import type { Transaction } from '../writer.ts'
import { isEdit, type RevisionPlace, readRows } from './revision.ts'

const batchSize = 1000

/** Undoes a revision of more changes than can be held: what things said before is a stream, and what it created goes. */
export async function undoLarge(change: Change, revision: string, place: RevisionPlace): Promise<number> {
  const { tx } = change
  const slug = await datasetOf(tx, revision, place)
  const own = await tx.change.findFirst({ where: { ...place, type: 'dataset' } })
  if (own !== null && own.before === null) await undoDataset(change, own.key, place)
  else if (slug !== undefined) await undoPart(change, revision, place, { slug, own })
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from change where epoch = ${place.epoch} and number = ${place.number}
      and before - 'statuses' is distinct from after - 'statuses'`
  return row?.count ?? 0
}

/** The dataset that the revision changed; undefined if it changed nothing but documents of none. */
async function datasetOf(tx: Transaction, revision: string, place: RevisionPlace): Promise<string | undefined> {
  const rows = await tx.$queryRaw<{ dataset: string }[]>`
    select distinct dataset from change where epoch = ${place.epoch} and number = ${place.number} and dataset <> ''
      and before - '{statuses,isLoaded}'::text[] is distinct from after - '{statuses,isLoaded}'::text[]`
  if (rows.length < 2) return rows[0]?.dataset
  const names = rows.map(({ dataset }) => quoted(dataset)).join(', ')
  const message = `Revision ${quoted(revision)} has too many changes to be undone at once, and not all are of one dataset: ${names}. Undo it by loading the files of before, or by several proposals.`
  throw new DossierError('BAD_USER_INPUT', message, { value: revision })
}

/** The revision made the dataset, so all of it goes. */
async function undoDataset(change: Change, slug: string, place: RevisionPlace): Promise<void> {
  const { tx } = change
  const later = await tx.$queryRaw<{ key: string }[]>`
    select key from (
      select 'entity' as type, entity.slug as key, dataset_id from entity
      union all select 'sameAs', same_as.slug, dataset_id from same_as
      union all select 'document', document.slug, dataset_id from document
      union all select 'fact', fact.key, dataset_id from fact) as item join dataset on dataset.id = dataset_id
    where dataset.slug = ${slug} and not exists (
      select from change where epoch = ${place.epoch} and number = ${place.number}
        and change.dataset = ${slug} and change.type = item.type and change.key = item.key)
    limit 3`
  if (later.length > 0) {
    const names = later.map(({ key }) => quoted(key)).join(', ')
    const message = `The dataset ${quoted(slug)} has got more since, such as ${names}. Undo that first.`
    throw new DossierError('CONFLICT', message, { dataset: slug })
  }
  const header = await headerOf(tx, slug, undefined)
  const nothing = { ...header, documents: [], items: () => read([]) }
  await writeStream(change, nothing, { isWhole: true, batchSize })
  await removeDataset(change, slug)
}

interface Part {
  readonly slug: string
  /** The change of the dataset's own row. */
  readonly own: Logged | null
}

async function undoPart(change: Change, revision: string, place: RevisionPlace, { slug, own }: Part): Promise<void> {
  const { tx } = change
  await refuseRenamed(tx, revision, place)
  const documents = await tx.change.findMany({ where: { ...place, type: 'document' }, orderBy: { ordinal: 'asc' } })
  const stream = {
    ...(await headerOf(tx, slug, own?.before ?? undefined)),
    documents: documents.filter(({ before }) => before !== null).map((row): DocumentDraft => draftOf('document', row)),
    items: (wanted?: ItemDraft['type']) => itemsBefore(tx, place, wanted),
  }
  const wasGone = own !== null && own.after === null
  await writeStream(change, stream, {
    isWhole: false,
    batchSize,
    removed: Prisma.sql`select type, key from change where epoch = ${place.epoch} and number = ${place.number}
      and before is null and type in ('entity', 'sameAs', 'fact')`,
    removedDocuments: new Set(documents.filter(({ before }) => before === null).map(({ key }) => key)),
  })
  // There are no files of a dataset that comes back.
  if (wasGone) await tx.dataset.update({ where: { slug }, data: { managedBy: 'GRAPH' } })
}

/** A renaming takes a slug from one thing and gives it to another, which a stream does not take back. */
async function refuseRenamed(tx: Transaction, revision: string, place: RevisionPlace): Promise<void> {
  const renamed = await tx.change.findFirst({ where: { ...place, formerKey: { not: null } } })
  if (renamed === null) return
  const message = `Revision ${quoted(revision)} has too many changes to be undone at once, and renamed ${quoted(renamed.formerKey)} to ${quoted(renamed.key)}. Rename it back by a proposal or by the files, and take out the rest by loading the files of before.`
  throw new DossierError('BAD_USER_INPUT', message, { value: revision })
}

async function headerOf(tx: Transaction, slug: string, before: unknown): Promise<HeaderDraft> {
  if (before !== undefined) return draftOf('dataset', { key: slug, before })
  const { title, language, licence } = await tx.dataset.findUniqueOrThrow({ where: { slug } })
  return { slug, title, language, licence: licence ?? undefined }
}

/** What items said before the revision. */
async function* itemsBefore(
  tx: Transaction,
  place: RevisionPlace,
  wanted?: ItemDraft['type'],
): AsyncGenerator<ItemDraft> {
  const types = wanted === undefined ? (['entity', 'sameAs', 'fact'] as const) : [wanted]
  for await (const rows of readRows(tx, place, { types, isOfBefore: true })) {
    for (const row of rows.filter(isEdit)) {
      const type = row.type as ItemDraft['type']
      yield { type, draft: draftOf(type, row) } as ItemDraft
    }
  }
}

function draftOf<T extends keyof ItemDrafts>(
  type: T,
  { key, before }: { readonly key: string; readonly before: unknown },
): ItemDrafts[T] {
  const { draft, problems = [] } = readItem(type, before as ItemContent)
  if (draft !== undefined) return draft
  const message = `What ${quoted(key)} said before is not accepted any more: ${problems[0]?.message ?? ''}.`
  throw new DossierError('BAD_USER_INPUT', message, { value: key })
}

async function* read(items: readonly ItemDraft[]): AsyncGenerator<ItemDraft> {
  yield* items
}
