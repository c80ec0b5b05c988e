import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../src/database/open.ts'
import { type Asker, createTestApp } from './support/app.ts'
import { freshConnection } from './support/database.ts'
import { generateGraph } from './support/generate.ts'
import { type MainQuestion, mainQuestions } from './support/main-questions.ts'
import { explainReading, type Reading, recordQueries, tableSizes } from './support/plan.ts'

// Enough for PostgreSQL to prefer an index wherever there is one, with its settings left alone. With
// DOSSIER_TEST_FACTS=1000000 the plans are those of a graph of a million facts, and making it takes some minutes.
const facts = Number(process.env.DOSSIER_TEST_FACTS ?? 100_000)
const patience = 60_000 + facts * 2

let db: Database
let asker: Asker
let sizes: Map<string, number>

beforeAll(async () => {
  const connection = await freshConnection()
  await generateGraph(connection, { facts })
  db = openDatabase(connection, { poolSize: 4 })
  asker = createTestApp(db, { operationTimeout: patience, statementTimeout: patience })
  sizes = await tableSizes(db)
}, patience)
afterAll(() => db.close())

/** Reading all of it is no way to answer a question. */
const isLarge = (table: string) => (sizes.get(table) ?? 0) >= facts / 10

/** How the statements of a question are answered, one by one. */
async function readingsOf(question: MainQuestion): Promise<Reading[]> {
  const variables = await question.variables(asker.get)
  const { queries } = await recordQueries(db, () => asker.get(question.document, variables))
  const readings: Reading[] = []
  for (const query of queries.filter(({ text }) => /^\s*(select|with)\b/i.test(text))) {
    readings.push(await explainReading(db, query))
  }
  return readings
}

describe(`on a graph of ${facts} facts`, () => {
  it('has tables large enough for their plans to tell', () => {
    for (const table of [
      'fact',
      'entity',
      'name',
      'evidence',
      'criticism',
      'criticism_topic',
      'sentence',
      'paragraph',
    ]) {
      expect(isLarge(table), table).toBe(true)
    }
  })

  it.each(Object.entries<MainQuestion>(mainQuestions))(
    '%s is answered from indexes',
    async (_, question) => {
      const readings = await readingsOf(question)
      expect(readings.length).toBeGreaterThan(0)
      const scans = readings.flatMap((reading) => reading.scans.map((scan) => ({ ...scan, ...reading })))
      expect(scans.filter(({ node, table }) => node === 'Seq Scan' && isLarge(table))).toEqual([])
      // An index that is read from one end to the other is no better, nor is one that is asked a million times.
      expect(scans.filter(({ rows }) => rows >= facts)).toEqual([])
      expect(readings.filter(({ blocks }) => blocks >= facts)).toEqual([])
    },
    patience,
  )

  it('sees a sequential scan where there is one', async () => {
    const { queries } = await recordQueries(db, () =>
      db.sql.selectFrom('fact').selectAll().where('digest', '=', 'none').execute(),
    )
    expect(queries).toHaveLength(1)
    const [query] = queries
    if (query)
      expect((await explainReading(db, query)).scans).toMatchObject([{ node: 'Seq Scan', table: 'fact', rows: facts }])
  })
})
