import { isObjectType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { listTables, tableOfKind } from '../src/change/table.ts'
import { EntityKind, FactKind } from '../src/generated/prisma/enums.ts'
import {
  type EntityKindDeclaration,
  entityKinds,
  type FactKindDeclaration,
  factKinds,
  searchedColumns,
} from '../src/model/kind.ts'
import { entityCheck, factCheck, factSearch } from '../src/model/kind-checks.ts'
import { schema } from '../src/schema.ts'
import { freshDatabase } from './support/database.ts'

// The declarations of the kinds, the enums, the schema and the database have to agree.

const db = await freshDatabase()
const kinds: (EntityKindDeclaration | FactKindDeclaration)[] = [...entityKinds(), ...factKinds()]

async function column<T>(text: string, values: unknown[] = []): Promise<T[]> {
  const { rows } = await db.pool.query({ text, values, rowMode: 'array' })
  return rows.map(([value]: T[]) => value as T)
}

describe('the declarations', () => {
  it('are of every kind that the enums have', async () => {
    expect(entityKinds().map(({ kind }) => kind)).toEqual(Object.values(EntityKind))
    expect(factKinds().map(({ kind }) => kind)).toEqual(Object.values(FactKind))
    expect(await column('select unnest(enum_range(null::"EntityKind"))::text')).toEqual(Object.values(EntityKind))
    expect(await column('select unnest(enum_range(null::"FactKind"))::text')).toEqual(Object.values(FactKind))
  })

  it.each(['type', 'table', 'section', 'noun'] as const)('have a %s each, of its own', (name) => {
    expect(new Set(kinds.map((kind) => kind[name])).size).toBe(kinds.length)
  })

  it('name types of the API that are nodes', () => {
    for (const { type } of kinds) {
      const found = schema.getType(type)
      expect(isObjectType(found) && found.getInterfaces().map(({ name }) => name), type).toContain('Node')
    }
  })
})

describe.each(kinds.map((kind) => ({ kind, name: kind.kind })))('$name', ({ kind }) => {
  const root = 'subject' in kind ? 'fact' : 'entity'
  const triggersOf = (table: string) =>
    column<string>('select tgname from pg_trigger where tgrelid = $1::regclass and not tgisinternal', [table])

  it('has the table and the columns that it declares, and no others', async () => {
    const columns = await column('select attname from pg_attribute where attrelid = $1::regclass and attnum > 0', [
      kind.table,
    ])
    expect(columns.toSorted()).toEqual(tableOfKind(kind).columns.toSorted())
  })

  it('has the tables of its lists', async () => {
    for (const { shape } of 'subject' in kind ? listTables(kind) : []) {
      const columns = await column('select attname from pg_attribute where attrelid = $1::regclass and attnum > 0', [
        shape.name,
      ])
      expect(columns).toEqual(expect.arrayContaining([...shape.columns]))
      expect(await triggersOf(shape.name)).toContain(`${shape.name}_update_changes_revision`)
    }
  })

  it('is watched: rows of its table change the revision, belong to it alone, and are never missed', async () => {
    const events = ['insert', 'update', 'delete', 'truncate'].map((event) => `${kind.table}_${event}_changes_revision`)
    expect(await triggersOf(kind.table)).toEqual(
      expect.arrayContaining([...events, `${kind.table}_leaves_${root}`, `${kind.table}_is_of_its_kind`]),
    )
  })
})

it('full text is made anew when a searched column changes', async () => {
  for (const { table } of [...searchedColumns(), { table: 'quotation' }]) {
    const triggers = await column('select tgname from pg_trigger where tgrelid = $1::regclass', [table])
    expect(triggers).toEqual(expect.arrayContaining([`${table}_inserted`, `${table}_updated`, `${table}_deleted`]))
  }
})

describe('the checks of the database', () => {
  it.each([
    ['check_entity', entityCheck],
    ['check_fact', factCheck],
    ['fact_search', factSearch],
  ])('%s say what the declarations say', async (name, body) => {
    const [source] = await column('select prosrc from pg_proc where proname = $1', [name])
    expect(source).toBe(body())
  })

  const refused = async (...statements: string[]) => {
    const client = await db.pool.connect()
    try {
      await client.query('begin')
      await client.query(`insert into dataset (id, slug, title) values (1, 'd', 'D') on conflict do nothing`)
      for (const statement of statements) await client.query(statement)
      await client.query('set constraints all immediate')
      return 'nothing'
    } catch (error) {
      return (error as Error).message
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  const entity = (id: number, kind: string) =>
    `insert into entity (id, kind, slug, name, name_key, dataset_id, digest)
      values (${id}, '${kind}', 'e${id}', 'E', 'e', 1, '')`
  const organization = (id: number) => `insert into organization (id, type) values (${id}, 'NGO')`

  it('let pass an entity with the row of its kind', async () => {
    expect(await refused(entity(1, 'ORGANIZATION'), organization(1))).toBe('nothing')
    expect(await refused(organization(1))).toMatch(/foreign key/)
  })

  it('refuse an entity without one, or with one of another kind', async () => {
    expect(await refused(entity(1, 'ORGANIZATION'))).toBe('entity e1 is not a whole ORGANIZATION')
    expect(await refused(entity(1, 'PERSON'), organization(1))).toBe(
      'a row of organization belongs to a PERSON, which is not a ORGANIZATION',
    )
    expect(await refused(entity(1, 'ORGANIZATION'), organization(1), 'delete from organization')).toBe(
      'entity e1 is not a whole ORGANIZATION',
    )
  })

  it('refuse an entity that keeps the row of its old kind, and let pass one that does not', async () => {
    const convert = [`update entity set kind = 'PERSON'`, 'insert into person (id) values (1)']
    expect(await refused(entity(1, 'ORGANIZATION'), organization(1), ...convert)).toBe(
      'entity 1 keeps its row as a ORGANIZATION',
    )
    expect(await refused(entity(1, 'ORGANIZATION'), organization(1), ...convert, 'delete from organization')).toBe(
      'nothing',
    )
  })
})
