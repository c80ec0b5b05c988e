import { existsSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { loadDocument } from '../src/document/load.ts'
import { pageQuestions } from '../src/explorer/explorer.ts'
import { views } from '../src/explorer/views.ts'
import { readExampleQuestions } from '../src/http/page/example-question.ts'
import { documentPath, entityPath, factPath } from '../src/model/address.ts'
import { type CrawledPage, crawl, viewOf } from './support/crawl.ts'
import { filledDatabase } from './support/database.ts'
import { harbour, harbourText } from './support/dataset.ts'
import { ask, testApp } from './support/http.ts'
import { elementsOf, type PageNode, textOf } from './support/page-tree.ts'

const article = path.join(import.meta.dirname, '../../shared/sources/000_b05746cdc44633e2.txt')
const db = await filledDatabase()
const { app } = testApp(db, { questions: await readExampleQuestions(), config: { answerCache: 8_000_000 } })

/** One entity of each kind and one fact of each kind: the first page leads to some of them alone. */
async function examples(): Promise<string[]> {
  const entities = await db.pool.query<{ slug: string }>(
    `select distinct on (kind) slug from entity order by kind, (select count(*) from fact where subject_id = entity.id) desc`,
  )
  const facts = await db.pool.query<{ dataset: string; key: string }>(
    `select distinct on (fact.kind) dataset.slug as dataset, fact.key from fact join dataset on dataset.id = dataset_id
     order by fact.kind, fact.id`,
  )
  return [
    ...entities.rows.map(({ slug }) => entityPath(slug)),
    ...facts.rows.map(({ dataset, key }) => factPath(dataset, key)),
  ]
}

describe(`a crawl from / over the first dataset${existsSync(article) ? '' : ', with another text: ../shared/sources is absent'}`, () => {
  let pages: Map<string, CrawledPage>
  const ours = () => [...pages.values()].filter(({ html, status }) => html !== '' && status === 200)

  beforeAll(async () => {
    await loadDataset(db, await readDatasetOrThrow(harbour))
    for (const file of [harbourText, article].filter(existsSync)) await loadDocument(db, { file })
    // Only scripts know proposals, and make the links to them.
    pages = await crawl(app, { from: ['/', '/review/1', ...(await examples())], ofKind: 3, most: 600 })
  })

  it('finds something at every link', () => {
    const broken = [...pages.values()].filter(({ status }) => status !== 200)
    expect(broken.map(({ from, address, status }) => `${from} -> ${address}: ${status}`)).toEqual([])
    expect(pages.size).toBeGreaterThan(30)
  })

  it('comes to every view', () => {
    const found = new Set([...pages.keys()].map((address) => viewOf(new URL(address, 'http://localhost').pathname)))
    expect(views.map((view) => view.path).filter((one) => !found.has(one))).toEqual([])
  })

  it('finds the part of the page that a link names', () => {
    const missing = ours().flatMap(({ address, links }) =>
      links
        .filter((link) => {
          const [target = '', fragment] = link.split('#')
          const page = pages.get(target)
          if (fragment === undefined || !page || page.html === '' || page.status !== 200) return false
          return !page.elements.some(({ attributes }) => attributes.id === decodeURIComponent(fragment))
        })
        .map((link) => `${address} -> ${link}`),
    )
    expect(missing).toEqual([])
  })

  it('finds no id twice in a page, one h1, and headings that skip no level', () => {
    for (const { address, elements } of ours()) {
      const ids = elements.flatMap(({ attributes: { id } }) => (id === undefined ? [] : [id]))
      expect([address, ids.filter((id, index) => ids.indexOf(id) !== index)]).toEqual([address, []])
      const levels = elements.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []))
      const skipped = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)
      expect([address, levels.filter((level) => level === 1), skipped]).toEqual([address, [1], []])
    }
  })

  it('finds that "Show this question" asks what the API answers', async () => {
    const texts = new Map(pageQuestions(views).map(({ name, text }) => [name, text]))
    const asked = new Map<string, string>()
    for (const { links } of ours()) {
      for (const link of links.filter((one) => one.startsWith('/graphql?operation='))) {
        const { searchParams } = new URL(link, 'http://localhost')
        const name = searchParams.get('operation') ?? ''
        expect([...texts.keys()]).toContain(name)
        asked.set(name, searchParams.get('variables') ?? '')
      }
    }
    for (const [name, variables] of asked) {
      const { errors } = await ask(app, { query: texts.get(name), variables: JSON.parse(variables) })
      expect([name, errors]).toEqual([name, undefined])
    }
    expect([...asked.keys()]).toContain('Documents')
  })

  it('finds every anchor of a loaded text marked in its sentence, and its fact beside it', async () => {
    const pieces = await foundEvidence()
    expect(pieces.length).toBeGreaterThan(8)
    for (const [slug, ofDocument] of Map.groupBy(pieces, ({ document }) => document.slug)) {
      const html = await (await app.fetch(`http://localhost${documentPath(slug)}`)).text()
      const parts = new Map(elementsOf(html).map((part) => [part.attributes.id, part.element]))
      for (const { anchor, paragraph, sentenceNode, fact } of ofDocument) {
        const id = `p${paragraph}s${sentenceNode.number}`
        const [sentence, margin] = [parts.get(id), parts.get(`${id}-facts`)]
        const marked = sentence ? markedIn(sentence) : []
        expect([id, marked]).toEqual([id, expect.arrayContaining([expect.stringContaining(comparable(anchor))])])
        expect([id, margin && hrefsIn(margin)]).toEqual([
          id,
          expect.arrayContaining([factPath(fact.dataset.slug, fact.key)]),
        ])
        const isAlone =
          new Set(
            ofDocument
              .filter((one) => one.paragraph === paragraph && one.sentenceNode.number === sentenceNode.number)
              .map((one) => one.anchor),
          ).size === 1
        if (isAlone) expect([id, marked]).toEqual([id, [comparable(anchor)]])
      }
    }
  })
})

/** All evidence that is found in a text. */
async function foundEvidence(): Promise<Piece[]> {
  const { rows } = await db.pool.query<{ slug: string }>('select slug from document')
  const list = `query ($slug: String!, $after: String) {
    document(slug: $slug) {
      allEvidence(first: 100, after: $after, where: { status: [FOUND] }) {
        pageInfo { hasNextPage endCursor }
        nodes { anchor paragraph document { slug } sentenceNode { number } fact { key dataset { slug } } }
      }
    }
  }`
  const pieces: Piece[] = []
  for (const { slug } of rows) {
    for (let after: string | null = null, isMore = true; isMore; ) {
      const { data, errors } = await ask(app, { query: list, variables: { slug, after } })
      expect(errors).toBeUndefined()
      const { nodes, pageInfo } = data.document.allEvidence
      pieces.push(...nodes)
      after = pageInfo.endCursor
      isMore = pageInfo.hasNextPage
    }
  }
  return pieces
}

interface Piece {
  readonly anchor: string
  readonly paragraph: number
  readonly document: { readonly slug: string }
  readonly sentenceNode: { readonly number: number }
  readonly fact: { readonly key: string; readonly dataset: { readonly slug: string } }
}

/** The words that are marked without a gap, as `comparable` writes them. */
function markedIn(sentence: PageNode): string[] {
  const children = 'childNodes' in sentence ? sentence.childNodes : []
  const words = children.map((child) => {
    return 'attrs' in child && child.attrs.some(({ value }) => value === 'anchored') ? textOf(child) : '\n'
  })
  return words
    .join('')
    .split('\n')
    .filter((run) => run !== '')
    .map(comparable)
}

/** Words without differences of typing, and without citation marks that were copied with them. */
function comparable(words: string): string {
  const plain = words.normalize('NFC').replace(/[‘’]/g, "'").replace(/[“”„]/g, '"').replace(/[‐-―]/g, '-')
  return plain
    .replace(/(?:\[\w+\])+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function hrefsIn(node: PageNode): string[] {
  const own = 'attrs' in node ? node.attrs.filter(({ name }) => name === 'href').map(({ value }) => value) : []
  return [...own, ...('childNodes' in node ? node.childNodes.flatMap(hrefsIn) : [])]
}
