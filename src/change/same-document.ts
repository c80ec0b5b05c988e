import type { Change, Scope } from './change.ts'
import type { DocumentDraft } from './draft.ts'
import { removeText } from './text.ts'
import { writeTextReferences } from './text-reference.ts'
import type { Transaction } from './writer.ts'

// A text may be loaded before or after the dataset that declares its document. Both are one document if they have the
// same number in their collection or, where one has none, if both come from the same file.

/** A number as it is compared: "0070001" is 70001, "q7" is "Q7". */
export function numberKey(column: string): string {
  return `(select case when plain ~ '^[0-9]+$' then coalesce(nullif(ltrim(plain, '0'), ''), '0') else plain end
    from (select lower(regexp_replace(${column}, '[[:space:]]+', '', 'g')) as plain) as written)`
}

interface Pair {
  readonly slug: string
  readonly looseId: number
  readonly looseSlug: string
  readonly sameFile: boolean
}

/**
 * Makes documents that no dataset declares one with those that the drafts declare under another slug. Their slugs keep
 * finding them.
 */
export async function uniteDocuments(change: Change, drafts: readonly DocumentDraft[], scope: Scope): Promise<void> {
  const pairs = await looseDocuments(change, drafts, scope)
  for (const group of Map.groupBy(pairs, ({ looseId }) => looseId).values()) {
    const exact = group.length > 1 ? group.filter(({ sameFile }) => sameFile) : group
    const [pair] = exact
    if (exact.length !== 1 || pair === undefined) continue
    const declared = await change.tx.document.findUnique({ where: { slug: pair.slug }, select: { id: true } })
    if (declared) await mergeDocument(change, declared.id, pair.looseId)
    else await renameDocument(change, pair.looseId, pair.looseSlug, pair.slug)
  }
  // A slug that was only kept is free for whoever declares it.
  const slugs = drafts.map(({ slug }) => slug)
  await change.log.willTakeDocumentSlugs(slugs)
  const deleted = await change.tx.$executeRaw`
    delete from former_document_slug where kept and slug = any(${slugs}::text[])`
  change.count('former_document_slug', { deleted })
}

async function looseDocuments(
  { tx }: Change,
  drafts: readonly DocumentDraft[],
  { datasetId, isWhole }: Scope,
): Promise<Pair[]> {
  const wanted = drafts.map(({ slug, externalId, sha256 }) => ({ slug, number: externalId, sha256 }))
  return await tx.$queryRawUnsafe<Pair[]>(
    `with wanted as (
      select slug, sha256, ${numberKey('number')} as number
      from jsonb_to_recordset($1::jsonb) as draft (slug text, number text, sha256 text)),
    loose as (
      select id, slug, sha256, ${numberKey('external_id')} as number from document
      where (dataset_id is null or ($3 and dataset_id = $4)) and slug <> all ($2::text[]))
    select wanted.slug, loose.id as "looseId", loose.slug as "looseSlug",
      coalesce(loose.sha256 = wanted.sha256, false) as "sameFile"
    from wanted join loose on loose.number = wanted.number
    union
    select wanted.slug, loose.id, loose.slug, true from wanted join loose on loose.sha256 = wanted.sha256
    where wanted.number is null or loose.number is null
    order by "looseId", slug`,
    JSON.stringify(wanted),
    drafts.map(({ slug }) => slug),
    isWhole,
    datasetId,
  )
}

/** Drafts of documents whose loaded text, under their slug, has another number: it proves nothing for them. */
export async function otherNumbers(
  tx: Transaction,
  drafts: readonly DocumentDraft[],
): Promise<{ draft: DocumentDraft; number: string }[]> {
  const numbered = drafts.filter(({ externalId }) => externalId !== undefined)
  const rows = await tx.$queryRawUnsafe<{ slug: string; number: string }[]>(
    `select slug, external_id as number
    from document join jsonb_to_recordset($1::jsonb) as draft (slug text, "externalId" text) using (slug)
    where loaded_at is not null and ${numberKey('external_id')} <> ${numberKey('"externalId"')}`,
    JSON.stringify(numbered.map(({ slug, externalId }) => ({ slug, externalId }))),
  )
  const loaded = new Map(rows.map(({ slug, number }) => [slug, number]))
  return numbered.flatMap((draft) => {
    const number = loaded.get(draft.slug)
    return number === undefined ? [] : [{ draft, number }]
  })
}

/** A text that could belong to several documents, and so belongs to none of them. */
export interface UnusedText {
  /** The slug of the document of the dataset that is without a text. */
  readonly document: string
  /** The slug under which a text with the same number is loaded. */
  readonly loadedAs: string
}

/** Documents of a dataset without a text, whose number a text has that no dataset declares. */
export async function unusedTexts(tx: Transaction, dataset: string): Promise<UnusedText[]> {
  return await tx.$queryRawUnsafe<UnusedText[]>(
    `select document.slug as document, loose.slug as "loadedAs"
    from document join dataset on dataset.id = document.dataset_id and dataset.slug = $1
      join document as loose on ${numberKey('loose.external_id')} = ${numberKey('document.external_id')}
    where document.loaded_at is null and loose.loaded_at is not null and loose.dataset_id is null
    order by document.slug, loose.slug`,
    dataset,
  )
}

async function renameDocument(change: Change, id: number, from: string, to: string): Promise<void> {
  await change.log.willRename('document', [id])
  const updated = await change.tx.$executeRaw`update document set slug = ${to} where id = ${id}`
  change.count('document', { updated })
  await keepSlug(change, id, from)
}

async function keepSlug(change: Change, id: number, slug: string): Promise<void> {
  await change.log.willTakeDocumentSlugs([slug])
  const inserted = await change.tx.$executeRaw`
    insert into former_document_slug (slug, document_id, kept) values (${slug}, ${id}, true)
    on conflict (slug) do update set document_id = ${id}`
  change.count('former_document_slug', { inserted })
}

/**
 * Makes two documents one: `id` gets the evidence, the citation labels and the slugs of `otherId`, and its text if that
 * was loaded later.
 */
export async function mergeDocument(change: Change, id: number, otherId: number): Promise<void> {
  const { tx } = change
  await change.log.willChange('document', [id, otherId])
  const citing = await tx.$queryRaw<{ factId: number }[]>`
    select distinct fact_id as "factId" from evidence join paragraph on paragraph.id = paragraph_id
    where document_id = ${otherId}`
  await change.log.willChange(
    'fact',
    citing.map(({ factId }) => factId),
  )
  await moveText(change, id, otherId)
  await moveCitations(change, id, otherId)
  const { slug } = await tx.document.findUniqueOrThrow({ where: { id: otherId }, select: { slug: true } })
  const updated = await tx.$executeRaw`
    update former_document_slug set document_id = ${id} where document_id = ${otherId}`
  change.count('former_document_slug', { updated })
  await change.remove('document', [otherId])
  await keepSlug(change, id, slug)
  change.recheck([id])
}

async function moveText(change: Change, id: number, otherId: number): Promise<void> {
  const { tx } = change
  const [loaded] = await tx.$queryRaw<{ moves: boolean }[]>`
    select other.loaded_at is not null and (own.loaded_at is null or own.loaded_at < other.loaded_at) as moves
    from document as own, document as other where own.id = ${id} and other.id = ${otherId}`
  // The references that a text lists itself go with it.
  if (loaded?.moves) await removeText(change, id)
  else await writeTextReferences(change, otherId, [])
  const inserted = await tx.$executeRaw`
    insert into paragraph (document_id, number) select ${id}, number from paragraph where document_id = ${otherId}
    on conflict do nothing`
  change.count('paragraph', { inserted })
  if (!loaded?.moves) return
  const updated = await tx.$executeRaw`
    update paragraph set text = other.text, section = other.section, page = other.page
    from paragraph as other
    where paragraph.document_id = ${id} and other.document_id = ${otherId} and other.number = paragraph.number
      and other.text is not null`
  change.count('paragraph', { updated })
  await tx.$executeRaw`
    update sentence set paragraph_id = own.id
    from paragraph as other join paragraph as own on own.document_id = ${id} and own.number = other.number
    where other.document_id = ${otherId} and sentence.paragraph_id = other.id`
  await tx.$executeRaw`
    update document set sha256 = other.sha256, format = other.format, language = other.language,
      loaded_at = other.loaded_at,
      external_id = coalesce(document.external_id, other.external_id)
    from document as other where document.id = ${id} and other.id = ${otherId}`
}

/** Evidence cites the paragraph with the same number of the other document; the check finds its sentence again. */
async function moveCitations(change: Change, id: number, otherId: number): Promise<void> {
  const { tx } = change
  const moved = await tx.$executeRaw`
    update evidence set status = 'NOT_LOADED', sentence_id = null, moved_from_id = null, paragraph_id = own.id
    from paragraph as other join paragraph as own on own.document_id = ${id} and own.number = other.number
    where other.document_id = ${otherId} and coalesce(moved_from_id, paragraph_id) = other.id`
  change.count('evidence', { updated: moved })
  const inserted = await tx.$executeRaw`
    insert into reference (document_id, label, title, url, listed, text_title, text_url)
    select ${id}, label, title, url, listed, text_title, text_url from reference where document_id = ${otherId}
    on conflict (document_id, label) do update set listed = reference.listed or excluded.listed,
      text_title = coalesce(excluded.text_title, reference.text_title),
      text_url = coalesce(excluded.text_url, reference.text_url)
    where excluded.text_title is not null or (excluded.listed and not reference.listed)`
  change.count('reference', { inserted })
  const updated = await tx.$executeRaw`
    update evidence_reference set reference_id = own.id
    from reference as other join reference as own on own.document_id = ${id} and own.label = other.label
    where other.document_id = ${otherId} and reference_id = other.id`
  change.count('evidence_reference', { updated })
}
