import { expect, it } from 'vitest'
import { documentPath, entityPath, factPath } from '../src/model/address.ts'
import { filledDatabase } from './support/database.ts'
import { ask, listen, send, testApp } from './support/http.ts'

const db = await filledDatabase()

const query = '{ entity(ref: { slug: "united-nations" }) { url facts(first: 1) { nodes { url key } } } }'
it('gives each thing the address of its page, in the statement that finds it', async () => {
  const { app, lines } = testApp(db)
  const { data } = await ask(app, { query })
  const [fact] = data.entity.facts.nodes
  expect(data.entity.url).toBe('http://localhost/entity/united-nations')
  expect(fact.url).toBe(`http://localhost/fact/iom/${fact.key}`)
  expect(lines.at(-1)).toMatchObject({ statements: 1 })
})

it('never gives one caller the addresses of another, from the cache either', async () => {
  const port = await listen(testApp(db, { config: { answerCache: 1_000_000 } }).app)
  const urlFor = async (headers: Record<string, string>) => {
    const reply = await send(port, { path: `/graphql?query=${encodeURIComponent(query)}`, headers })
    return reply.json().data.entity.url
  }
  for (const round of ['made', 'kept']) {
    expect(await urlFor({ host: 'localhost:4000' }), round).toBe('http://localhost:4000/entity/united-nations')
    expect(await urlFor({ host: '127.0.0.1' })).toBe('http://127.0.0.1/entity/united-nations')
    // Without a proxy before it, anybody could say so.
    expect(await urlFor({ host: 'localhost', 'x-forwarded-proto': 'https' })).toBe(
      'http://localhost/entity/united-nations',
    )
  }
})

it('believes proxies, and above all what the server was told', async () => {
  const asked = async (config: object, headers: Record<string, string> = {}) => {
    const { data } = await ask(testApp(db, { config }).app, { query }, headers)
    return data.entity.url
  }
  const https = { 'x-forwarded-proto': 'https' }
  expect(await asked({ proxies: 1 }, https)).toBe('https://localhost/entity/united-nations')
  const several = { 'x-forwarded-proto': 'https, http, https' }
  expect(await asked({ proxies: 1 }, several)).toBe('https://localhost/entity/united-nations')
  expect(await asked({ proxies: 2 }, several)).toBe('http://localhost/entity/united-nations')
  expect(await asked({ proxies: 5 }, several)).toBe('https://localhost/entity/united-nations')
  expect(await asked({ proxies: 1 }, { 'x-forwarded-proto': 'gopher' })).toBe('http://localhost/entity/united-nations')
  expect(await asked({ publicUrl: 'https://graph.example' }, https)).toBe('https://graph.example/entity/united-nations')
})

it('gives none where the server has no pages', async () => {
  const { app } = testApp(db, { config: { playground: false } })
  const { data } = await ask(app, { query })
  expect([data.entity.url, data.entity.facts.nodes[0].url]).toEqual([null, null])
})

it('writes each part so that it stays one part', () => {
  expect(entityPath('a/b?c')).toBe('/entity/a%2Fb%3Fc')
  expect(factPath('iom', 'staff-2021')).toBe('/fact/iom/staff-2021')
  expect(documentPath('日本')).toBe('/document/%E6%97%A5%E6%9C%AC')
  expect(documentPath('report', 20)).toBe('/document/report#p20')
  expect(documentPath('report', 20, 2)).toBe('/document/report#p20s2')
})
