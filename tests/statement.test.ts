import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../src/database/open.ts'
import { type Asker, createTestApp } from './support/app.ts'
import { filledConnection, freshConnection, generatedConnection, largePatience } from './support/database.ts'
import { generateGraph } from './support/generate.ts'
import { type MainQuestion, mainQuestions } from './support/main-questions.ts'

/**
 * How many SQL statements each question takes, on the first dataset as on a graph a hundred times as large and more.
 * Two numbers: what is found is of one sort or of several, and each sort is loaded at once.
 */
const questionFiles: Record<string, readonly number[]> = {
  '01-criticisms-about-detention.graphql': [1],
  '02-names-through-time.graphql': [1],
  '03-resolve-an-old-acronym.graphql': [2],
  '04-figures-side-by-side.graphql': [1],
  '05-who-is-who.graphql': [1],
  '06-campaigns.graphql': [1],
  '07-chronology.graphql': [1],
  '08-most-criticised.graphql': [3],
  '09-how-are-they-connected.graphql': [1],
  '10-search.graphql': [3, 4, 5, 6],
  '11-back-to-the-source.graphql': [1],
  '12-what-is-in-the-graph.graphql': [4],
  '13-how-certain-is-a-date.graphql': [1],
  '14-who-criticises-often.graphql': [1],
  '15-what-rests-on-one-citation.graphql': [2, 3],
  '16-walk-a-list-backwards.graphql': [1],
  '17-a-slip-of-the-pen.graphql': [4, 5],
  '18-what-happened-to-a-fact.graphql': [1, 2, 3],
  '20-what-waits-for-review.graphql': [1, 2, 3],
}

/** The same for the questions whose plans are read; the first dataset does not hold all that they name. */
const mainCounts: Record<keyof typeof mainQuestions, readonly number[]> = {
  'criticisms by names': [1],
  'criticisms by other names': [1],
  'criticisms by ids, counted': [1],
  'criticisms with filters, counts and facets': [4],
  'the most criticised': [1],
  'an entity page': [1],
  'the page of a hub': [1],
  'a chronology': [1],
  'what is filed within a topic': [1],
  search: [5],
  'search as a filter': [1],
  resolve: [2],
  'resolve a misspelt name': [2, 3],
  'a path between hubs': [1],
  'page 500': [1],
  'a page among the undated': [1],
}

const folder = path.join(import.meta.dirname, '../questions')
const databases: Database[] = []

async function opened(connection: pg.PoolConfig): Promise<Database> {
  const db = openDatabase(connection, { poolSize: 4 })
  databases.push(db)
  return db
}

async function smallGraph(): Promise<Asker> {
  const connection = await freshConnection()
  await generateGraph(connection, { facts: 3_000 })
  return createTestApp(await opened(connection))
}

let first: Asker
let small: Asker
let large: Asker

beforeAll(async () => {
  first = createTestApp(await opened(await filledConnection()))
  small = await smallGraph()
  large = createTestApp(await opened(await generatedConnection()))
}, largePatience)
afterAll(async () => {
  for (const db of databases) await db.close()
})

async function countStatements(askers: readonly Asker[], document: string, question?: MainQuestion): Promise<number[]> {
  const counts: number[] = []
  for (const { ask, get } of askers) {
    const { errors, statements } = await ask(document, await question?.variables(get))
    expect(errors).toBeUndefined()
    counts.push(statements)
  }
  return counts
}

describe('the number of SQL statements of a question does not grow with the graph', () => {
  it('is known for every file of questions/', async () => {
    // Number 19 changes the graph.
    const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql') && !file.startsWith('19-'))
    expect(files.toSorted()).toEqual(Object.keys(questionFiles))
  })

  it.each(Object.entries(questionFiles))('%s: %j', async (file, counts) => {
    const document = await readFile(path.join(folder, file), 'utf8')
    const counted = await countStatements([first, small, large], document)
    for (const count of counted) expect(counts).toContain(count)
  })

  it.each(Object.entries(mainCounts))('%s: %j', async (name, counts) => {
    const question: MainQuestion = mainQuestions[name as keyof typeof mainQuestions]
    for (const count of await countStatements([small, large], question.document, question))
      expect(counts).toContain(count)
  })
})
