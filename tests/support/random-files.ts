import fc from 'fast-check'
import { contentOf, type ItemSource } from '../../src/change/content.ts'
import type { DatasetDraft, DocumentDraft, EntityDraft, FactDraft } from '../../src/change/draft.ts'
import type { ImageType } from '../../src/change/image.ts'
import type { ItemContent } from '../../src/change/item.ts'
import type { DatasetFile } from '../../src/dataset/read/format.ts'
import { fileForm, sectionOf } from '../../src/dataset/write/form.ts'
import { blockField, blockItem, flowText, type Plain } from '../../src/dataset/write/yaml.ts'
import { draftOfGraph } from './graph.ts'
import { randomGraph } from './random-graph.ts'

// Random datasets, and the files that people might write of them: items in any order, in several files, in block or flow
// style, with comments and blank lines, whatever ends their lines.

/** Texts that YAML reads as something else, or not at all, unless they are in quotes. */
const awkward = [
  ...['yes', 'NO', 'null', 'nUlL', '~', '2003', '1e3', '0x1F', '2003-05-02', '12:30', '1_000', '.5', '-', '- a', '? b'],
  ...[
    '# no comment',
    'a #b',
    'a # b',
    'a: b',
    'a:',
    '{x',
    '[y',
    'z]',
    '&a',
    '*b',
    '!c',
    '%d',
    '@e',
    '`f',
    '>',
    '|',
    ',g',
  ],
  ...[
    "it's",
    '"quoted"',
    '\'both\' "kinds"',
    'back\\slash',
    '\\n',
    'ünï 日本 移民',
    'a, b',
    '---',
    '...',
    '<<',
    '=',
    'x\u200by',
  ],
]
const words = fc.array(fc.constantFrom('harbour', 'of', 'migration:', '#1', '"the"', 'people', "isn't", '-', 'A&B'), {
  minLength: 1,
  maxLength: 60,
})
const anyText = fc.oneof(
  fc.constantFrom(...awkward),
  words.map((list) => list.join(' ')),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .map((text) =>
      text
        .replaceAll(/[\p{Cc}\p{Cs}]/gu, '')
        .replaceAll(/\s+/gu, ' ')
        .trim(),
    )
    .filter((text) => text !== ''),
)
const figures = fc.constantFrom('1', '-7', '1800000000', '0.25', '007.50', '9999999999999999999999999999.0000000001')

/** Drafts as their readers make them, of 23 entities, up to 40 facts and one or two documents. */
export const randomDraft: fc.Arbitrary<DatasetDraft> = fc
  .record({
    graph: randomGraph,
    texts: fc.array(anyText, { minLength: 20, maxLength: 40 }),
    numbers: fc.array(figures, { minLength: 1, maxLength: 5 }),
    hasOneDocument: fc.boolean(),
    licence: fc.option(anyText, { nil: undefined }),
  })
  .map(({ graph, texts, numbers, hasOneDocument, licence }) => {
    const facts = graph.facts.map((fact) => {
      const evidence = fact.evidence?.map((piece) => (hasOneDocument ? { ...piece, document: 'report' } : piece))
      return { ...fact, evidence: evidence?.filter(isFirst) }
    })
    const documents = hasOneDocument ? graph.documents.slice(0, 1) : graph.documents
    const draft = draftOfGraph({ ...graph, documents, facts })
    let next = 0
    const text = () => texts[next++ % texts.length] ?? ''
    return {
      ...draft,
      ...(licence === undefined ? {} : { licence }),
      entities: draft.entities.map((entity) => (entity.summary ? { ...entity, summary: text() } : entity)),
      facts: draft.facts.map((fact, index) => ({
        ...fact,
        statement: text(),
        ...(fact.claim === undefined ? {} : { claim: text() }),
        ...(fact.amount === undefined ? {} : { amount: numbers[index % numbers.length] }),
      })),
    }
  })

function isFirst(
  piece: { readonly document: string; readonly paragraph?: number; readonly sentence?: number },
  index: number,
  all: readonly (typeof piece)[],
): boolean {
  return all.findIndex((one) => one.paragraph === piece.paragraph && one.sentence === piece.sentence) === index
}

/** An item in the form of images, under a name of its own. */
export interface Thing {
  readonly type: Exclude<ImageType, 'dataset'>
  readonly key: string
  readonly content: ItemContent
}

export function thingsOf({ documents, entities, facts }: DatasetDraft): Thing[] {
  const thing = (type: Thing['type'], key: string, draft: DocumentDraft | EntityDraft | FactDraft): Thing => {
    return { type, key, content: contentOf(type, draft as ItemSource) }
  }
  return [
    ...documents.map((draft) => thing('document', draft.slug, draft)),
    ...entities.map((draft) => thing('entity', draft.slug, draft)),
    ...facts.map((draft) => thing('fact', draft.key, draft)),
  ]
}

/** How somebody wrote an item. */
interface Layout {
  readonly flow: boolean
  readonly file: number
  readonly above: boolean
  readonly behind: boolean
  readonly blank: boolean
  readonly within: boolean
  /** By how many fields the order is turned. */
  readonly turn: number
}

const layout: fc.Arbitrary<Layout> = fc.record({
  flow: fc.boolean(),
  file: fc.nat(2),
  above: fc.boolean(),
  behind: fc.boolean(),
  blank: fc.boolean(),
  within: fc.boolean(),
  turn: fc.nat(9),
})

export interface FilesLayout {
  readonly items: readonly Layout[]
  readonly indent: number
  readonly flowSections: boolean
  readonly lineBreak: string
  readonly endsWithLineBreak: boolean
}

export const filesLayout: fc.Arbitrary<FilesLayout> = fc.record({
  items: fc.array(layout, { minLength: 10, maxLength: 80 }),
  indent: fc.constantFrom(0, 2, 4),
  flowSections: fc.boolean(),
  lineBreak: fc.constantFrom('\n', '\r\n'),
  endsWithLineBreak: fc.boolean(),
})

/** The files of a dataset in this layout. Every comment says to which item it belongs. */
export function filesOf(draft: DatasetDraft, how: FilesLayout): DatasetFile[] {
  const things = thingsOf(draft)
  const only = draft.documents.length === 1 ? (draft.documents[0]?.slug ?? '') : ''
  const texts = new Map<string, string[]>()
  things.forEach((thing, index) => {
    const own = how.items[index % how.items.length] as Layout
    const path = thing.type === 'document' ? 'dataset.yaml' : `part ${own.file}.yaml`
    const section = sectionOf(thing.type, thing.content)
    const lines = texts.get(`${path}\n${section}`) ?? []
    lines.push(itemText(thing, own, how, only))
    texts.set(`${path}\n${section}`, lines)
  })
  const files = new Map([['dataset.yaml', headText(draft)]])
  for (const [place, items] of texts) {
    const [path = '', section = ''] = place.split('\n')
    const list = how.flowSections ? `${section}: [\n  ${items.join(',\n  ')}]\n` : `${section}:\n${items.join('')}`
    files.set(path, `${files.get(path) ?? ''}# of the section ${section} in ${path}\n\n${list}`)
  }
  return [...files].map(([path, text]) => {
    const whole = how.endsWithLineBreak ? text : text.trimEnd()
    return { path, text: whole.replaceAll('\n', how.lineBreak) }
  })
}

function headText({ slug, title, language, licence }: DatasetDraft): string {
  const fields = Object.entries({ slug, title, language, licence })
  return fields.map(([name, value]) => (value === undefined ? '' : `${blockField(name, value, 0)}\n`)).join('')
}

function itemText({ type, key, content }: Thing, own: Layout, how: FilesLayout, only: string): string {
  const form = turned(fileForm(type, content, only), own.turn)
  if (how.flowSections) return flowText(form)
  const space = ' '.repeat(how.indent)
  const block = blockItem(form, how.indent)
  const isFolded = /: >-\n/u.test(block)
  const commented = own.within
    ? block.replaceAll(new RegExp(`\n(?=${space}  \\w)`, 'gu'), `\n${space}  # within ${key}\n`)
    : block
  const text = own.flow ? `- ${flowText(form)}` : commented
  const above = own.above ? `${space}# above ${key}\n` : ''
  // After a block scalar, it would be part of it.
  const behind = own.behind && (own.flow || !isFolded) ? ` # behind ${key}` : ''
  return `${own.blank ? '\n' : ''}${above}${space}${text}${behind}\n`
}

/** The same fields in another order. */
function turned(fields: Record<string, Plain | undefined>, by: number): Plain {
  const all = Object.entries(fields).filter(([, value]) => value !== undefined)
  const start = by % all.length
  return Object.fromEntries([...all.slice(start), ...all.slice(0, start)])
}
