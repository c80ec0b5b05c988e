import path from 'node:path'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { onDatabase } from '../src/database/connection.ts'
import { migrateDatabase } from '../src/database/migration/migrate.ts'
import { type Database, openDatabase } from '../src/database/open.ts'
import { startEmbedded } from '../src/database/postgres/embedded.ts'
import { seed } from '../src/dataset/seed.ts'
import { documentPath, entityPath, factPath } from '../src/model/address.ts'
import { generateGraph } from '../tests/support/generate.ts'

// What pages cost beside their questions: each page and the same as JSON in turns, with the cache off and on. The entity's
// page may cost at most twice its question (docs/decisions/0040).

const { values: options } = parseArgs({
  options: { facts: { type: 'string', default: '200000' }, seconds: { type: 'string', default: '4' } },
})
const facts = Number(options.facts)
const seconds = Number(options.seconds)

const quiet = { debug() {}, info() {}, warn: console.error, error: console.error }
const server = await startEmbedded({ dataDir: path.join(import.meta.dirname, '.data'), log: quiet })
try {
  await measureGraph('the first dataset', 'bench_pages_first', async (db) => {
    await seed(db)
  })
  await measureGraph(
    `a graph of ${facts.toLocaleString('en')} facts`,
    `bench_pages_${facts}`,
    async (_db, connection) => {
      await generateGraph(connection, { facts })
    },
  )
} finally {
  await server.stop()
}

type Connection = Parameters<typeof migrateDatabase>[0]

/** Measures pages of a graph, which is made if it is not there yet. */
async function measureGraph(
  title: string,
  name: string,
  fill: (db: Database, connection: Connection) => Promise<void>,
): Promise<void> {
  const connection = onDatabase(server.connection, name)
  const base = openDatabase(server.connection, { poolSize: 1 })
  const { rowCount } = await base.pool.query('select from pg_database where datname = $1', [name])
  if (!rowCount) await base.pool.query(`create database ${name}`)
  await base.close()
  await migrateDatabase(connection)
  const db = openDatabase(connection, { poolSize: 2 })
  try {
    if ((await db.pool.query('select from dataset limit 1')).rowCount === 0) await fill(db, connection)
    console.log(`\n${title}`)
    console.log(`${'page'.padEnd(52)} cache      page  question  ratio    CPU of Node  ratio   HTML kB  JSON kB`)
    for (const address of ['/', ...(await largest(db))]) {
      for (const answerCache of [0, 64 * 1024 * 1024]) await measurePage(db, address, answerCache)
    }
  } finally {
    await db.close()
  }
}

/** The entity of each kind with the most facts, its first fact, and the document with the most evidence. */
async function largest(db: Database): Promise<string[]> {
  const { rows: entities } = await db.pool.query<{ slug: string }>(
    `select distinct on (kind) slug from entity
      join (select entity_id, sum(count) as count from (
        select subject_id as entity_id, count(*) from fact group by 1
        union all select object_id, count(*) from fact where object_id is not null group by 1) as ends group by 1) as counts
      on counts.entity_id = entity.id order by kind, count desc`,
  )
  const { rows: facts } = await db.pool.query<{ dataset: string; key: string }>(
    `select dataset.slug as dataset, key from fact join dataset on dataset.id = dataset_id
      where kind = 'CRITICISM' order by fact.id limit 1`,
  )
  const { rows: documents } = await db.pool.query<{ slug: string }>(
    `select slug from document join (select document_id, count(*) from paragraph join evidence on paragraph_id = paragraph.id
      group by 1) as counts on document_id = document.id order by count desc limit 1`,
  )
  return [
    ...entities.map(({ slug }) => entityPath(slug)),
    ...facts.map(({ dataset, key }) => factPath(dataset, key)),
    ...documents.map(({ slug }) => documentPath(slug)),
  ]
}

interface Cost {
  readonly wall: number
  readonly cpu: number
  readonly bytes: number
}

async function measurePage(db: Database, address: string, answerCache: number): Promise<void> {
  const config = { ...readConfig({}), answerCache, operationTimeout: 60_000 }
  const app = createApp({ db, config, log: pino({ level: 'silent' }) })
  const ask = async (path: string, accept: string): Promise<Cost> => {
    const [started, before] = [performance.now(), process.cpuUsage()]
    const response = await app.fetch(`http://localhost${path}`, { headers: { accept } })
    const { byteLength: bytes } = await response.arrayBuffer()
    const { user, system } = process.cpuUsage(before)
    if (response.status !== 200) throw new Error(`${path} answers ${response.status}`)
    return { wall: performance.now() - started, cpu: (user + system) / 1_000, bytes }
  }
  const kinds = ['text/html', 'application/json'] as const
  const costs: Record<(typeof kinds)[number], Cost[]> = { 'text/html': [], 'application/json': [] }
  const end = performance.now() + seconds * 1_000
  // In turns, so that both meet the same machine. The first rounds warm up plans and code.
  for (let round = 0; round < 25 || performance.now() < end; round += 1) {
    for (const kind of kinds) {
      const cost = await ask(address, kind)
      if (round >= 5) costs[kind].push(cost)
    }
  }
  const [page, question] = kinds.map((kind) => ({
    wall: median(costs[kind].map(({ wall }) => wall)),
    cpu: mean(costs[kind].map(({ cpu }) => cpu)),
    bytes: costs[kind][0]?.bytes ?? 0,
  }))
  if (page === undefined || question === undefined) return
  console.log(
    [
      address.slice(0, 52).padEnd(52),
      answerCache === 0 ? 'off  ' : 'on   ',
      `${page.wall.toFixed(2)} ms`.padStart(10),
      `${question.wall.toFixed(2)} ms`.padStart(9),
      (page.wall / question.wall).toFixed(2).padStart(6),
      `${page.cpu.toFixed(2)}/${question.cpu.toFixed(2)}`.padStart(14),
      (page.cpu / question.cpu).toFixed(2).padStart(6),
      (page.bytes / 1_000).toFixed(0).padStart(9),
      (question.bytes / 1_000).toFixed(0).padStart(8),
    ].join(' '),
  )
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}
