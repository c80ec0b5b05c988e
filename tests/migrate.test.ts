import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { differenceFromSchema } from '../src/database/migration/difference.ts'
import { EnginePool } from '../src/database/migration/engine-pool.ts'
import { migrateDatabase } from '../src/database/migration/migrate.ts'
import { migrationsFolder, readMigrations } from '../src/database/migration/migrations.ts'
import { everything, migrationList, openSchemaEngine } from '../src/database/migration/schema-engine.ts'
import { freshConnection } from './support/database.ts'

async function query<Row extends pg.QueryResultRow>(connection: pg.PoolConfig, text: string): Promise<Row[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

/** What a database consists of, in a form that can be compared. */
async function contents(connection: pg.PoolConfig): Promise<unknown[]> {
  return await query(
    connection,
    `select 'class' as kind, relname::text as name from pg_class where relnamespace = 'public'::regnamespace
     union all select 'type', typname from pg_type where typnamespace = 'public'::regnamespace
     union all select 'function', proname from pg_proc where pronamespace = 'public'::regnamespace
     order by 1, 2`,
  )
}

/** A copy of the project's migrations, with more of the test's own. */
async function migrationsWith(more: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dossier-migrations-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await cp(migrationsFolder, folder, { recursive: true })
  for (const [name, sql] of Object.entries(more)) {
    await mkdir(path.join(folder, name), { recursive: true })
    await writeFile(path.join(folder, name, 'migration.sql'), sql)
  }
  return folder
}

test('the migrated database and schema.prisma do not differ', async () => {
  expect(await differenceFromSchema(await freshConnection({ migrated: false }))).toBeNull()
})

test('a difference is seen', async () => {
  const folder = await migrationsWith({ '99990101000000_more': 'create table "unknown" (id int primary key);' })
  const difference = await differenceFromSchema(await freshConnection({ migrated: false }), { folder })
  expect(difference).toContain('DROP TABLE "unknown"')
})

test('an empty database gets all migrations, a migrated one none', async () => {
  const connection = await freshConnection({ migrated: false })
  const names = (await readMigrations()).map(({ name }) => name)
  expect(await migrateDatabase(connection)).toEqual(names)
  expect(await migrateDatabase(connection)).toEqual([])
})

test('migrations are recorded as Prisma records them', async () => {
  const rows = await query<Record<string, unknown>>(
    await freshConnection(),
    'select * from _prisma_migrations order by 4',
  )
  const migrations = await readMigrations()
  expect(rows.map((row) => [row.migration_name, row.checksum])).toEqual(
    migrations.map(({ name, checksum }) => [name, checksum]),
  )
  expect(rows[0]).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
    migration_name: expect.any(String),
    started_at: expect.any(Date),
    finished_at: expect.any(Date),
    logs: null,
    rolled_back_at: null,
    applied_steps_count: 1,
  })
})

/** The columns, constraints and indexes of the table in which migrations are recorded. */
async function recordTable(connection: pg.PoolConfig): Promise<unknown[]> {
  return await query(
    connection,
    `select attnum::text as place, attname::text as name, format_type(atttypid, atttypmod) as type, attnotnull as required,
       pg_get_expr(adbin, adrelid) as "default"
     from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
     where attrelid = '_prisma_migrations'::regclass and attnum > 0
     union all
     select null, conname, pg_get_constraintdef(oid), null, null from pg_constraint
     where conrelid = '_prisma_migrations'::regclass
     union all
     select null, relname, pg_get_indexdef(indexrelid), indisunique, null from pg_index join pg_class on pg_class.oid = indexrelid
     where indrelid = '_prisma_migrations'::regclass
     order by 1, 2, 3`,
  )
}

test("the table of migrations is the one that Prisma's engine makes", async () => {
  const connection = await freshConnection({ migrated: false })
  const pool = new EnginePool(connection)
  const engine = await openSchemaEngine(pool)
  const { appliedMigrationNames } = await engine.applyMigrations({
    migrationsList: migrationList([{ name: '00000101000000_first', sql: 'select 1;', checksum: '' }]),
    filters: everything,
  })
  engine.free()
  await pool.end()
  expect(appliedMigrationNames).toHaveLength(1)
  const made = await recordTable(connection)
  expect(made.length).toBeGreaterThan(8)
  expect(await recordTable(await freshConnection())).toEqual(made)
})

test("Prisma's engine finds nothing to apply or to mend in a database that we migrated", async () => {
  const pool = new EnginePool(await freshConnection())
  const engine = await openSchemaEngine(pool)
  const migrationsList = migrationList(await readMigrations())
  const history = await engine.diagnoseMigrationHistory({
    migrationsList,
    optInToShadowDatabase: false,
    filters: everything,
  })
  expect(history).toMatchObject({
    hasMigrationsTable: true,
    editedMigrationNames: [],
    failedMigrationNames: [],
    history: null,
  })
  expect(await engine.applyMigrations({ migrationsList, filters: everything })).toEqual({ appliedMigrationNames: [] })
  engine.free()
  await pool.end()
})

test('several processes may migrate at once', async () => {
  const connection = await freshConnection({ migrated: false })
  const results = await Promise.all(Array.from({ length: 4 }, () => migrateDatabase(connection)))
  const names = (await readMigrations()).map(({ name }) => name)
  expect(results.filter((applied) => applied.length > 0)).toEqual([names])
})

test('a migration that fails leaves the database as it was, and can be put right', async () => {
  const connection = await freshConnection()
  const before = await contents(connection)
  const bad = {
    '99990101000000_good': 'create table good (id int);',
    '99990102000000_bad':
      "create function bad() returns int language sql as $$ select 1; $$;\ncreate table bad (id int);\ninsert into bad values ('x');",
  }
  const failing = migrateDatabase(connection, { folder: await migrationsWith(bad) })
  await expect(failing).rejects.toThrow(
    'The migration 99990102000000_bad failed at line 3: invalid input syntax for type integer: "x". ' +
      'The database is as it was before it.',
  )
  const added = (await contents(connection)).filter(
    (found) => !before.some((was) => JSON.stringify(was) === JSON.stringify(found)),
  )
  expect(added.map((found) => (found as { name: string }).name).sort()).toEqual(['_good', 'good', 'good'])
  const recorded = await query<{ migration_name: string }>(connection, 'select migration_name from _prisma_migrations')
  expect(recorded.map((row) => row.migration_name)).not.toContain('99990102000000_bad')

  const mended = await migrationsWith({ ...bad, '99990102000000_bad': 'create table bad (id int);' })
  expect(await migrateDatabase(connection, { folder: mended })).toEqual(['99990102000000_bad'])
})

test('a first migration that fails leaves an empty database', async () => {
  const connection = await freshConnection({ migrated: false })
  const folder = await migrationsWith({ '00000101000000_first': 'create table t (id int); select nothing;' })
  await expect(migrateDatabase(connection, { folder })).rejects.toThrow('column "nothing" does not exist')
  expect(await contents(connection)).toEqual([])
})

test('a migration may not end its transaction', async () => {
  const connection = await freshConnection()
  const folder = await migrationsWith({ '99990101000000_own': 'create table own (id int);\ncommit;\nselect nothing;' })
  await expect(migrateDatabase(connection, { folder })).rejects.toThrow('99990101000000_own says "commit;"')
})

test('a migration that was changed after it was applied is refused', async () => {
  const connection = await freshConnection({ migrated: false })
  const name = '99990101000000_changed'
  await migrateDatabase(connection, { folder: await migrationsWith({ [name]: 'select 1;' }) })
  const changed = await migrationsWith({ [name]: 'select 2;' })
  await expect(migrateDatabase(connection, { folder: changed })).rejects.toThrow(
    `${name} was changed after it was applied`,
  )
})

test('a database of a newer version is refused', async () => {
  const connection = await freshConnection()
  const folder = await migrationsWith({ '99990101000000_newer': 'select 1;' })
  await migrateDatabase(connection, { folder })
  await expect(migrateDatabase(connection)).rejects.toThrow('start the newer version')
})

test('a migration that another tool left unfinished is refused', async () => {
  const connection = await freshConnection()
  await query(connection, 'update _prisma_migrations set finished_at = null')
  await expect(migrateDatabase(connection)).rejects.toThrow('prisma migrate resolve')
})
