import { hash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { readExampleQuestions } from '../src/http/page/example-question.ts'
import { readTrustedDocuments } from '../src/http/request/persisted-documents.ts'
import { schema } from '../src/schema.ts'
import { freshDatabase } from './support/database.ts'
import { ask, testApp } from './support/http.ts'

const db = await freshDatabase()
const questions = await readExampleQuestions()
const { app } = testApp(db, { questions })
const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8' }

describe('example questions', () => {
  it('are many, in order, each with a title, an explanation and an operation of its own name', () => {
    expect(questions.length).toBeGreaterThanOrEqual(10)
    for (const { name, title, explanation, text } of questions) {
      expect(title).toMatch(/^[A-Z].*\?$/)
      expect(explanation).toMatch(/\.$/)
      const operation = name.replace(/(^|-)(\w)/g, (_match, _dash, letter: string) => letter.toUpperCase())
      expect(text).toContain(`\nquery ${operation} {\n`)
      // The longest line that the playground shows without scrolling, give or take.
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    }
  })

  it('fit the schema, cost little and are answered', async () => {
    for (const { name, text } of questions) {
      expect([name, validate(schema, parse(text))]).toEqual([name, []])
      const answer = await ask(app, { query: text }, { 'x-dossier-cost': '1' })
      const codes = (answer.errors ?? []).map((error: { extensions: { code: string } }) => error.extensions.code)
      // The graph of this test is empty.
      expect(codes.filter((code: string) => code !== 'NOT_FOUND')).toEqual([])
      expect(answer.extensions.cost.total).toBeLessThan(20_000)
    }
  })
})

describe('the landing page', () => {
  it('lists the questions, each with a link that opens it, and runs no script', async () => {
    const page = await app.fetch('http://localhost/', { headers: browser })
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const html = await page.text()
    for (const { title, text } of questions) {
      expect(html).toContain(`<a href="/graphql?query=${encodeURIComponent(text)}">${title}</a>`)
    }
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(html).not.toContain('<script')
    expect(html.match(/(src|href)="https?:/g)).toBeNull()
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('escapes what it shows', async () => {
    const odd = { name: 'odd', title: '<b>"&', explanation: 'Use `<i>`.', text: '# "<\nquery Odd { x }' }
    const page = await testApp(db, { questions: [odd] }).app.fetch('http://localhost/')
    const html = await page.text()
    expect(html).toContain('&lt;b&gt;&quot;&amp;</a><p>Use <code>&lt;i&gt;</code>.</p>')
    expect(html).toContain('query=%23%20%22%3C%0Aquery%20Odd')
  })
})

describe('the playground', () => {
  it('opens for browsers, with a tab for each question and nothing from elsewhere', async () => {
    const page = await app.fetch('http://localhost/graphql', { headers: browser })
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const html = await page.text()
    const tabs = html.lastIndexOf('"defaultTabs":')
    for (const { text } of questions) expect(html.indexOf(JSON.stringify(text), tabs)).toBeGreaterThan(tabs)
    expect(html).not.toContain('unpkg.com')
    // Without this a tab that is clicked does not open.
    expect(html.slice(0, html.indexOf('</head>'))).toContain('.graphiql-tab { transform: none !important }')
    expect(html.match(/<(script|link|img)[^>]+(src|href)="https?:/g)).toBeNull()
    const etag = page.headers.get('etag') ?? ''
    const again = await app.fetch('http://localhost/graphql', { headers: { ...browser, 'if-none-match': etag } })
    expect(again.status).toBe(304)
  })

  it('lets only its own script run', async () => {
    const page = await app.fetch('http://localhost/graphql', { headers: browser })
    const html = await page.text()
    const policy = page.headers.get('content-security-policy') ?? ''
    const start = html.indexOf('<script>', html.indexOf('id="root"')) + 8
    const script = html.slice(start, html.indexOf('</script>', start))
    expect(policy).toContain(`script-src 'sha256-${hash('sha256', script, 'base64')}'`)
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    expect(policy).toContain("connect-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
  })

  it('leaves programs and other configurations alone', async () => {
    const query = 'http://localhost/graphql?query={__typename}'
    for (const accept of ['*/*', 'application/json', 'application/json, text/html;q=0.9']) {
      expect((await app.fetch(query, { headers: { accept } })).headers.get('content-type')).toContain('json')
    }
    const { app: plain } = testApp(db, { config: { playground: false } })
    expect((await plain.fetch('http://localhost/', { headers: browser })).status).toBe(404)
    expect(await (await plain.fetch(query, { headers: browser })).json()).toEqual({ data: { __typename: 'Query' } })
  })
})

describe('trusted documents', () => {
  it('are read from a folder, and a bad file is named', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'dossier-documents-'))
    try {
      await writeFile(path.join(folder, 'a.graphql'), '{ __typename }')
      await writeFile(path.join(folder, 'b.json'), '{"sha256:abc":"{ a }","front":"{ b }"}')
      await writeFile(path.join(folder, 'notes.txt'), 'not read')
      expect([...(await readTrustedDocuments(folder))]).toEqual([
        [hash('sha256', '{ __typename }'), '{ __typename }'],
        ['abc', '{ a }'],
        ['front', '{ b }'],
      ])
      for (const text of ['{', '[]', '{"a":1}']) {
        await writeFile(path.join(folder, 'c.json'), text)
        await expect(readTrustedDocuments(folder)).rejects.toThrow('c.json is not a manifest of documents')
      }
    } finally {
      await rm(folder, { recursive: true })
    }
    await expect(readTrustedDocuments(folder)).rejects.toThrow('which is not a folder that can be read')
  })
})
