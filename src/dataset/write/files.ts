import { contentOf } from '../../change/content.ts'
import { datasetImages } from '../../change/difference.ts'
import type { ImageType } from '../../change/image.ts'
import type { ItemContent } from '../../change/item.ts'
import type { Reader } from '../../change/meaning.ts'
import type { Image } from '../../change/read-images.ts'
import { DossierError } from '../../errors.ts'
import { entityKinds, factKinds } from '../../model/kind.ts'
import { headerName, ndjsonEnding } from '../read/folder.ts'
import type { DatasetFile } from '../read/format.ts'
import { compareText } from '../read/problem.ts'
import { storedFiles } from '../stored-files.ts'
import { fileForm, sectionOf } from './form.ts'
import { jsonLine } from './json.ts'
import { uncoveredForm, uncoveredIn } from './uncovered.ts'
import { blockField, blockItem, type Plain } from './yaml.ts'

/** The length of a YAML file, in characters, above which a file of lines takes its place: readers take twelve times as much. */
const enoughForFile = 5 * 1024 * 1024

/**
 * A dataset of the graph as files: dataset.yaml, and a file for each kind of things, of lines if there are very many.
 * Everything is in the order of slugs and keys, so that the same graph gives the same bytes.
 *
 * @throws DossierError NOT_FOUND when there is no dataset with this slug.
 */
export async function datasetFiles(reader: Reader, slug: string, enough = enoughForFile): Promise<DatasetFile[]> {
  const [header] = await datasetImages(reader, slug, 'dataset')
  if (header === undefined)
    throw new DossierError('NOT_FOUND', `There is no dataset "${slug}"; \`dataset list\` names all.`)
  const documents = (await datasetImages(reader, slug, 'document')).map((image) => contentOf('document', image.content))
  const only = documents.length === 1 ? String(documents[0]?.slug) : ''
  const sections = new Map<string, Written[]>()
  for (const type of ['entity', 'sameAs', 'fact'] as const) {
    for (const image of await datasetImages(reader, slug, type)) addTo(sections, type, image, only)
  }
  const names = [...entityKinds(), ...factKinds()].map(({ section }) => section)
  return [
    { path: headerName, text: headerText(contentOf('dataset', header.content), documents, only) },
    ...names.flatMap((section) => sectionFiles(section, (sections.get(section) ?? []).toSorted(byKey), enough)),
    ...sectionFiles('uncovered', await uncoveredItems(reader, slug, documents, only), Number.POSITIVE_INFINITY),
  ]
}

/** An item as it is written. */
interface Written {
  readonly key: string
  readonly form: Plain
}

function addTo(
  sections: Map<string, Written[]>,
  type: Exclude<ImageType, 'dataset' | 'document'>,
  { key, content }: Image,
  only: string,
): void {
  const item = contentOf(type, content)
  const section = sectionOf(type, item)
  const list = sections.get(section) ?? []
  list.push({ key, form: fileForm(type, item, only) })
  sections.set(section, list)
}

function byKey(one: Written, other: Written): number {
  return compareText(one.key, other.key)
}

function headerText(header: ItemContent, documents: readonly ItemContent[], only: string): string {
  const fields = Object.entries(fileForm('dataset', header, only))
  const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [blockField(name, value, 0)]))
  const list = documents.map((document) => `  ${blockItem(fileForm('document', document, only), 2)}`)
  return `${[...lines, ...(list.length === 0 ? [] : ['documents:', ...list])].join('\n')}\n`
}

async function uncoveredItems(
  reader: Reader,
  slug: string,
  documents: readonly ItemContent[],
  only: string,
): Promise<Written[]> {
  const known = new Set(
    documents.flatMap((document) => [document.slug, ...((document.formerSlugs ?? []) as readonly string[])]),
  )
  return uncoveredIn(await storedFiles(reader, slug))
    .filter(({ document }) => known.has(document))
    .map((draft) => ({ key: '', form: uncoveredForm(draft, only) }))
}

function sectionFiles(section: string, items: readonly Written[], enough: number): DatasetFile[] {
  const texts: string[] = []
  let length = 0
  for (const { form } of items) {
    const text = `  ${blockItem(form, 2)}\n`
    texts.push(text)
    length += text.length
    if (length > enough) return [lineFile(section, items)]
  }
  return texts.length === 0 ? [] : [{ path: `${section}.yaml`, text: `${section}:\n${texts.join('')}` }]
}

function lineFile(section: string, items: readonly Written[]): DatasetFile {
  const lines = items.map(({ form }) => `${jsonLine({ section, ...(form as Record<string, Plain>) })}\n`)
  return { path: `${section}${ndjsonEnding}`, text: lines.join('') }
}
