import { readdirSync, readFileSync } from 'node:fs'
import { parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { pageQuestions } from '../src/explorer/explorer.ts'
import { views } from '../src/explorer/views.ts'
import { readExampleQuestions } from '../src/http/page/example-question.ts'
import { schema } from '../src/schema.ts'
import { freshDatabase } from './support/database.ts'
import { harbour } from './support/dataset.ts'
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

describe('the pages of the explorer', () => {
  it('ask only what the API has, each under a name of its own', () => {
    for (const { question, list, linkedData } of views) {
      for (const text of [question, list, linkedData?.question].filter((one) => one !== undefined)) {
        expect([text, validate(schema, parse(text))]).toEqual([text, []])
      }
    }
    const names = pageQuestions(views).map(({ name }) => name)
    expect(names).not.toContain('')
    expect(new Set(names).size).toBe(names.length)
  })
})

it('style each class in one file, or in that of all pages', () => {
  const folder = new URL('../src/http/page/client/style/', import.meta.url)
  const files = new Map<string, Set<string>>()
  for (const file of readdirSync(folder).filter((name) => name !== 'base.css')) {
    const text = readFileSync(new URL(file, folder), 'utf8').replaceAll(/\/\*.*?\*\//gsu, '')
    for (const [, name = ''] of text.matchAll(/^\s*\.([\w-]+)(?=[ ,:>{\n])/gmu)) {
      files.set(name, (files.get(name) ?? new Set()).add(file))
    }
  }
  expect(files.size).toBeGreaterThan(50)
  expect([...files].filter(([, found]) => found.size > 1)).toEqual([])
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
    expect(html).not.toMatch(/evil|aaaa|<script>|package\.json/)
    const { status, json } = await send(port, { path: encodeURI(path) })
    expect(status).toBe(404)
    expect(json().errors[0].message).toEqual(
      expect.stringMatching(
        /^There is nothing at this address\. Try one of \/, .*\/graphql, \/snapshot\.ndjson, .*\/metrics\.$/,
      ),
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
