import { beforeAll, expect, test } from 'vitest'
import { migrateDatabase } from '../src/database/migration/migrate.ts'
import { openDatabase } from '../src/database/open.ts'
import { readPosition } from '../src/history/position.ts'
import { feedLines } from '../src/history/read-changes.ts'
import { afterFile } from './support/after-file.ts'
import { createTestApp } from './support/app.ts'
import { freshConnection } from './support/database.ts'
import { migrateUpTo } from './support/earlier.ts'

// A database whose log is older than the feed.

const connection = await freshConnection({ migrated: false })
const db = openDatabase(connection, { poolSize: 2 })
afterFile(() => db.close())

beforeAll(async () => {
  await migrateUpTo(connection, 'feed')
  await db.pool.query(`
    insert into change (epoch, number, ordinal, origin, origin_name, operation, type, dataset, key, before, after) values
      ('bbbbbbbbbbbb', 7, 1, 'FILES', 'dataset d', 'UPDATE', 'entity', 'd', 'new', '{"slug":"old"}', '{"slug":"new"}'),
      ('aaaaaaaaaaaa', 5, 2, 'FILES', 'dataset d', 'CREATE', 'fact', 'd', 'k', null, '{"key":"k"}'),
      ('aaaaaaaaaaaa', 5, 1, 'FILES', 'dataset d', 'CREATE', 'entity', 'd', 'old', null, '{"slug":"old"}');
    update revision set epoch = 'bbbbbbbbbbbb', number = 9`)
  await migrateDatabase(connection)
})

test('its changes are in order, and say what renamed things were called', async () => {
  const { rows } = await db.pool.query('select id, key, former_key from change order by id')
  expect(rows).toEqual([
    { id: 1, key: 'old', former_key: null },
    { id: 2, key: 'k', former_key: null },
    { id: 3, key: 'new', former_key: 'old' },
  ])
})

test('they can be listed page by page, and new ones go on counting', async () => {
  const app = createTestApp(db)
  const { changes } = await app.get('{ changes(first: 1) { totalCount nodes { key } pageInfo { endCursor } } }')
  expect(changes).toMatchObject({ totalCount: 3, nodes: [{ key: 'old' }] })
  const rest = await app.get(`{ changes(after: "${changes.pageInfo.endCursor}") { nodes { key } } }`)
  expect(rest.changes.nodes).toEqual([{ key: 'k' }, { key: 'new' }])
  const { rows } = await db.pool.query(`
    insert into change (epoch, number, ordinal, origin, origin_name, operation, type, dataset, key, after)
      values ('bbbbbbbbbbbb', 9, 1, 'FILES', 'x', 'CREATE', 'entity', 'd', 'next', '{}') returning id`)
  expect(rows).toEqual([{ id: 4 }])
})

test('nobody goes on from a revision before the feed, but from the present one', async () => {
  const read = async (revision: string) => await Array.fromAsync(feedLines(db, readPosition(revision)))
  await expect(read('bbbbbbbbbbbb-8')).rejects.toMatchObject({ code: 'GONE' })
  await expect(read('aaaaaaaaaaaa-5')).rejects.toMatchObject({ code: 'GONE' })
  expect(await read('bbbbbbbbbbbb-9')).toEqual(['{"revision":"bbbbbbbbbbbb-9"}\n'])
})
