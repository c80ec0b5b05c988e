import { parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { readExampleQuestions } from '../src/http/page/example-question.ts'
import { schema } from '../src/schema.ts'
import { freshDatabase } from './support/database.ts'
import { ask, testApp } from './support/http.ts'

const db = await freshDatabase()
const questions = await readExampleQuestions()
const { app } = testApp(db, { questions })
const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8' }
const open = (path: string, headers: Record<string, string> = {}) =>
  app.fetch(`http://localhost${path}`, { headers: { ...browser, ...headers } })

describe('example questions', () => {
  it('are many, in order, each with a title, an explanation and an operation of its own name', () => {
    expect(questions.length).toBeGreaterThanOrEqual(10)
    for (const { name, title, explanation, text } of questions) {
      expect(title).toMatch(/^[A-Z].*\?$/)
      expect(explanation).toMatch(/\.$/)
      const operation = name.replace(/(^|-)(\w)/g, (_match, _dash, letter: string) => letter.toUpperCase())
      expect(text).toMatch(new RegExp(`\\n(query|mutation) ${operation} \\{\\n`))
      // The longest line that the playground shows without scrolling, give or take.
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    }
  })

  it('fit the schema, cost little and are answered', async () => {
    for (const { name, text } of questions) {
      expect([name, validate(schema, parse(text))]).toEqual([name, []])
      const answer = await ask(app, { query: text }, { 'x-dossier-cost': '1' })
      const codes = (answer.errors ?? []).map((error: { extensions: { code: string } }) => error.extensions.code)
      // The graph of this test is empty, and changing it needs a key.
      const isMutation = /^mutation\b/m.test(text)
      expect(codes.filter((code: string) => code !== 'NOT_FOUND')).toEqual(isMutation ? ['UNAUTHENTICATED'] : [])
      expect(answer.extensions.cost.total).toBeLessThan(20_000)
    }
  })
})

describe('the playground', () => {
  it('is a small page with a link to each question, for phones too', async () => {
    const page = await open('/graphql')
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const html = await page.text()
    expect(html.length).toBeLessThan(60_000)
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">')
    for (const { title, text } of questions) {
      expect(html).toContain(`<li><a href="/graphql?query=${encodeURIComponent(text)}">${title}</a></li>`)
    }
    expect(html.match(/(src|href)="(?!\/)/g)).toBeNull()
    const again = await open('/graphql', { 'if-none-match': page.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
  })

  it('is the same page for every question, and loads files that browsers keep for good', async () => {
    const html = await (await open('/graphql')).text()
    expect(await (await open(`/graphql?query=${encodeURIComponent('{ a }</script>')}`)).text()).toBe(html)
    const files = html.match(/\/assets\/[\w.-]+/g) ?? []
    expect(files).toHaveLength(7)
    for (const file of files) {
      const asset = await open(file, { 'accept-encoding': 'br' })
      expect([file, asset.status, asset.headers.get('cache-control')]).toEqual([
        file,
        200,
        'public, max-age=31536000, immutable',
      ])
      expect(asset.headers.get('content-type')).toMatch(/^text\/(javascript|css); charset=utf-8$/)
      expect(asset.headers.get('content-encoding')).toBe('br')
      const again = await open(file, { 'accept-encoding': 'br', 'if-none-match': asset.headers.get('etag') ?? '' })
      expect(again.status).toBe(304)
    }
  })

  it('puts the questions into the page so that no text ends the script early', async () => {
    const odd = {
      name: 'odd',
      title: 'Odd?',
      explanation: '',
      text: '# </script><script>alert(1)</script>\nquery Odd { x }',
    }
    const page = await testApp(db, { questions: [odd] }).app.fetch('http://localhost/graphql', { headers: browser })
    const html = await page.text()
    expect(html).not.toContain('alert(1)</script>')
    const settings = /<script type="application\/json" id="settings">(.*)<\/script>/.exec(html)?.[1] ?? ''
    expect(JSON.parse(settings)).toMatchObject({ questions: [odd.text] })
  })

  it('lets only files of this server run', async () => {
    const policy = (await open('/graphql')).headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; worker-src 'self';/)
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
