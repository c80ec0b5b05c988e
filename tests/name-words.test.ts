import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'
import { wrongWords } from './support/name-words.ts'

// The tables name_word and word say which words names have, whatever is done to the names.

const db = await freshDatabase()
const client = await db.pool.connect()
afterAll(() => client.release())
const query = async (text: string): Promise<unknown[]> => (await client.query(text)).rows

const slugs = ['one', 'two', 'three']
const text = fc
  .array(fc.constantFrom('of', 'Of', 'Health', 'Здоровье', '健康', "O'Neill", '!', ''), { minLength: 1, maxLength: 4 })
  .map((words) => `'${words.join(' ').replaceAll("'", "''")}'`)
const entity = fc.constantFrom(...slugs).map((slug) => `(select id from entity where slug = '${slug}')`)

const step = fc.oneof(
  fc.tuple(entity, fc.array(text, { minLength: 1, maxLength: 3 })).map(([of, texts]) => {
    return `insert into name (entity_id, text, key) values ${texts.map((one) => `(${of}, ${one}, ${one})`).join(', ')}`
  }),
  fc.tuple(entity, text).map(([of, to]) => `update name set text = ${to}, key = ${to} where entity_id = ${of}`),
  text.map((to) => `update name set text = ${to} where id % 2 = 0`),
  fc.constant('update name set words = words'),
  fc.constant('update name set id = -id where id % 3 = 0'),
  entity.map((of) => `delete from name where entity_id = ${of}`),
  fc.constantFrom(...slugs).map((slug) => `delete from entity where slug = '${slug}'`),
  fc.constant('truncate name'),
)

test('the words follow every change of names', { timeout: 120_000 }, async () => {
  await putGraph(db, { entities: slugs.map((slug) => ({ kind: 'ORGANIZATION', slug, name: `Council of ${slug}` })) })
  expect(await query(`select word, uses from word order by word`)).toEqual([
    { word: '', uses: 3 },
    { word: 'council', uses: 3 },
    { word: 'of', uses: 3 },
    ...slugs.toSorted().map((word) => ({ word, uses: 1 })),
  ])
  const property = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12, size: 'max' }), async (steps) => {
    await client.query('begin')
    for (const statement of steps) {
      await client.query('savepoint step')
      await client.query(statement).catch(() => client.query('rollback to step'))
      expect(await wrongWords(query), statement).toEqual([])
    }
    await client.query('rollback')
  })
  await fc.assert(property, { numRuns: Number(process.env.FAST_CHECK_RUNS ?? 50), endOnFailure: true })
})
