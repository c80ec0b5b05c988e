import fc from 'fast-check'
import { type ExecutionArgs, type ExecutionResult, execute, parse, validate } from 'graphql'
import { expect, it } from 'vitest'
import { isUnsaid } from '../src/database/unsaid.ts'
import { executePlanned } from '../src/execution/execute.ts'
import { JsonText, writeJson } from '../src/execution/json-text.ts'
import { schema } from '../src/schema.ts'
import { anonymous } from '../src/viewer.ts'
import { createTestApp } from './support/app.ts'
import { filledDatabase } from './support/database.ts'
import { RandomDocument } from './support/random-document.ts'

const db = await filledDatabase()
// Rows that are written once more stand behind all others, so what has an order must say it.
for (const table of ['evidence', 'criticism_topic', 'evidence_reference', 'quotation', 'spokesperson']) {
  await db.prisma.$executeRawUnsafe(`update ${table} set ordinal = ordinal where ordinal = 0`)
}
const app = createTestApp(db)

type Executor = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>

/** What an executor answers, and whether PostgreSQL had to leave it to the resolvers. */
async function answerOf(executor: Executor, document: string, context: object = {}) {
  const contextValue = { db, viewer: anonymous, keepPrivate() {}, ...context }
  const { data, errors } = await executor({ schema, document: parse(document), contextValue })
  const isLeft = errors?.some(({ originalError }) => isUnsaid(originalError)) ?? false
  const text = JSON.stringify(JSON.parse(writeJson(data ?? null)))
  // Where an error leaves nothing of the answer, it is open how many others are met before that.
  const known = text === 'null' ? errors !== undefined : errors?.map((error) => JSON.stringify(error)).toSorted()
  return { text, errors: known, isLeft }
}

function isValid(text: string): boolean {
  try {
    return validate(schema, parse(text)).length === 0
  } catch {
    return false
  }
}

/** How often PostgreSQL wrote something in an answer. */
function countFinished(text: string): Promise<number> {
  let count = 0
  const pool = new Proxy(db.pool, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (name !== 'query') return typeof value === 'function' ? value.bind(target) : value
      return (config: { text?: string }) => {
        count += config.text?.split('row_to_json').length ?? 0
        return target.query(config as never)
      }
    },
  })
  return Promise.resolve(answerOf(executePlanned, text, { db: { ...db, pool }, finishes: true })).then(() => count)
}

it('is what the resolvers give, as values and as text, whatever is asked', { timeout: 120_000 }, async () => {
  const { entities, facts, documents } = await app.get(
    '{ entities(first: 5) { nodes { id } } facts(first: 5) { nodes { id evidence { id } } } documents { nodes { id } } }',
  )
  const ids = [...entities.nodes, ...facts.nodes, ...documents.nodes].map(({ id }: { id: string }) => id)
  let written = 0
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(1_000_003)), async (numbers) => {
      const draw = (count: number) => Number(numbers.next().value) % count
      const document = new RandomDocument(schema, draw, ids, 12).write()
      if (!isValid(document)) return
      const expected = await answerOf(execute, document)
      const values = await answerOf(executePlanned, document, { finishes: true })
      const texts = await answerOf(executePlanned, document, { finishes: true, takesText: true })
      if (!values.isLeft) expect(values).toEqual(expected)
      if (!values.isLeft && !texts.isLeft) expect(texts).toEqual(values)
      if ((await countFinished(document)) > 1) written += 1
    }),
    { numRuns: 300 },
  )
  // It proves something only if PostgreSQL writes much of it.
  expect(written).toBeGreaterThan(100)
})

const long = 'x'.repeat(64)

it.each([
  ['names longer than those of columns', `{ entities(first: 3) { nodes { ${long}1: name ${long}2: slug } } }`],
  ['a key that is a property of all objects', '{ entities(first: 3) { nodes { __proto__: name constructor: slug } } }'],
  ['objects of which nothing is selected', '{ facts(first: 40) { nodes { ... on Criticism { claim } } } }'],
  [
    'types that show a field in ways of their own',
    '{ facts(first: 99) { nodes { period { from { edtf } ongoing } } } }',
  ],
  ['types of one list', '{ facts(first: 99) { nodes { __typename id ... on Role { title } ... on Alias { name } } } }'],
  [
    'a page from its end',
    '{ entities(last: 3) { nodes { name facts(last: 2) { nodes { key } pageInfo { hasPreviousPage } } } } }',
  ],
  ['pages without their rows', '{ entities { nodes { facts(first: 2) { totalCount pageInfo { hasNextPage } } } } }'],
  ['edges', '{ entities(first: 9) { nodes { facts(first: 2) { edges { __typename node { key } } } } } }'],
  ['the same list twice', '{ entities(first: 9) { a: nodes { name } b: nodes { slug } } }'],
  [
    'cursors beside rows',
    '{ entities(first: 9) { edges { cursor } nodes { name } pageInfo { startCursor endCursor } } }',
  ],
  ['decimals and days', '{ figures(first: 99) { nodes { amount upTo asOf { earliest latest edtf } recordedAt } } }'],
  [
    'ids of all types',
    `{ facts(first: 60) { nodes { id dataset { id slug } evidence {
      id citedParagraph paragraphNode { id } document { id } references { title url } } } } }`,
  ],
  [
    'paths',
    `{ paths(from: { named: "Nauru" }, to: { named: "Human Rights Watch" }, first: 3) { __typename searchedLength truncated
      paths { length steps { via forward from { name } to { id ... on Place { kind } } fact { statement evidence { anchor } } } } } }`,
  ],
  [
    'paths that only a resolver can show in full',
    `{ paths(from: { named: "Nauru" }, to: { named: "Human Rights Watch" }, first: 3) {
      paths { steps { alsoVia facts { key } fact { key } to { slug } } } } }`,
  ],
  [
    'no path, and one without steps',
    `{ none: paths(from: { named: "Nauru" }, to: { named: "IOM" }, through: { via: [] }) { searchedLength paths { length } }
      same: paths(from: { named: "Nauru" }, to: { named: "Nauru" }) { searchedLength paths { length steps { via } } } }`,
  ],
  [
    'part of an object',
    '{ facts(first: 9) { nodes { url subject { name } evidence { sentence document { title } } } } }',
  ],
])('is what the resolvers give for %s', async (_, document) => {
  const { text } = await answerOf(execute, document)
  expect(text).not.toBe('null')
  expect((await answerOf(executePlanned, document, { finishes: true })).text).toBe(text)
  expect((await answerOf(executePlanned, document, { finishes: true, takesText: true })).text).toBe(text)
})

it('is resolved where SQL cannot say it: a day before the year 1', async () => {
  const key = 'before-the-year-1'
  await db.prisma.$executeRawUnsafe(`update fact set from_edtf = '-0043', from_earliest = -735233, from_latest = -734869,
    until_edtf = '-0043', until_earliest = -735233, until_latest = -734869, key = '${key}'
    where id = (select min(id) from fact where kind = 'FIGURE')`)
  const { fact } = await app.get(`{ fact(dataset: "iom", key: "${key}") { period { from { edtf earliest latest } } } }`)
  expect(fact.period.from).toEqual({ edtf: '-0043', earliest: '-000043-01-01', latest: '-000043-12-31' })
})

it('is written as other answers are, whatever its texts hold', () => {
  const value = { a: [new JsonText('{"b":"\\"}"}'), 'plain'], c: new JsonText('[]'), d: null }
  expect(writeJson(value)).toBe('{"a":[{"b":"\\"}"},"plain"],"c":[],"d":null}')
  expect(JSON.stringify(value)).toBe(writeJson(value))
})
