import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../src/database/open.ts'
import { sql } from '../src/database/sql.ts'
import { query } from '../src/database/statement.ts'
import { type Asker, createTestApp } from './support/app.ts'
import { largeFacts as facts, generatedConnection, largePatience as patience } from './support/database.ts'
import { type MainQuestion, mainQuestions } from './support/main-questions.ts'
import { openExplained, type Reading, readingsOf, tableSizes } from './support/plan.ts'

// Enough facts for PostgreSQL to prefer an index wherever there is one, with its settings left alone.

let db: Database
let asker: Asker
let sizes: Map<string, number>

beforeAll(async () => {
  const connection = await generatedConnection()
  db = openExplained(connection)
  asker = createTestApp(db, { operationTimeout: patience, statementTimeout: patience })
  sizes = await tableSizes(db)
}, patience)
afterAll(() => db.close())

/** Reading all of it is no way to answer a question. */
const isLarge = (table: string) => (sizes.get(table) ?? 0) >= facts / 10

/** How often a question is asked: PostgreSQL plans a statement for its values five times, and then perhaps for all. */
const times = 8

/** How the statements of a question are answered, one by one: the first time that it is asked, and the last. */
async function readingsOfQuestion({ document, variables }: MainQuestion): Promise<Reading[]> {
  const values = await variables(asker.get)
  const readings: Reading[][] = []
  for (let time = 0; time < times; time += 1) {
    readings.push(await readingsOf(db, () => asker.get(document, values)))
  }
  return [...(readings.at(0) ?? []), ...(readings.at(-1) ?? [])]
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
      const readings = await readingsOfQuestion(question)
      expect(readings.length).toBeGreaterThan(0)
      const scans = readings.flatMap((reading) => reading.scans.map((scan) => ({ ...scan, ...reading })))
      expect(scans.filter(({ node, table }) => node === 'Seq Scan' && isLarge(table))).toEqual([])
      // An index that is read from one end to the other is no better, nor is one that is asked a million times.
      expect(scans.filter(({ rows }) => rows >= facts)).toEqual([])
      expect(readings.filter(({ blocks }) => blocks >= facts)).toEqual([])
    },
    patience,
  )

  // Each of these lists has hundreds of rows or more.
  const byTopic = 'topics: { some: { named: "detention" } }'
  it.each([
    `criticisms(where: { critic: { named: "Human Rights Watch" }, ${byTopic} }, first: 20)`,
    `criticisms(where: { ${byTopic} }, orderBy: [{ field: STATED_ON, direction: DESC }], first: 20)`,
    'criticisms(where: { topics: { some: { slug: ["detention", "human-rights"], direct: true } } }, last: 20)',
    'criticisms(where: { AND: [{ about: { some: { named: "Australia" } } }] }, first: 20)',
    'topic(ref: { slug: "detention" }) { criticisms(first: 20, orderBy: [{ field: STATED_ON, direction: DESC }])',
    'place(ref: { slug: "australia" }) { criticismsAbout(first: 20)',
  ])('%s reads no more than its page', async (list) => {
    const document = `{ ${list} { nodes { id } } ${list.includes(') { ') ? '}' : ''} }`
    const readings: Reading[] = []
    for (let time = 0; time < times; time += 1) readings.push(...(await readingsOf(db, () => asker.get(document))))
    const scans = readings.flatMap((reading) => reading.scans.map((scan) => ({ ...scan, ...reading })))
    expect(scans.filter(({ table, rows }) => table === 'criticism_under' && rows > 50)).toEqual([])
    expect(readings.filter(({ blocks }) => blocks > 400)).toEqual([])
    expect(scans.some(({ table }) => table === 'criticism_under')).toBe(true)
  })

  it('sees a sequential scan where there is one', async () => {
    const readings = await readingsOf(db, () => query(db, sql`select * from fact where digest = 'none'`))
    expect(readings).toMatchObject([{ scans: [{ node: 'Seq Scan', table: 'fact', rows: facts }] }])
  })
})
