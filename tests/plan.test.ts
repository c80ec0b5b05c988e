import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../src/database/open.ts'
import { type Asker, createTestApp } from './support/app.ts'
import { freshConnection } from './support/database.ts'
import { generateGraph } from './support/generate.ts'
import { type MainQuestion, mainQuestions } from './support/main-questions.ts'
import { explainScans, recordQueries, type Scan, tableSizes } from './support/plan.ts'

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

/** How the statements of a question read their tables, one by one. */
async function scansOf(question: MainQuestion): Promise<(Scan & { statement: string })[]> {
  const variables = await question.variables(asker.get)
  const { queries } = await recordQueries(db, () => asker.get(question.document, variables))
  const selects = queries.filter(({ text }) => /^\s*(select|with)\b/i.test(text))
  const scans: (Scan & { statement: string })[] = []
  for (const query of selects) {
    for (const scan of await explainScans(db, query)) scans.push({ ...scan, statement: query.text })
  }
  return scans
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
      const scans = await scansOf(question)
      expect(scans.length).toBeGreaterThan(0)
      expect(scans.filter(({ node, table }) => node === 'Seq Scan' && isLarge(table))).toEqual([])
      // An index that is read from one end to the other is no better.
      expect(scans.filter(({ rows }) => rows >= facts)).toEqual([])
    },
    patience,
  )

  it('sees a sequential scan where there is one', async () => {
    const { queries } = await recordQueries(db, () =>
      db.sql.selectFrom('fact').selectAll().where('digest', '=', 'none').execute(),
    )
    expect(queries).toHaveLength(1)
    const [query] = queries
    if (query) expect(await explainScans(db, query)).toMatchObject([{ node: 'Seq Scan', table: 'fact', rows: facts }])
  })
})
