import { readFileSync } from 'node:fs'
import { parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../src/database/open.ts'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { loadDocument } from '../src/document/load.ts'
import { readExampleQuestions } from '../src/http/page/example-question.ts'
import { summaryQuery } from '../src/http/page/graph-summary.ts'
import { schema } from '../src/schema.ts'
import { freshDatabase } from './support/database.ts'
import { harbour, harbourText } from './support/dataset.ts'
import { listen, send, sendRaw, testApp } from './support/http.ts'

const db = await freshDatabase()
await loadDataset(db, await readDatasetOrThrow(harbour))
const questions = await readExampleQuestions()
const { app } = testApp(db, { questions, config: { answerCache: 1_000_000 } })
const port = await listen(app)
const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8' }
const open = (path: string, headers: Record<string, string> = browser) =>
  app.fetch(`http://localhost${path}`, { headers })
const htmlOf = async (path: string) => await (await open(path)).text()

describe('the first page', () => {
  it('asks only what the API has', () => {
    expect(validate(schema, parse(summaryQuery))).toEqual([])
  })

  it('says before a text is loaded what is missing, and which command loads it', async () => {
    const html = await htmlOf('/')
    expect(html).toContain('<div><dt>facts</dt><dd>9</dd></div>')
    expect(html).toContain('<div><dt>pieces of evidence</dt><dd>10</dd></div>')
    expect(html).toContain('<div><dt>found in their texts</dt><dd>0</dd></div>')
    expect(html).toContain('The text of “Harbour Aid” is not part of this project')
    expect(html).toContain('npm run dossier -- document load ARTICLE.txt')
    expect(html).toMatch(/<blockquote>\n<p>… .+ …<\/p>\n<p class="soft"><cite>Harbour Aid, paragraph \d, NOT_LOADED</)
  })

  it('shows a whole sentence afterwards, from the cache too', async () => {
    await loadDocument(db, { file: harbourText })
    for (const html of [await htmlOf('/'), await htmlOf('/')]) {
      expect(html).toContain('<div><dt>found in their texts</dt><dd>10</dd></div>')
      expect(html).not.toContain('document load')
      const sentence = /<blockquote>\n<p>(.+)<\/p>\n<p class="soft"><cite>Harbour Aid, paragraph \d, FOUND</.exec(
        html,
      )?.[1]
      expect(readFileSync(harbourText, 'utf8')).toContain(sentence ?? 'no sentence')
    }
  })

  it('lists the questions and further pages, all of which answer, and runs no script', async () => {
    const page = await open('/')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const html = await page.text()
    for (const { title, text } of questions) {
      expect(html).toContain(`<a href="/graphql?query=${encodeURIComponent(text)}">${title}</a>`)
    }
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(html).not.toContain('<script')
    const links = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? '')
    for (const link of links) expect([link, (await open(link)).status]).toEqual([link, 200])
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
  })

  it('escapes what it shows', async () => {
    const odd = { name: 'odd', title: '<b>"&', explanation: 'Use `<i>`.', text: '# "<\nquery Odd { x }' }
    const html = await (await testApp(db, { questions: [odd] }).app.fetch('http://localhost/')).text()
    expect(html).toContain('&lt;b&gt;&quot;&amp;</a><p>Use <code>&lt;i&gt;</code>.</p>')
    expect(html).toContain('query=%23%20%22%3C%0Aquery%20Odd')
  })

  it('is shown without a database, and says so', async () => {
    const gone = openDatabase({ connectionString: 'postgres://nobody@127.0.0.1:1/none' })
    const page = await testApp(gone, { questions }).app.fetch('http://localhost/', { headers: browser })
    expect(page.status).toBe(200)
    const html = await page.text()
    expect(html).toContain('The database cannot be reached at the moment.')
    expect(html).toContain('Open the playground')
    await gone.close()
  })
})

describe('an address where nothing is', () => {
  const hostile = [
    '/nothing',
    '/graphql/x',
    '/assets/../app.ts',
    '/docs/%2e%2e/package.json',
    '/docs/x.md',
    '/assets/*',
  ]
  it.each([
    ...hostile,
    '//evil.example',
    '/%00',
    '/%3Cscript%3E',
    '/"><script>',
    `/${'a'.repeat(6000)}`,
    '/constructor',
  ])('answers people in HTML and programs in JSON: %s', async (path) => {
    const page = await send(port, { path: encodeURI(decodeURI(path)).replaceAll('%2500', '%00'), headers: browser })
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    const html = page.body.toString()
    expect(html).toContain('<h1>There is nothing at this address</h1>')
    expect(html).toContain('<a href="/graphql">/graphql</a>')
    // Nothing of the address comes back.
    expect(html).not.toMatch(/evil|aaaa|<script|package\.json/)
    const { status, json } = await send(port, { path: encodeURI(path) })
    expect(status).toBe(404)
    expect(json().errors[0].message).toBe(
      'There is nothing at this address. Try one of /, /graphql, /snapshot.ndjson, /changes.ndjson, /schema.graphql, /health, /ready, /metrics.',
    )
  })

  it('answers bytes that are no address, without repeating them', async () => {
    const answer = await sendRaw(port, 'GET /<script>\u0001 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /)
    expect(answer).not.toContain('script>')
  })
})

describe('other addresses', () => {
  it('/schema.graphql is the schema as text', async () => {
    const answer = await open('/schema.graphql')
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await answer.text()).toBe(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'))
    const etag = answer.headers.get('etag') ?? ''
    expect((await open('/schema.graphql', { 'if-none-match': etag })).status).toBe(304)
    const head = await send(port, { path: '/schema.graphql', method: 'HEAD' })
    expect([head.status, head.body.length, head.headers.etag]).toEqual([200, 0, etag])
    expect(await send(port, { path: '/schema.graphql', method: 'DELETE' })).toMatchObject({ status: 405 })
  })

  it('the icon is there in both formats', async () => {
    const icon = await open('/favicon.ico')
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/x-icon'])
    expect([...new Uint8Array(await icon.arrayBuffer()).slice(0, 4)]).toEqual([0, 0, 1, 0])
    const vector = await open('/favicon.svg')
    expect(vector.headers.get('content-type')).toBe('image/svg+xml')
    expect(await vector.text()).toMatch(/^<svg /)
  })

  it('documentation is HTML for people and Markdown for programs, and its links lead somewhere', async () => {
    expect(await (await open('/docs/model.md', { accept: '*/*' })).text()).toMatch(/^# /)
    const html = await htmlOf('/docs/datasets.md')
    expect(html).toContain('<title>Datasets: Dossier</title>')
    expect(html).toContain('<a href="#relationshiptype">')
    expect(html).toContain('<h3 id="relationshiptype">')
    expect(html).not.toContain('<script')
    for (const page of ['asking', 'model', 'datasets', 'clients', 'errors', 'operating', 'house']) {
      const base = `http://localhost/docs/${page}.md`
      const text = await htmlOf(`/docs/${page}.md`)
      const links = [...text.matchAll(/href="([^"]*)"/g)].map((match) => new URL(match[1] ?? '', base))
      for (const { origin, pathname, hash } of links.filter((link) => link.host === 'localhost')) {
        const target = await app.fetch(origin + pathname, { headers: browser })
        expect([page, pathname, target.status]).toEqual([page, pathname, 200])
        if (hash !== '') expect(await target.text()).toContain(`id="${hash.slice(1)}"`)
      }
    }
  })
})
