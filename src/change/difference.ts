import { chunk } from 'es-toolkit/array/chunk'
import { isEqual } from 'es-toolkit/predicate/isEqual'
import { compare } from '../model/compare.ts'
import { contentOf, type ItemSource } from './content.ts'
import type { DatasetDraft, DocumentDraft } from './draft.ts'
import { planEntities, statedNames } from './entity-plan.ts'
import type { ImageType } from './image.ts'
import type { ItemChange } from './item.ts'
import { type Meaning, meaningOf, type Reader, verbatim } from './meaning.ts'
import { type Image, readImages } from './read-images.ts'
import { labelsOf } from './same-as.ts'

const tableOf: Readonly<Record<Exclude<ImageType, 'dataset'>, string>> = {
  document: 'document',
  entity: 'entity',
  sameAs: 'same_as',
  fact: 'fact',
}

/** What the graph says of a dataset, of one type of things, in the order of their slugs or keys. */
export async function datasetImages(reader: Reader, dataset: string, type: ImageType): Promise<Image[]> {
  const rows = await reader.$queryRawUnsafe<{ id: number }[]>(
    type === 'dataset'
      ? 'select id from dataset where slug = $1'
      : `select thing.id from "${tableOf[type]}" as thing join dataset on dataset.id = dataset_id where dataset.slug = $1`,
    dataset,
  )
  const images: Image[] = []
  for (const part of chunk(rows, 5000)) {
    const ids = part.map(({ id }) => id)
    images.push(...(await readImages(reader, type, ids)))
  }
  return images.sort((one, other) => compare(one.key, other.key))
}

/**
 * What loading these drafts would change, item by item: of each type first what it would create and update, then what it
 * would delete, in the order of slugs and keys. Nothing where the graph says the same in other words.
 */
export async function datasetDifference(reader: Reader, dataset: DatasetDraft): Promise<ItemChange[]> {
  const meaning = await meaningOf(reader, dataset)
  const images = {
    dataset: await datasetImages(reader, dataset.slug, 'dataset'),
    document: await datasetImages(reader, dataset.slug, 'document'),
    entity: await datasetImages(reader, dataset.slug, 'entity'),
    sameAs: await datasetImages(reader, dataset.slug, 'sameAs'),
    fact: await datasetImages(reader, dataset.slug, 'fact'),
  }
  const renamed = new Map(matched(dataset.entities, images.entity).map(({ draft, image }) => [image?.key, draft.slug]))
  const documents = new Map(
    matched(dataset.documents, images.document).map(({ draft, image }) => [image?.key, draft.slug]),
  )
  // Of what stays, the slugs that it will have; what is removed keeps its own.
  const stored: Meaning = {
    ...verbatim,
    entity: (slug) => renamed.get(slug) ?? slug,
    document: (slug) => documents.get(slug) ?? slug,
  }
  const drafts = await draftSources(reader, dataset, images.document)
  return (Object.keys(images) as ImageType[]).flatMap((type) =>
    changesOf(type, dataset.slug, drafts[type], images[type], meaning, stored),
  )
}

/** Any draft. */
interface Named {
  readonly slug?: string
  readonly key?: string
  readonly formerSlugs?: readonly string[]
}

function changesOf(
  type: ImageType,
  dataset: string,
  drafts: readonly Named[],
  images: readonly Image[],
  meaning: Meaning,
  stored: Meaning,
): ItemChange[] {
  const pairs = type === 'sameAs' ? matchedByKey(drafts, images) : matched(drafts, images)
  const left = new Set(images)
  const written = pairs.flatMap(({ draft, image }): ItemChange[] => {
    if (image) left.delete(image)
    const after = contentOf(type, draft as ItemSource, meaning)
    if (image === undefined) return [{ operation: 'CREATE', type, dataset, key: nameOf(draft), after }]
    // What does not change says the same, whatever the slugs of others were.
    if (isEqual(contentOf(type, image.content, stored), after)) return []
    return [{ operation: 'UPDATE', type, dataset, key: image.key, before: contentOf(type, image.content), after }]
  })
  const deleted = [...left].map(({ key, content }): ItemChange => {
    return { operation: 'DELETE', type, dataset, key, before: contentOf(type, content) }
  })
  return [...written.sort((one, other) => compare(one.key, other.key)), ...deleted]
}

interface Pair<D> {
  readonly draft: D
  readonly image: Image | undefined
}

/** Each draft with the thing that it is in the graph: the one with its slug or key, else with a former slug of it. */
function matched<D extends Named>(drafts: readonly D[], images: readonly Image[]): Pair<D>[] {
  const byKey = new Map(images.map((image) => [image.key, image]))
  return drafts.map((draft) => {
    const names = [nameOf(draft), ...(draft.formerSlugs ?? [])]
    return { draft, image: names.map((name) => byKey.get(name)).find((image) => image !== undefined) }
  })
}

function matchedByKey<D extends Named>(drafts: readonly D[], images: readonly Image[]): Pair<D>[] {
  const byKey = new Map(images.map((image) => [image.key, image]))
  return drafts.map((draft) => ({ draft, image: byKey.get(nameOf(draft)) }))
}

function nameOf({ slug, key }: Named): string {
  return key ?? slug ?? ''
}

/** The drafts with what writing adds to them. */
async function draftSources(
  reader: Reader,
  dataset: DatasetDraft,
  images: readonly Image[],
): Promise<Record<ImageType, readonly Named[]>> {
  const { slug, title, language, licence, sameAs = [] } = dataset
  const kept = await keptOfDocuments(reader, images)
  const documents: Named[] = matched(dataset.documents, images).map(({ draft, image }) =>
    image === undefined ? draft : keepOfDocument(draft, image, kept.get(image.id)),
  )
  const header = { slug, title, language, licence }
  return {
    dataset: [header],
    document: documents,
    entity: planEntities(dataset.entities, statedNames(dataset.facts), new Map()).map(({ draft, labels }) => ({
      ...draft,
      labels,
    })),
    sameAs: sameAs.map((draft) => ({ ...draft, labels: labelsOf(draft) })),
    fact: dataset.facts,
  }
}

interface Kept {
  readonly id: number
  readonly slugs: readonly string[]
  readonly labels: readonly string[]
}

/** What documents keep, whatever the files say: slugs that their texts had, and citations that other datasets name. */
async function keptOfDocuments(reader: Reader, images: readonly Image[]): Promise<Map<number, Kept>> {
  const ids = images.map(({ id }) => id)
  const rows = await reader.$queryRaw<Kept[]>`
    select document.id,
      array(select slug from former_document_slug as former where document_id = document.id and kept) as slugs,
      array(select distinct label from reference join evidence_reference on reference_id = reference.id
          join evidence on evidence.id = evidence_id join fact on fact.id = fact_id
        where document_id = document.id and fact.dataset_id <> document.dataset_id) as labels
    from document where id = any(${ids}::int[])`
  return new Map(rows.map((row) => [row.id, row]))
}

function keepOfDocument(draft: DocumentDraft, { content }: Image, kept: Kept | undefined) {
  const loaded = content.isLoaded === true
  const { slugs = [], labels = [] } = kept ?? {}
  const listed = new Set(draft.references.map(({ label }) => label))
  const references = (content.references ?? []) as DocumentDraft['references']
  return {
    ...draft,
    formerSlugs: [...new Set([...draft.formerSlugs, ...slugs])].filter((slug) => slug !== draft.slug),
    externalId: draft.externalId ?? (loaded ? content.externalId : undefined),
    sha256: (loaded ? content.sha256 : undefined) ?? draft.sha256,
    language: loaded ? content.language : draft.language,
    format: (loaded ? content.format : undefined) ?? draft.format,
    references: [
      ...draft.references,
      ...references.filter(({ label }) => labels.includes(label) && !listed.has(label)),
    ],
  }
}
