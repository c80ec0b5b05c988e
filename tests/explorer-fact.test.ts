import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { loadDocument } from '../src/document/load.ts'
import { bibTex, cslJson } from '../src/explorer/fact/citation.ts'
import type { ShownFact } from '../src/explorer/fact/shown-fact.ts'
import { textFragment } from '../src/explorer/part/text-fragment.ts'
import { freshDatabase } from './support/database.ts'
import { copyHarbour, edit, harbourText } from './support/dataset.ts'
import { testApp } from './support/http.ts'

const db = await freshDatabase()
const folder = copyHarbour()
const load = async () => await loadDataset(db, await readDatasetOrThrow(folder))
const odd = 'Harbour Aid answered & said: “we {never} <script>closed</script> 100% of_it”.'
writeFileSync(
  path.join(folder, 'more.yaml'),
  `responses:
  - key: harbour-answer
    responder: harbour-aid
    criticism: guild-1938
    stance: REJECTS
    reply: It denies it.
    statement: ${JSON.stringify(odd)}
    evidence: [{paragraph: 2, anchor: Harbour Aid denied it}]
`,
)
edit(folder, 'dataset.yaml', 'externalId: "70001"', 'externalId: "70001"\n    url: "https://harbour.example/about#aid"')
await load()
await loadDocument(db, { file: harbourText })
const { app } = testApp(db)

const open = async (address: string) => {
  const response = await app.fetch(`http://localhost${address}`, { headers: { accept: 'text/html' } })
  const html = await response.text()
  const main = /<main id="main">(.*)<\/main>/su.exec(html)?.[1] ?? ''
  const text = main
    .replaceAll(/<[^>]*>/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
  return { status: response.status, html, text }
}
const ask = async (query: string) => {
  const headers = { 'content-type': 'application/json' }
  const response = await app.fetch('http://localhost/graphql', {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  })
  // oxlint-disable-next-line typescript/no-explicit-any -- answers of any shape
  return ((await response.json()) as { data: any }).data
}

describe('the sentences of a text over GraphQL', () => {
  it('have numbers, labels and what rests on them, and say where an anchor is', async () => {
    const { document } = await ask(`{ document(slug: "harbour-aid") {
      paragraphs(where: { number: { gte: 1, lte: 2 } }) {
        totalCount
        nodes { number sentences { number text labels paragraph { number } evidence(first: 10) { totalCount nodes { anchor fact { key } } } } }
      }
      allEvidence(first: 50) { nodes { anchor sentence anchorSpan { start end } sentenceNode { number } } } } }`)
    expect(document.paragraphs.totalCount).toBe(2)
    const [first] = document.paragraphs.nodes
    expect(first.sentences.map(({ number, text, labels }: never) => [number, text, labels])).toEqual([
      [1, 'Harbour Aid is a charity that helps sailors in distress.', []],
      [2, 'It was founded in 1921 in Port Alma, and Ada Brook led it from 1930 to 1944.', ['1']],
    ])
    expect(first.sentences[0].paragraph).toEqual({ number: 1 })
    const keys = first.sentences[1].evidence.nodes.map((one: { fact: { key: string } }) => one.fact.key)
    expect(keys.sort()).toEqual([
      'brook-head',
      'founding-date',
      'harbour-founded',
      'harbour-founded-again',
      'harbour-in-port-alma',
    ])
    for (const { anchor, sentence, anchorSpan } of document.allEvidence.nodes) {
      expect(sentence.slice(anchorSpan.start, anchorSpan.end)).toBe(anchor)
    }
  })
})

describe('the page of a fact', () => {
  it('shows what a criticism says, part by part, and each sentence with its anchor marked', async () => {
    const { status, html, text } = await open('/fact/harbour/guild-1938')
    expect(status).toBe(200)
    expect(html).toContain(
      '<h1 dir="auto">In 1938 the Coast Guild criticised Harbour Aid for turning sailors away.</h1>',
    )
    expect(html).toContain('In 1938 <mark>the Coast Guild criticised</mark> Harbour Aid for')
    expect(html).toContain('<mark>closed doors&quot; in its shelters</mark>')
    for (const words of [
      'The 2 sentences that it rests on',
      'Who criticised Coast Guild',
      'Claim Harbour Aid keeps sailors out of its shelters.',
      'Topics Access to shelter , Shelter',
      'Spoke for the critic Ada Brook',
      'Quoted word for word closed doors , Coast Guild',
      'Stated 1938 (1938: any day from 1938-01-01 to 1938-12-31)',
      'found in the text A program found the words in this sentence',
      '[3] Minutes of the Guild',
      `Responses ${odd.replaceAll(/[<>]/gu, (sign) => (sign === '<' ? '&lt;' : '>'))}`,
      'Quotation closed doors quotations[0].text confirmed',
      'Name Ada Brook spokespeople[0] not confirmed',
      'Recorded 20',
    ]) {
      expect(text).toContain(words)
    }
    expect(html).toContain('href="/document/harbour-aid#p2s1"')
    expect(html).toContain('href="https://guild.example/minutes"')
    expect(html).not.toContain('<script>closed')
  })

  it('leads to the words at the source', async () => {
    const { html } = await open('/fact/harbour/guild-1938')
    expect(html).toContain(
      'href="https://harbour.example/about#aid:~:text=In%201938-,the%20Coast%20Guild%20criticised,-Harbour%20Aid%20for%20%22closed%20doors%22%20in%20its"',
    )
  })

  it('shows what else rests on its sentence, and not itself', async () => {
    const { text } = await open('/fact/harbour/harbour-founded')
    const beside = text.slice(text.indexOf('What else rests on this sentence'), text.indexOf('Cite this fact'))
    expect(beside).toContain('Harbour Aid was founded around 1922.')
    expect(beside).toContain('Ada Brook led Harbour Aid from 1930 to 1944. from 1930 to 1944')
    expect(beside).not.toContain('was founded in 1921.')
  })

  it.each([
    ['alias-harbour', ['Name Harbour Aid Society', 'Kind of name former', 'When from 1921 to 1950', 'End 1950']],
    ['harbour-founded-again', ['Founded 1922~', 'not confirmed']],
    ['harbour-website', ['Website https://harbour.example']],
    ['harbour-staff', ['What was measured staff', 'Amount 40', 'As of 1939']],
    ['harbour-in-port-alma', ['Relationship headquartered in', 'To Port Alma', 'When date unknown']],
    ['brook-head', ['Person Ada Brook', 'Post Head', 'Organisation Harbour Aid', 'Start 1930 (1930: any day']],
    [
      'harbour-answer',
      ['How rejects', 'Reply It denies it.', 'Answers In 1938 the Coast Guild', 'Stated the source does not say when'],
    ],
  ])('shows the fields of its kind: %s', async (key, words) => {
    const { status, text } = await open(`/fact/harbour/${key}`)
    expect(status).toBe(200)
    for (const one of words) expect(text).toContain(one)
  })

  it('is cited as text, BibTeX and CSL-JSON, at the revision of now', async () => {
    const { graph } = await ask('{ graph { revision } }')
    const { text } = await open('/fact/harbour/harbour-answer')
    const address = `http://localhost/fact/harbour/harbour-answer?revision=${graph.revision}`
    expect(text).toContain(`Source: Harbour Aid, paragraph 2. ${address}`)
    expect(text).toContain(
      String.raw`title = {{Harbour Aid answered \& said: “we \textbraceleft{}never\textbraceright{} &lt;script>closed&lt;/script> 100\% of\_it”.}}`,
    )
    expect(text).toContain('"type": "entry"')
  })

  it('says after a citation whether it has changed since', async () => {
    const { graph } = await ask('{ graph { revision } }')
    const address = `/fact/harbour/brook-head?revision=${graph.revision}`
    expect((await open(address)).text).toContain(
      'The fact says today what it said then. Nothing in the graph has changed since.',
    )
    edit(folder, 'facts/edges.yaml', 'title: Head', 'title: First Head')
    await load()
    const { text } = await open(address)
    expect(text).toContain('The fact has changed since, once: Edited')
    expect(text).toContain('title Head First Head')
    expect((await open('/fact/harbour/brook-head?revision=yesterday')).status).toBe(400)
  })

  it('says of a fact that is gone what it said last', async () => {
    edit(folder, 'more.yaml', 'key: harbour-answer', 'key: harbour-reply')
    await load()
    const { status, text } = await open('/fact/harbour/harbour-answer')
    expect(status).toBe(410)
    expect(text).toContain('This fact is gone')
    expect(text).toContain('Removed')
    expect(text).toContain('100% of_it')
  })

  it.each([
    '/fact/harbour/nothing',
    '/fact/none/brook-head',
    '/fact/harbour/%3Cscript%3E',
    '/fact/harbour/%E0%A4',
    '/fact/harbour',
    '/fact/harbour/a/b',
  ])('is not there: %s', async (address) => {
    const { status, html } = await open(address)
    expect(status).toBe(404)
    expect(html).not.toContain('<script>')
  })
})

describe('a text fragment', () => {
  it.each([
    ['https://a.example/', { prefix: '', text: 'one', suffix: '' }, 'https://a.example/#:~:text=one'],
    [
      'https://a.example/',
      { prefix: 'a-b, ', text: 'c & d', suffix: ' 100%' },
      'https://a.example/#:~:text=a%2Db%2C-,c%20%26%20d,-100%25',
    ],
    [
      'https://a.example/?q=1#x',
      { prefix: '', text: 'é—漢', suffix: '' },
      'https://a.example/?q=1#x:~:text=%C3%A9%E2%80%94%E6%BC%A2',
    ],
    ['https://a.example/#x:~:text=old', { prefix: '', text: 'new', suffix: '' }, 'https://a.example/#x:~:text=new'],
    ['https://a.example/', { prefix: '', text: 'a\uD800b', suffix: '' }, 'https://a.example/#:~:text=a%EF%BF%BDb'],
  ])('of %s', (url, place, wanted) => {
    expect(textFragment(url, place)).toBe(wanted)
  })
})

describe('a citation of any text', () => {
  const fact = {
    key: 'k_1',
    url: null,
    version: 2,
    recordedAt: '2026-02-03T04:05:06.000Z',
    dataset: { slug: 'größe', title: 'A & B', licence: null },
    evidence: [],
  }
  const statement = 'A {b} } \\ ~ ^ $1 #2 %3 _x "q" ñ 漢 🙂'
  const citation = { fact: { ...fact, statement } as unknown as ShownFact, revision: 'abc-1' }

  it('has balanced braces and no sign that TeX would read', () => {
    const text = bibTex(citation)
    let depth = 0
    for (const sign of text) {
      if (sign === '{') depth += 1
      if (sign === '}') depth -= 1
      expect(depth).toBeGreaterThanOrEqual(0)
    }
    expect(depth).toBe(0)
    expect(text).toContain(
      String.raw`\textbraceright{} \textbackslash{} \textasciitilde{} \textasciicircum{} \$1 \#2 \%3 \_x "q" ñ 漢 🙂`,
    )
    expect(text).toMatch(/^@misc\{gro-e-k-1,\n {2}title = /u)
    expect(text).toContain('month = feb,')
  })

  it('is JSON with fields that CSL knows', () => {
    const [item] = JSON.parse(cslJson(citation))
    expect(item).toEqual({
      id: 'größe/k_1',
      type: 'entry',
      title: statement,
      'container-title': 'A & B',
      issued: { 'date-parts': [[2026, 2, 3]] },
      version: '2',
      note: 'Fact k_1 of the dataset größe, version 2, revision abc-1 of the graph',
      URL: '/fact/gr%C3%B6%C3%9Fe/k_1?revision=abc-1',
    })
  })
})
