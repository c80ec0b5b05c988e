import { createClient } from 'graphql-sse'
import { describe, expect, test } from 'vitest'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { freshDatabase } from './support/database.ts'
import { copyHarbour, edit } from './support/dataset.ts'
import { listen, testApp } from './support/http.ts'
import { eventually } from './support/server-process.ts'

const db = await freshDatabase()
const stopping = new AbortController()
const { app, lines } = testApp(db, { config: { callerSubscriptions: 3 }, stopping: stopping.signal })
const port = await listen(app)
const url = `http://127.0.0.1:${port}/graphql`
const folder = copyHarbour()
const load = async () => await loadDataset(db, await readDatasetOrThrow(folder))
const { revision: first } = await load()

let staff = 40
/** A change of one fact; returns its new number. */
async function change(): Promise<number> {
  edit(folder, 'facts/claims.yaml', `amount: ${staff}`, `amount: ${staff + 1}`)
  staff += 1
  await load()
  return staff
}

interface Told {
  readonly cursor: string
  readonly key: string
  readonly after: { readonly amount?: string } | null
}

const document = (args = '') => `subscription { changes${args} { cursor key after } }`

/** Reads events through the client until `enough`. */
async function read(query: string, enough: (told: readonly Told[]) => boolean): Promise<Told[]> {
  const client = createClient({ url, retryAttempts: 0 })
  const told: Told[] = []
  for await (const { data, errors } of client.iterate<{ changes: Told }>({ query })) {
    if (errors) throw new Error(JSON.stringify(errors))
    if (data) told.push(data.changes)
    if (enough(told)) break
  }
  client.dispose()
  return told
}

const open = async () => {
  const text = await (await app.fetch('http://127.0.0.1/metrics')).text()
  return Number(/dossier_streams_open\{stream="subscription"\} (\d+)/.exec(text)?.[1])
}

/** The text of a stream, as it comes. */
async function rawStream(query: string, headers: Record<string, string> = {}) {
  const leave = new AbortController()
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query }),
    signal: leave.signal,
  })
  let text = ''
  const ended = (async () => {
    const decoder = new TextDecoder()
    try {
      for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true })
    } catch {
      // The test leaves.
    }
  })()
  return { response, ended, leave: () => leave.abort(), text: () => text }
}

describe('a subscription', () => {
  test('replays what happened since a revision, and then follows, without loss and repetition', async () => {
    const before = await change()
    const following = read(document(`(after: "${first}")`), (told) => told.length === 3)
    await eventually('a subscription', async () => (await open()) === 1)
    await change()
    await change()
    const told = await following
    expect(told.map(({ key, after }) => [key, after?.amount])).toEqual(
      [before, before + 1, before + 2].map((amount) => ['harbour-staff', String(amount)]),
    )
    expect(new Set(told.map(({ cursor }) => cursor)).size).toBe(3)
    await eventually('the place is free', async () => (await open()) === 0)
  })

  test('tells from now on what meets its conditions', async () => {
    const following = read(document('(where: { factKind: FIGURE })'), (told) => told.length === 1)
    await eventually('a subscription', async () => (await open()) === 1)
    edit(folder, 'entities.yaml', 'name: Alma Coast', 'name: Coast of Alma')
    const amount = await change()
    expect((await following).map(({ after }) => after?.amount)).toEqual([String(amount)])
  })

  test('can be read by curl: events with ids, from the one after Last-Event-ID', async () => {
    const all = await rawStream(document(`(after: "${first}")`))
    await eventually('events', async () => all.text().includes('event: next'))
    expect(all.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const [id = ''] = [...all.text().matchAll(/^id: (\S+)$/gmu)].map(([, found]) => found)
    all.leave()
    const rest = await rawStream(document(`(after: "${first}")`), { 'last-event-id': id })
    await eventually('events', async () => rest.text().includes('event: next'))
    expect(rest.text()).not.toContain(`id: ${id}\n`)
    expect(rest.text()).toMatch(/^:\n\nevent: next\nid: \S+\ndata: \{"data":\{"changes":.*\}\}\n\n/u)
    rest.leave()
    await eventually('the places are free', async () => (await open()) === 0)
  })

  test('says by comments that it is still there', async () => {
    const silent = await rawStream(document())
    await eventually('two comments', async () => silent.text() === ':\n\n:\n\n')
    silent.leave()
  })

  test('shares the execution of one document among all who have it', async () => {
    const query = 'subscription { changes { after node { id } } }'
    const streams = [await rawStream(query), await rawStream(query), await rawStream(query)]
    await eventually('all are open', async () => streams.every(({ text }) => text() === ':\n\n'))
    lines.length = 0
    const amount = await change()
    await eventually('all are told', async () => streams.every(({ text }) => text().includes(`"${amount}"`)))
    expect(lines.filter(({ kind }) => kind === 'subscription')).toMatchObject([{ status: 200, statements: 2 }])
    for (const { leave } of streams) leave()
    await eventually('the places are free', async () => (await open()) === 0)
  })

  test('has a place for so many of one caller, and is refused beyond', async () => {
    const streams = [await rawStream(document()), await rawStream(document()), await rawStream(document())]
    const refused = await rawStream(document())
    await refused.ended
    expect(refused.response.status).toBe(503)
    expect(refused.response.headers.get('retry-after')).toBe('30')
    expect(JSON.parse(refused.text()).errors).toMatchObject([{ extensions: { code: 'OVERLOADED' } }])
    for (const { leave } of streams) leave()
    await eventually('the places are free', async () => (await open()) === 0)
  })

  test('tells by an event what is wrong with it, and completes', async () => {
    for (const [query, code] of [
      ['subscription { changed { key } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['subscription {', 'GRAPHQL_PARSE_FAILED'],
      [document('(after: "soon")'), 'BAD_CURSOR'],
      [document('(after: "aaaaaaaaaaaa-1")'), 'GONE'],
    ] as const) {
      const stream = await rawStream(query)
      await stream.ended
      expect(stream.response.status, code).toBe(200)
      expect(stream.text()).toMatch(/^event: next\ndata: \{"errors":.*\}\n\nevent: complete\ndata: \n\n$/u)
      expect(stream.text()).toContain(`"code":"${code}"`)
    }
  })

  test('needs an event stream', async () => {
    const response = await app.fetch('http://127.0.0.1/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: document() }),
    })
    const { errors } = (await response.json()) as { errors: { message: string }[] }
    expect(errors[0]?.message).toContain('Send the header "Accept: text/event-stream"')
  })
})

test('a query can be answered as an event stream, too', async () => {
  const stream = await rawStream('{ dataset(slug: "harbour") { slug } }')
  await stream.ended
  expect(stream.text()).toBe(
    'event: next\ndata: {"data":{"dataset":{"slug":"harbour"}}}\n\nevent: complete\ndata: \n\n',
  )
})

test('nobody loses or repeats a change while many come and leave', async () => {
  const last = staff + 12
  const readers = Array.from({ length: 3 }, async () => {
    const told: Told[] = []
    let after = first
    while (told.at(-1)?.after?.amount !== String(last)) {
      const before = told.length
      // Each stream is left after at most three events, and the next goes on from its last one.
      const query = document(`(after: "${after}", where: { factKind: FIGURE })`)
      const some = await read(query, (list) => list.length === 3 || list.at(-1)?.after?.amount === String(last))
      told.push(...some)
      after = told.at(-1)?.cursor ?? after
      expect(told.length).toBeGreaterThan(before)
    }
    return told.map(({ after: said }) => Number(said?.amount))
  })
  for (let index = 0; index < 12; index += 1) await change()
  const expected = Array.from({ length: last - 40 }, (_, index) => 41 + index)
  for (const told of await Promise.all(readers)) expect(told).toEqual(expected)
}, 120_000)

test('a server that stops completes all streams', async () => {
  const stream = await rawStream(document())
  await eventually('a stream', async () => stream.text() === ':\n\n')
  stopping.abort()
  await stream.ended
  expect(stream.text()).toBe(':\n\nevent: complete\ndata: \n\n')
})
