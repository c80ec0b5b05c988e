import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { loadDocument } from '../src/document/load.ts'
import { segmentsOf } from '../src/explorer/document/marked.ts'
import { documentPath } from '../src/model/address.ts'
import { freshDatabase } from './support/database.ts'
import { freshFolder, harbour, writeFiles } from './support/dataset.ts'
import { testApp } from './support/http.ts'

const db = await freshDatabase()

// A text of 120 paragraphs; the second has anchors that overlap, and words that would be elements.
const second = 'The “Guild” <b>runs</b> ten homes for sailors, and &amp; feeds them.[1] Nobody knows more.'
const paragraphs = Array.from({ length: 120 }, (_, index) => `Paragraph ${index + 1} says it.`).with(1, second)
const anchors = ['"Guild" <b>runs</b> ten homes', 'ten homes for sailors', 'homes for', 'ten homes for sailors']
const many = Array.from({ length: 70 }, (_, index) => ({
  paragraph: 4,
  anchor: 'Paragraph 4 says',
  key: `many-${index}`,
}))
const rows = [
  ...anchors.map((anchor, index) => ({ paragraph: 2, anchor, key: `home-${index}` })),
  ...many,
  { paragraph: 99, anchor: 'Paragraph 99 says', key: 'late' },
  { paragraph: 7, anchor: 'never said so', key: 'lost' },
]
const item = ({ paragraph, anchor, key }: (typeof rows)[number]) =>
  JSON.stringify({
    key,
    subject: 'guild',
    attribute: 'note',
    value: key,
    statement: `The guild has the note ${key}.`,
    computed: 'A test.',
    evidence: [{ paragraph, anchor }],
  })
const folder = writeFiles({
  'facts.yaml': `organizations: [{slug: guild, name: Guild, organizationType: NGO}]\nattributes:\n${rows.map((row) => `  - ${item(row)}`).join('\n')}\n`,
})
const file = path.join(freshFolder(), 'paper.txt')
writeFileSync(file, `Paper\n\n${paragraphs.join('\n\n')}\n`)
await loadDataset(db, await readDatasetOrThrow(folder))
await loadDocument(db, { file, slug: 'paper', format: 'text' })
await loadDataset(db, await readDatasetOrThrow(harbour))
const { app } = testApp(db)

const open = async (address: string) => {
  const response = await app.fetch(`http://localhost${address}`, {
    headers: { accept: 'text/html' },
    redirect: 'manual',
  })
  const html = await response.text()
  const main = /<main id="main">(.*)<\/main>/su.exec(html)?.[1] ?? ''
  const text = main.replaceAll(/<[^>]*>/gu, ' ').replaceAll(/\s+/gu, ' ')
  return { status: response.status, html, text, location: response.headers.get('location') }
}

/** What stands in the element with an id, up to the next element that has one. */
const inside = (html: string, id: string) => new RegExp(`id="${id}"[^>]*>(.*?)(?= id=")`, 'su').exec(html)?.[1] ?? ''

describe('the page of a document', () => {
  it('marks every anchor, also those that overlap or lie within each other', async () => {
    const { status, html } = await open('/document/paper')
    expect(status).toBe(200)
    const sentence = inside(html, 'p2s1')
    const marks = [...sentence.matchAll(/href="([^"]*)"[^>]*><mark class="([^"]*)">([^<]*)<\/mark>/gu)]
    expect(marks.map(([, address, depth, words]) => [words, depth, address])).toEqual([
      ['“Guild” &lt;b>runs&lt;/b> ', 'deep-1', '/fact/small/home-0'],
      ['ten ', 'deep-3', '#p2s1-facts'],
      ['homes', 'deep-3', '#p2s1-facts'],
      [' for', 'deep-3', '#p2s1-facts'],
      [' sailors', 'deep-2', '#p2s1-facts'],
    ])
    expect(html).not.toContain('<b>runs')
    for (const key of ['home-0', 'home-1', 'home-2', 'home-3']) {
      expect(inside(html, 'p2s1-facts')).toContain(`href="/fact/small/${key}"`)
    }
  })

  it('shows citations, and sentences without facts as such', async () => {
    const { html } = await open('/document/paper')
    expect(inside(html, 'p2s1')).toContain('<sup><a href="#ref-1">[1]</a></sup>')
    expect(html).toContain('<li id="ref-1">')
    expect(html).toContain('<span class="sentence bare" id="p2s2">Nobody knows more.</span>')
  })

  it('has a page for every fifty paragraphs, which any of them names', async () => {
    const first = await open('/document/paper')
    expect(first.text).toContain('Paragraphs 1 to 50 of 120')
    expect(first.html).toContain('href="/document/paper?paragraph=51"')
    expect(first.html).not.toContain('id="p51"')
    const middle = await open('/document/paper?paragraph=99')
    expect(middle.html).toContain('id="p99s1"')
    expect(middle.html).toContain('href="/fact/small/late"')
    expect(middle.text).toContain('Paragraphs 51 to 100 of 120')
    expect(middle.html).toContain('<a rel="prev" href="/document/paper">')
    expect((await open('/document/paper?paragraph=120')).text).toContain('Paragraphs 101 to 120 of 120')
    expect(documentPath('paper', 99, 1)).toBe('/document/paper?paragraph=99#p99s1')
    expect(documentPath('paper', 50)).toBe('/document/paper#p50')
  })

  it('shows texts that were loaded before citations were kept with their sentences', async () => {
    await db.pool.query(`update sentence set labels = null`)
    const early = await open('/document/paper')
    expect(early.status).toBe(200)
    expect(inside(early.html, 'p2s1')).toContain('<mark')
    expect(inside(early.html, 'p2s1')).not.toContain('<sup>')
    await db.pool.query(`update sentence set labels = '{}'`)
  })

  it('leads to a paragraph', async () => {
    const { status, location } = await open('/document/paper?to=99')
    expect([status, location]).toEqual([301, '/document/paper?paragraph=51#p99'])
  })

  it.each([
    ['paragraph=121', 'The document has 120 paragraphs: there is no paragraph 121.'],
    ['to=999999999', 'there is no paragraph 999999999.'],
    ['paragraph=0', 'The address says paragraph=0: give the number of a paragraph, counted from 1.'],
    ['paragraph=x', 'The address says paragraph=x'],
    ['only=-1', 'The address says only=-1'],
    ['to=1e3', 'The address says to=1e3'],
  ])('refuses %s', async (query, words) => {
    const { status, text } = await open(`/document/paper?${query}`)
    expect(status).toBe(400)
    expect(text).toContain(words)
  })

  it('has pages of its own for a paragraph of very many facts', async () => {
    const { html, text } = await open('/document/paper')
    expect(text).toContain('More of the 70 pieces of evidence in paragraph 4')
    const more = /href="([^"]*only=4[^"]*)"/u.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const rest = await open(more)
    expect(rest.html).toContain('id="p4s1"')
    expect(rest.html).not.toContain('id="p5"')
    const keys = [...`${html}${rest.html}`.matchAll(/\/fact\/small\/(many-\d+)/gu)].map(([, key]) => key)
    expect(new Set(keys).size).toBe(70)
  })

  it('lists what is not found in the text', async () => {
    const { text } = await open('/document/paper')
    expect(text).toContain('Not found in the text 1 piece of evidence')
    expect(text).toContain('7 … never said so … The guild has the note lost. no longer in the text')
  })

  it('shows anchors in order of paragraphs while the text is not loaded, and how to load it', async () => {
    const { status, html, text } = await open('/document/harbour-aid')
    expect(status).toBe(200)
    expect(text).toContain('dossier document load FILE')
    expect(text).toContain('What rests on it')
    expect(text).toContain('… It was founded in 1921 … Harbour Aid was founded in 1921. text not loaded')
    expect([...html.matchAll(/<tr id="(p\d+)"/gu)].map(([, id]) => id)).toEqual(['p1', 'p2', 'p3', 'p4'])
    expect(html).toContain('href="https://guild.example/minutes"')
  })

  it.each(['/document/nothing', '/document/%3Cscript%3E', '/document/a/b'])('is not there: %s', async (address) => {
    expect((await open(address)).status).toBe(404)
  })

  it('says which word stands for nothing', async () => {
    const { text } = await open('/document/papr')
    expect(text).toContain('There is no such document')
    expect(text).toContain('has the document &quot;papr&quot;')
  })
})

describe('the segments of a text', () => {
  it.each([
    ['none', [], ['abcdef:']],
    ['one', [[1, 3]], ['a:', 'bc:0', 'def:']],
    [
      'those that overlap',
      [
        [0, 3],
        [2, 6],
      ],
      ['ab:0', 'c:01', 'def:1'],
    ],
    [
      'the same twice, and one within',
      [
        [1, 5],
        [1, 5],
        [2, 3],
      ],
      ['a:', 'b:01', 'c:012', 'de:01', 'f:'],
    ],
  ] as [string, [number, number][], string[]][])('with %s', (_, spans, wanted) => {
    const pieces = segmentsOf(
      'abcdef',
      spans.map(([start, end], value) => ({ span: { start, end }, value })),
    )
    expect(pieces.map(({ text, values }) => `${text}:${values.join('')}`)).toEqual(wanted)
  })
})
