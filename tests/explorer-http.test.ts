import { describe, expect, it } from 'vitest'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { documentsView } from '../src/explorer/source/documents.ts'
import { newKey } from './support/access.ts'
import { freshDatabase } from './support/database.ts'
import { harbour } from './support/dataset.ts'
import { ask, listen, send, testApp } from './support/http.ts'

const db = await freshDatabase()
await loadDataset(db, await readDatasetOrThrow(harbour))
const html = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'

type Headers = Record<string, string>

/** An app that caches, and what its pages are made of. */
function start(config: object = {}) {
  const { app, lines } = testApp(db, { config: { answerCache: 4_000_000, ...config } })
  const open = (path: string, headers: Headers = {}) =>
    app.fetch(`http://localhost${path}`, { headers: { accept: html, ...headers } })
  return {
    app,
    lines,
    open,
    textOf: async (path: string, headers: Headers = {}) => await (await open(path, headers)).text(),
    /** How often the cache of pages had what was asked for, and had not. */
    async lookups(): Promise<[hits: number, misses: number]> {
      const text = await (await app.fetch('http://localhost/metrics')).text()
      const count = (what: string) =>
        Number(new RegExp(`^dossier_cache_${what}_total\\{cache="pages"\\} (\\d+)`, 'm').exec(text)?.[1])
      return [count('hits'), count('misses')]
    },
  }
}

const retitle = (title: string) => db.pool.query(`update document set title = $1 where slug = 'harbour-aid'`, [title])

describe('the cache of pages', () => {
  it('has a page the second time, and makes it anew once the graph has changed', async () => {
    const { textOf, lookups } = start()
    await retitle('Harbour Aid')
    const first = await textOf('/documents')
    expect(first).toContain('Harbour Aid')
    expect(await textOf('/documents')).toBe(first)
    expect(await lookups()).toEqual([1, 1])
    await retitle('Another title')
    expect(await textOf('/documents')).toContain('Another title')
    expect(await lookups()).toEqual([1, 2])
    await retitle('Harbour Aid')
    // The answer is as it was, and so is its page.
    expect(await textOf('/documents')).toBe(first)
    expect(await lookups()).toEqual([2, 2])
  })

  it('tells addresses apart, and keeps no refusals', async () => {
    const { textOf, open, lookups } = start()
    for (const path of ['/documents', '/documents/', '/documents?after=', '/documents?x=1']) await textOf(path)
    for (let time = 0; time < 2; time += 1) {
      const refused = await open('/documents?after=nonsense')
      expect(refused.status).toBe(400)
      expect(await refused.text()).toContain('nonsense')
    }
    expect((await lookups())[0]).toBe(0)
  })

  it('is not there if answers are not cached', async () => {
    const { textOf, lookups } = start({ answerCache: 0 })
    expect(await textOf('/documents')).toBe(await textOf('/documents'))
    expect(await lookups()).toEqual([0, 0])
  })

  it('gives pages of a closed server to those who may read alone', async () => {
    const [one, other] = [await newKey(db, 'READER'), await newKey(db, 'CURATOR')]
    const { open, textOf, lookups } = start({ anonymous: false })
    const first = await open('/documents', one.headers)
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    expect(first.headers.get('vary')).toContain('Authorization')
    const etag = first.headers.get('etag') ?? ''
    expect(await textOf('/documents', other.headers)).toBe(await first.text())
    expect(await lookups()).toEqual([1, 1])
    for (const path of ['/documents', '/documents.json']) {
      for (const headers of [{}, { 'if-none-match': etag }, { authorization: 'Bearer nonsense' }] as Headers[]) {
        const refused = await open(path, headers)
        expect([path, refused.status, refused.headers.get('www-authenticate')]).toEqual([path, 401, 'Bearer'])
        expect(await refused.text()).not.toContain('Harbour Aid')
      }
    }
    expect((await open('/documents', { ...one.headers, 'if-none-match': etag })).status).toBe(304)
  })
})

describe('a page over HTTP', () => {
  const { app, open } = start()

  it('has a tag for each form, and is not sent again', async () => {
    const port = await listen(app)
    for (const path of ['/documents', '/documents.json']) {
      for (const encoding of ['identity', 'gzip', 'br']) {
        const headers = { accept: html, 'accept-encoding': encoding }
        const whole = await send(port, { path, headers })
        expect(whole.status).toBe(200)
        expect(whole.headers['cache-control']).toBe('no-cache')
        const etag = String(whole.headers.etag)
        const again = await send(port, { path, headers: { ...headers, 'if-none-match': etag } })
        expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, etag])
        const head = await send(port, { path, method: 'HEAD', headers })
        expect([head.status, head.body.length, head.headers.etag]).toEqual([200, 0, etag])
        expect(head.headers['content-length']).toBe(whole.headers['content-length'])
      }
    }
    const packed = await send(port, { path: '/documents', headers: { accept: html, 'accept-encoding': 'gzip' } })
    expect(packed.headers['content-encoding']).toBe('gzip')
  })

  it('is what Accept prefers, and says so', async () => {
    const wanted: [accept: string | undefined, type: string][] = [
      [html, 'text/html; charset=utf-8'],
      [undefined, 'text/html; charset=utf-8'],
      ['*/*', 'text/html; charset=utf-8'],
      ['application/json', 'application/json; charset=utf-8'],
      ['application/json, text/html;q=0.5', 'application/json; charset=utf-8'],
      ['text/html;q=0, */*', 'application/json; charset=utf-8'],
    ]
    for (const [accept, type] of wanted) {
      const answer = await app.fetch('http://localhost/documents', { headers: accept ? { accept } : {} })
      expect([accept, answer.status, answer.headers.get('content-type')]).toEqual([accept, 200, type])
      expect(answer.headers.get('vary')).toMatch(/\bAccept\b(?!-)/)
      await answer.arrayBuffer()
    }
    const refused = await open('/documents', { accept: 'image/png' })
    expect([refused.status, await refused.json()]).toMatchObject([
      406,
      { errors: [{ message: expect.stringContaining('text/html') }] },
    ])
    // An address that names a form gives that one, whatever the browser would like better.
    expect((await open('/documents.json')).headers.get('content-type')).toBe('application/json; charset=utf-8')
  })

  it('is as JSON, byte for byte, what the API answers to its question', async () => {
    const variables = documentsView.variables({ parts: {}, query: new URLSearchParams() })
    const answer = await app.fetch('http://localhost/graphql', {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ query: documentsView.question, variables }),
    })
    const text = await answer.text()
    expect(text).toContain('totalCount')
    for (const path of ['/documents.json', '/documents/.json', '/documents']) {
      const same = await open(path, path.endsWith('.json') ? {} : { accept: 'application/json' })
      if (path === '/documents/.json') expect(same.status).toBe(404)
      else expect(await same.text()).toBe(text)
    }
  })

  it('leads to its other forms and to its question, at the address without a slash at its end', async () => {
    for (const path of ['/documents', '/documents/']) {
      const text = await (await open(`${path}?x=1`)).text()
      expect(text).toContain('<link rel="alternate" type="application/json" href="/documents.json?x=1"')
      const asked = /href="(\/graphql\?operation=Documents[^"]*)"/.exec(text)?.[1] ?? ''
      const parameters = new URL(asked.replaceAll('&amp;', '&'), 'http://localhost').searchParams
      const again = await ask(app, {
        query: documentsView.question,
        variables: JSON.parse(parameters.get('variables') ?? ''),
      })
      expect(again.errors).toBeUndefined()
    }
  })

  it('tells the revision that it is as new as, and heeds one that the caller names', async () => {
    const { open: openFresh } = start({ consistency: 'session' })
    const revision = (await openFresh('/documents')).headers.get('x-dossier-revision') ?? ''
    const [epoch, number] = revision.split('-')
    expect((await openFresh('/documents', { 'x-dossier-revision': revision })).status).toBe(200)
    const ahead = await openFresh('/documents', { 'x-dossier-revision': `${epoch}-${Number(number) + 1_000}` })
    expect([ahead.status, await ahead.text()]).toEqual([400, expect.stringContaining(revision)])
  })

  it('is asked for by GET and HEAD alone', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const answer = await app.fetch('http://localhost/documents', { method })
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
    }
  })
})
