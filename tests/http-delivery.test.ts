import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { freshDatabase } from './support/database.ts'
import { ask, listen, send, testApp } from './support/http.ts'

const { app } = testApp(await freshDatabase())
const port = await listen(app)
const countFacts = '/graphql?query={graph{factCount}}'
const introspect = '/graphql?query={__schema{types{name%20description}}}'

it('negotiates the media type', async () => {
  const typeFor = async (accept: string) => {
    const answer = await send(port, { path: countFacts, headers: { accept } })
    return answer.status === 200 ? answer.headers['content-type'] : answer.status
  }
  expect(await typeFor('*/*')).toBe('application/json; charset=utf-8')
  expect(await typeFor('application/*')).toBe('application/json; charset=utf-8')
  const strict = 'application/graphql-response+json; charset=utf-8'
  expect(await typeFor('application/graphql-response+json')).toBe(strict)
  expect(await typeFor('application/json;q=0.5, application/graphql-response+json')).toBe(strict)
  expect(await typeFor('application/json;q=0, */*;q=0.1')).toBe(strict)
  expect(await typeFor('text/event-stream')).toBe('text/event-stream; charset=utf-8')
  // A client that takes both gets one result as it is, and a stream of a subscription.
  expect(await typeFor('text/event-stream, application/graphql-response+json')).toBe(strict)
  expect(await typeFor('text/csv')).toBe(406)
  expect(await typeFor('image/png, application/json;q=0')).toBe(406)
})

it('compresses as it is asked to', async () => {
  const plain = await send(port, { path: introspect })
  expect(plain.headers['content-encoding']).toBeUndefined()
  const encoded = async (header: string) => {
    const { headers, body } = await send(port, { path: introspect, headers: { 'accept-encoding': header } })
    expect(headers.vary).toContain('Accept-Encoding')
    const encoding = headers['content-encoding']
    const unpacked = encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body
    expect(unpacked.equals(plain.body)).toBe(true)
    return encoding
  }
  expect(await encoded('gzip, deflate, br')).toBe('br')
  expect(await encoded('gzip')).toBe('gzip')
  expect(await encoded('br;q=0.1, gzip;q=0.9')).toBe('gzip')
  expect(await encoded('br;q=0, *')).toBe('gzip')
  expect(await encoded('identity;q=1, br;q=0.5')).toBeUndefined()
  expect(await encoded('deflate, nonsense;q=x')).toBeUndefined()
  const small = await send(port, { path: countFacts, headers: { 'accept-encoding': 'br' } })
  expect(small.headers['content-encoding']).toBeUndefined()
})

it('answers 304 to those who have the answer already', async () => {
  const first = await send(port, { path: introspect, headers: { 'accept-encoding': 'br' } })
  const etag = String(first.headers.etag)
  expect(first.headers['cache-control']).toBe('no-cache')
  const again = { 'accept-encoding': 'br', 'if-none-match': `"x", W/${etag}` }
  const second = await send(port, { path: introspect, headers: again })
  expect(second).toMatchObject({ status: 304, headers: { etag, vary: first.headers.vary } })
  expect(second.body).toHaveLength(0)
  const plain = await send(port, { path: introspect, headers: { 'if-none-match': etag } })
  expect(plain.status).toBe(200)
  expect(plain.headers.etag).not.toBe(etag)
  const tags = await Promise.all(
    ['application/json', 'application/graphql-response+json'].flatMap((accept) =>
      ['identity', 'gzip', 'br'].map(async (encoding) => {
        const { status, headers } = await send(port, {
          path: introspect,
          headers: { accept, 'accept-encoding': encoding },
        })
        expect(status).toBe(200)
        return headers.etag
      }),
    ),
  )
  expect(new Set(tags).size, 'each media type and each encoding has a tag of its own').toBe(6)
  const other = { accept: 'application/graphql-response+json', 'accept-encoding': 'br', 'if-none-match': etag }
  expect((await send(port, { path: introspect, headers: other })).status).toBe(200)
  const posted = await ask(app, { query: '{ __typename }' })
  expect(posted.headers.get('etag')).toBeNull()
  expect(posted.headers.get('cache-control')).toBe('no-store')
  const failed = await send(port, {
    path: '/graphql?query={x}',
    headers: { accept: 'application/graphql-response+json' },
  })
  expect(failed).toMatchObject({ status: 400, headers: { 'cache-control': 'no-store' } })
})
