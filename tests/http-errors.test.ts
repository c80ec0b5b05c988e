import { setTimeout as pause } from 'node:timers/promises'
import { buildSchema, GraphQLError, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../src/database/open.ts'
import { DossierError } from '../src/errors.ts'
import { freshConnection } from './support/database.ts'
import { ask, listen, send, testApp } from './support/http.ts'

interface Context {
  readonly db: Database
  readonly signal: AbortSignal
  readonly requestId: string
}

const resolvers: Record<string, GraphQLFieldResolver<unknown, Context>> = {
  fine: (_source, _args, { requestId }) => requestId,
  known() {
    throw new DossierError('AMBIGUOUS_NAME', '"A" names two things.', { candidates: ['a', 'b'] })
  },
  bug() {
    throw new TypeError('select secret from table at /home/somebody/file.ts')
  },
  text() {
    // oxlint-disable-next-line typescript/only-throw-error -- what others throw need not be an error
    throw 'secret text'
  },
  graphql() {
    throw new GraphQLError('Say it otherwise.', { extensions: { code: 'WHATEVER' } })
  },
  several() {
    throw new AggregateError([new Error('secret one'), new Error('secret two')], 'secret together')
  },
  number: () => 'secret that is no number',
  required: () => null,
  later: async () => {
    await pause(1)
    throw new Error('secret later')
  },
  broken: (_source, _args, { db }) => db.pool.query('select secret_column from nowhere'),
  unique: async (_source, _args, { db }) => {
    const data = { slug: 'twice', title: 'Twice', language: 'en' }
    await db.prisma.dataset.create({ data: data as never })
    await db.prisma.dataset.create({ data: data as never })
  },
  prisma: (_source, _args, { db }) => db.prisma.$queryRaw`select pg_sleep(10)::text`,
  pool: (_source, _args, { db }) => db.pool.query('select pg_sleep(10)'),
  terminated: (_source, _args, { db }) => db.pool.query('select pg_terminate_backend(pg_backend_pid())'),
}

function smallSchema(): GraphQLSchema {
  const types: Record<string, string> = { number: 'Int', required: 'String!' }
  const fields = Object.keys(resolvers).map((name) => `${name}: ${types[name] ?? 'String'}`)
  const schema = buildSchema(`type Query { ${fields.join('\n')} }`)
  for (const [name, resolve] of Object.entries(resolvers)) {
    const field = schema.getQueryType()?.getFields()[name]
    if (field) field.resolve = resolve as never
  }
  return schema
}

const schema = smallSchema()
const connection = await freshConnection()
const db = openDatabase(connection, { poolSize: 3, statementTimeout: 400 })
const patient = openDatabase(connection, { poolSize: 3 })
const { app, lines } = testApp(db, { schema, config: { statementTimeout: 400 } })

async function errorOf(field: string) {
  lines.length = 0
  const answer = await ask(app, { query: `{ fine ${field} }` }, { 'x-request-id': `id-${field}` })
  expect(answer.status).toBe(200)
  expect(JSON.stringify(answer)).not.toMatch(/secret|select|\.ts|node_modules/)
  return answer.errors[0]
}

describe('errors', () => {
  it('shows our own errors with their code, details and place', async () => {
    expect(await errorOf('known')).toEqual({
      message: '"A" names two things.',
      locations: [{ line: 1, column: 8 }],
      path: ['known'],
      extensions: { code: 'AMBIGUOUS_NAME', candidates: ['a', 'b'] },
    })
    expect(await errorOf('graphql')).toMatchObject({
      message: 'Say it otherwise.',
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })

  it('masks everything else, and logs it under the id that the caller is told', async () => {
    for (const field of ['bug', 'text', 'several', 'number', 'required', 'later', 'broken', 'unique']) {
      const error = await errorOf(field)
      expect(error.message).toMatch(/^Something went wrong on our side/)
      expect(error.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId: `id-${field}` })
      const fault = lines.find((line) => line.level === 50)
      expect(fault).toMatchObject({ requestId: `id-${field}`, path: field })
      expect(JSON.stringify(fault?.err)).toMatch(/secret|null for non-nullable|constraint|nowhere/i)
    }
  })

  it('says when the database cannot be reached', async () => {
    expect(await errorOf('terminated')).toMatchObject({
      message: 'The database cannot be reached at the moment. Try again in a little while.',
      extensions: { code: 'UNAVAILABLE' },
    })
    expect((await ask(app, { query: '{ fine }' })).errors).toBeUndefined()
  })

  it('says when the database cancelled a statement, sent by Prisma or through the pool', async () => {
    for (const field of ['prisma', 'pool']) {
      const error = await errorOf(field)
      expect(error.message).toMatch(/^The database cancelled a statement after 0\.4 seconds/)
      expect(error.extensions).toEqual({ code: 'TIMED_OUT', limit: 'statementMs', maximum: 400 })
      expect(lines.some((line) => line.level === 50)).toBe(false)
    }
  })
})

describe('operations that take too long', () => {
  const sleeping = async () => {
    const { rows } = await patient.pool.query(
      "select pid from pg_stat_activity where datname = current_database() and query like '%pg_sleep(10)%' and state = 'active' and pid <> pg_backend_pid()",
    )
    return rows.length
  }

  async function until(check: () => Promise<boolean>) {
    for (let tries = 0; tries < 100; tries += 1) {
      if (await check()) return
      await pause(50)
    }
    throw new Error('What was waited for did not happen within five seconds')
  }

  it('cancels an operation after its time, and its statement', async () => {
    const { app: hasty, lines: hastyLines } = testApp(patient, { schema, config: { operationTimeout: 300 } })
    // Connects, which can take longer than the operation may.
    expect(await sleeping()).toBe(0)
    for (const field of ['pool', 'prisma']) {
      const begun = performance.now()
      const answer = await ask(hasty, { query: `{ fine ${field} }` })
      expect(performance.now() - begun).toBeLessThan(4_000)
      expect(answer).toMatchObject({ status: 200, data: null })
      expect(answer.errors).toHaveLength(1)
      expect(answer.errors[0].message).toMatch(/^The operation was cancelled after 0\.3 seconds/)
      expect(answer.errors[0].extensions).toEqual({ code: 'TIMED_OUT', limit: 'operationMs', maximum: 300 })
      await until(async () => (await sleeping()) === 0)
    }
    expect(hastyLines.map(({ level }) => level)).toEqual([30, 30])
    expect(hastyLines[0]).toMatchObject({ errors: ['TIMED_OUT'], statements: 1 })
  })

  it('cancels the statement of a caller who has gone', async () => {
    const { app: slow, lines: slowLines } = testApp(patient, { schema })
    const port = await listen(slow)
    const leaving = new AbortController()
    const options = { path: '/graphql?query={prisma}', signal: leaving.signal }
    const answer = send(port, options).catch((error: Error) => error.name)
    await until(async () => (await sleeping()) === 1)
    leaving.abort()
    expect(await answer).toBe('AbortError')
    await until(async () => (await sleeping()) === 0)
    await until(async () => slowLines.length > 0)
    expect(slowLines).toMatchObject([{ level: 30, msg: 'The caller of an operation has gone', statements: 1 }])
  })
})
