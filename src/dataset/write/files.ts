import { contentOf } from '../../change/content.ts'
import { datasetImages } from '../../change/difference.ts'
import type { ImageType } from '../../change/image.ts'
import type { ItemContent } from '../../change/item.ts'
import type { Reader } from '../../change/meaning.ts'
import type { Image } from '../../change/read-images.ts'
import { DossierError } from '../../errors.ts'
import { entityKinds, factKinds } from '../../model/kind.ts'
import { headerName } from '../read/folder.ts'
import type { DatasetFile } from '../read/format.ts'
import { compareText } from '../read/problem.ts'
import { storedFiles } from '../stored-files.ts'
import { fileForm, sectionOf } from './form.ts'
import { uncoveredForm, uncoveredIn } from './uncovered.ts'
import { blockField, blockItem } from './yaml.ts'

/** The length of a file, in characters, from which the next item begins another one; readers take twelve times as much. */
const enoughForFile = 5 * 1024 * 1024

/**
 * A dataset of the graph as files: dataset.yaml, and a file for each kind of things, or several if there are very many.
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
    ...sectionFiles('uncovered', await uncoveredItems(reader, slug, documents, only), enough),
  ]
}

/** An item as text, with the dash in front of it. */
interface Written {
  readonly key: string
  readonly text: string
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
  list.push({ key, text: blockItem(fileForm(type, item, only), 2) })
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
    .map((draft) => ({ key: '', text: blockItem(uncoveredForm(draft, only), 2) }))
}

function sectionFiles(section: string, items: readonly Written[], enough: number): DatasetFile[] {
  const parts: string[][] = []
  let length = Number.POSITIVE_INFINITY
  for (const { text } of items) {
    if (length > enough) {
      parts.push([])
      length = 0
    }
    parts.at(-1)?.push(`  ${text}\n`)
    length += text.length
  }
  return parts.map((lines, index) => {
    return { path: `${section}${index === 0 ? '' : `-${index + 1}`}.yaml`, text: `${section}:\n${lines.join('')}` }
  })
}
