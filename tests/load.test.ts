import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import type pg from 'pg'
import { beforeAll, expect, test, vi } from 'vitest'
import { freshConnection } from './support/database.ts'
import { generateGraph } from './support/generate.ts'
import { eventually, type ServerProcess, startServer, statusOf } from './support/server-process.ts'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

let connection: pg.PoolConfig
beforeAll(async () => {
  connection = await freshConnection()
  await generateGraph(connection, { facts: 20_000 })
})

/** A server on the generated graph that makes each answer anew. */
function serve(env: Record<string, string> = {}): ServerProcess {
  const { host = '', port, user, database } = connection
  const url = `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
  return startServer({ DATABASE_URL: connection.connectionString ?? url, DOSSIER_ANSWER_CACHE: '0', ...env })
}

/** Each of them is close to the limit of what one operation may cost. */
const heavy = [
  '{ entities(first: 80, orderBy: [{ field: CRITICISMS_RECEIVED, direction: DESC }]) { nodes { name facts(first: 50) { totalCount nodes { id statement evidence { anchor status } } } } } }',
  '{ organizations(first: 100, orderBy: [{ field: CRITICISMS_RECEIVED, direction: DESC }]) { nodes { name aliases { name } criticismsReceived(first: 40) { totalCount nodes { claim critic { name } statedOn { edtf label } evidence { anchor } } } } } }',
  '{ facts(first: 100, orderBy: [{ field: FROM }]) { nodes { statement subject { name facts(first: 30) { totalCount nodes { id statement evidence { anchor } } } } object { name facts(first: 15) { nodes { id statement } } } } } }',
] as const
const cheap = '{ organizations(first: 3) { nodes { name } } }'

interface Reply {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly codes: readonly string[]
  readonly hasData: boolean
}

const agent = new Agent({ keepAlive: true })

/** Asks from an address of this machine: callers are told apart by it. */
async function ask(url: string, query: string, { variables = {}, from = '127.0.0.1' } = {}): Promise<Reply> {
  const body = JSON.stringify({ query, variables })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return await new Promise((resolve, reject) => {
    const sent = request(
      new URL('graphql', url),
      { method: 'POST', agent, localAddress: from, headers },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const { data, errors = [] } = JSON.parse(Buffer.concat(chunks).toString())
          resolve({
            status: response.statusCode ?? 0,
            retryAfter: response.headers['retry-after'],
            codes: errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code),
            hasData: Boolean(data) && errors.length === 0,
          })
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

const onLinux = process.platform === 'linux'

/** Megabytes of memory that a process has, or had at its peak. */
function memory({ child }: ServerProcess, what: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1]) / 1024
}

/** Asks `task` again and again until `end` has settled. */
async function until<T>(end: Promise<unknown>, task: () => Promise<T>): Promise<T[]> {
  let over = false
  const mark = () => {
    over = true
  }
  end.then(mark, mark)
  const results: T[] = []
  while (!over) results.push(await task())
  return results
}

test('200 heavy operations at once are all answered, and cheap ones pass them', async () => {
  const server = serve()
  const url = await server.url
  let answered = 0
  const flood = Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      const reply = await ask(url, heavy[n % heavy.length] ?? '')
      answered += 1
      return reply
    }),
  )
  const meanwhile = await until(flood, async () => {
    const before = answered
    const reply = await ask(url, cheap)
    return { reply, passed: answered - before, ready: await statusOf(url, 'ready') }
  })
  expect((await flood).filter(({ status, hasData }) => status !== 200 || !hasData)).toEqual([])
  expect(meanwhile.filter(({ reply }) => !reply.hasData)).toEqual([])
  expect(meanwhile.filter(({ ready }) => ready !== 200)).toEqual([])
  // A cheap one waits for what runs already, never for the queue.
  expect(meanwhile.length).toBeGreaterThan(20)
  expect(Math.max(...meanwhile.map(({ passed }) => passed))).toBeLessThan(20)
  if (onLinux) expect(memory(server, 'VmHWM')).toBeLessThan(600)
})

test('long texts keep nobody out', async () => {
  const url = await serve().url
  const text = 'ab '.repeat(40_000)
  const ways: readonly (readonly [string, object])[] = [
    ['query($t: String!) { search(query: $t) { totalCount } }', { t: text }],
    ['query($t: String!) { resolve(name: $t) { score } }', { t: text }],
    ['query($t: String!) { criticisms(where: { critic: { named: $t } }) { totalCount } }', { t: text }],
    ['query($t: String!) { criticisms(where: { search: $t }) { totalCount } }', { t: text }],
    [
      'query($or: [CriticismWhere!]) { criticisms(where: { OR: $or }) { totalCount } }',
      { or: Array.from({ length: 900 }, () => ({ about: { some: { within: { named: 'a' } } } })) },
    ],
    [
      'query($o: [CriticismOrder!]) { criticisms(orderBy: $o, where: { search: "the" }) { totalCount } }',
      { o: Array.from({ length: 1000 }, () => ({ field: 'RELEVANCE' })) },
    ],
  ]
  const floods = Promise.all(
    Array.from({ length: 24 }, async (_, n) => {
      const [query, variables] = ways[n % ways.length] ?? ['', {}]
      const replies = []
      for (let round = 0; round < 5; round++) replies.push(await ask(url, query, { variables }))
      return replies
    }),
  )
  const meanwhile = await until(floods, () => ask(url, cheap))
  expect(meanwhile.every(({ hasData }) => hasData)).toBe(true)
  for (const { codes } of (await floods).flat()) expect(['BAD_USER_INPUT', 'TOO_COMPLEX']).toContain(codes[0])
})

test('a caller who asks too much is told so, and the others are answered', async () => {
  const server = serve({ DOSSIER_QUEUE: '20', DOSSIER_POOL_SIZE: '3' })
  const url = await server.url
  const flood = Promise.all(
    Array.from({ length: 150 }, (_, n) => ask(url, heavy[n % heavy.length] ?? '', { from: '127.0.0.2' })),
  )
  const meanwhile = await until(flood, async () => [
    await ask(url, cheap, { from: '127.0.0.3' }),
    await ask(url, heavy[0], { from: '127.0.0.4' }),
  ])
  expect(meanwhile.flat().filter(({ hasData }) => !hasData)).toEqual([])
  const replies = await flood
  const refused = replies.filter(({ status }) => status !== 200)
  expect(refused.length).toBeGreaterThan(50)
  for (const reply of refused)
    expect(reply).toEqual({ status: 503, retryAfter: '5', codes: ['OVERLOADED'], hasData: false })
  expect(replies.filter(({ hasData }) => hasData).length).toBeGreaterThanOrEqual(20)
})

test('among nonsense of all sorts, ordinary callers are answered, and memory is given back', async () => {
  const server = serve()
  const url = await server.url
  const nonsense: readonly string[] = [
    '{'.repeat(5_000),
    `{ ${Array.from({ length: 90 }, (_, n) => `a${n}: __typename`).join(' ')} }`,
    `{ ${Array.from({ length: 400 }, (_, n) => `f${n}`).join(' ')} }`,
    '{ search(query: "\\u0000") { totalCount } }',
    `{ criticisms(first: 100, where: ${'{ NOT: '.repeat(25)}{}${' }'.repeat(25)}) { totalCount } }`,
    `{ ${Array.from({ length: 40 }, (_, n) => `s${n}: search(query: "a or ${n}") { totalCount }`).join(' ')} }`,
    '{ facts(after: "broken") { totalCount } }',
    `{ nodes(ids: [${'"x", '.repeat(900)}]) { id } }`,
    '{ __schema { types { fields { type { ofType { ofType { ofType { name } } } } } } } }',
    ...heavy,
  ]
  const floods = Promise.all(
    Array.from({ length: 60 }, async (_, n) => {
      const replies: Reply[] = []
      for (let round = 0; round < 6; round++)
        replies.push(await ask(url, nonsense[(n + round) % nonsense.length] ?? '', { from: '127.0.0.2' }))
      return replies
    }),
  )
  const meanwhile = await until(floods, async () => ({
    reply: await ask(url, cheap, { from: '127.0.0.3' }),
    ready: await statusOf(url, 'ready'),
  }))
  expect(meanwhile.filter(({ reply, ready }) => !reply.hasData || ready !== 200)).toEqual([])
  const replies = (await floods).flat()
  expect(
    replies.filter(({ codes }) => codes.includes('INTERNAL_SERVER_ERROR') || codes.includes('UNAVAILABLE')),
  ).toEqual([])
  for (const { status, retryAfter } of replies) if (status === 503) expect(retryAfter).toBeDefined()
  if (!onLinux) return
  expect(memory(server, 'VmHWM')).toBeLessThan(600)
  await eventually('memory is given back', async () => {
    await ask(url, cheap)
    return memory(server, 'VmRSS') < 500
  })
})
