import { beforeAll, expect, test } from 'vitest'
import { migrateDatabase } from '../src/database/migration/migrate.ts'
import { openDatabase } from '../src/database/open.ts'
import { afterFile } from './support/after-file.ts'
import { createTestApp } from './support/app.ts'
import { freshConnection } from './support/database.ts'
import { migrateUpTo } from './support/earlier.ts'

// A database whose sentences do not know their documents.

const connection = await freshConnection({ migrated: false })
const db = openDatabase(connection, { poolSize: 2 })
afterFile(() => db.close())

const indexes = async () => {
  const { rows } = await db.pool.query(
    `select indexname as name, indexdef as definition from pg_indexes where tablename = 'sentence' order by 1`,
  )
  return rows
}
let before: { name: string; definition: string }[] = []

beforeAll(async () => {
  await migrateUpTo(connection, 'sentence_document')
  await db.pool.query(`
    insert into document (slug, title, loaded_at) select 'text-' || n, 'Text', now() from generate_series(1, 100) as n;
    insert into paragraph (document_id, number) select id, 1 from document order by id;
    insert into sentence (paragraph_id, ordinal, text, digest, labels)
      select id, 1, 'A tower stands.', md5(id::text), '{}' from paragraph order by id;
    -- As documents became one: their sentences kept the samples of the former document.
    update sentence set paragraph_id = next.id, ordinal = 2 from paragraph as own, paragraph as next
      where own.id = paragraph_id and next.document_id = own.document_id + 1`)
  before = await indexes()
  await migrateDatabase(connection)
})

test('they get them, and the samples of these', async () => {
  const { rows: wrong } = await db.pool.query(
    `select sentence.id from sentence join paragraph on paragraph.id = paragraph_id
    where sentence.document_id <> paragraph.document_id or search <> sentence_vector(sentence)`,
  )
  expect(wrong).toEqual([])
})

test('the indexes are the same', async () => {
  expect(before.map(({ name }) => name)).toContain('sentence_search_3_idx')
  expect(await indexes()).toEqual(before)
})

test('each document is found once', async () => {
  const { search } = await createTestApp(db).get(
    '{ search(query: "tower", first: 100) { totalCount nodes { ... on Document { slug } } pageInfo { hasNextPage } } }',
  )
  // The first one has lost its sentence.
  expect(search).toMatchObject({ totalCount: 99, pageInfo: { hasNextPage: false } })
  expect(new Set(search.nodes.map(({ slug }: { slug: string }) => slug)).size).toBe(99)
})
