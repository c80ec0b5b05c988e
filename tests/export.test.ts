import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { exportingPage } from '../print-format.ts'
import { tableFormatNames } from '../src/table/formats.ts'
import { tableNames, tableOf } from '../src/table/tables.ts'
import { afterFile } from './support/after-file.ts'
import { createTestApp, type Data } from './support/app.ts'
import { filledDatabase } from './support/database.ts'
import { listen, send, testApp } from './support/http.ts'
import { eventually } from './support/server-process.ts'

const db = await filledDatabase()
const { app } = testApp(db)
const port = await listen(app)
const folder = mkdtempSync(path.join(tmpdir(), 'dossier-export-'))
afterFile(async () => rmSync(folder, { recursive: true }))
const duck = await (await DuckDBInstance.create(':memory:')).connect()
afterFile(async () => duck.closeSync())

const get = (address: string, headers: Record<string, string> = {}) =>
  app.fetch(`http://localhost/export/${address}`, { headers })

/** The rows of an SQL statement, as DuckDB's own JSON has them. */
async function query(statement: string): Promise<Data[]> {
  return (await duck.runAndReadAll(statement)).getRowObjectsJson()
}

/** Downloads a file, and returns where it is. */
async function download(name: string): Promise<string> {
  const response = await get(name)
  expect([name, response.status]).toEqual([name, 200])
  const file = path.join(folder, name)
  writeFileSync(file, Buffer.from(await response.arrayBuffer()))
  return file
}

/** The files of a table, one after the other, because a caller may have two at a time. */
async function downloadAll(table: string): Promise<[csv: string, ndjson: string, parquet: string]> {
  return [await download(`${table}.csv`), await download(`${table}.ndjson`), await download(`${table}.parquet`)]
}

/** What the API says how many rows each table has. */
async function totals(): Promise<Record<string, number>> {
  const { get: ask } = createTestApp(db)
  const { graph, facts, documents, aliases } = await ask(`{
    graph { factCount }
    facts(first: 100) { totalCount }
    aliases(first: 1) { totalCount }
    documents { totalCount nodes { allEvidence { totalCount } references { totalCount } } }
  }`)
  const labels: number[] = []
  let entityCount = 0
  for (let after: string | null = null; ; ) {
    const { entities } = await ask(
      'query ($after: String) { entities(first: 100, after: $after) { totalCount nodes { labels } pageInfo { endCursor hasNextPage } } }',
      { after },
    )
    labels.push(...entities.nodes.map((node: { labels: string[] }) => node.labels.length))
    entityCount = entities.totalCount
    if (!entities.pageInfo.hasNextPage) break
    after = entities.pageInfo.endCursor
  }
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
  const of = (field: string) =>
    sum(documents.nodes.map((node: Record<string, { totalCount: number }>) => node[field]?.totalCount))
  expect(graph.factCount).toBe(facts.totalCount)
  return {
    entities: entityCount,
    names: entityCount + aliases.totalCount + sum(labels),
    facts: facts.totalCount,
    evidence: of('allEvidence'),
    references: of('references'),
    documents: documents.totalCount,
  }
}

test('each table has as many rows in each format as the API counts, and DuckDB reads them', async () => {
  const expected = await totals()
  for (const name of tableNames) {
    for (const format of tableFormatNames) {
      const file = await download(`${name}.${format}`)
      const reader = { csv: 'read_csv', ndjson: 'read_json_auto', parquet: 'read_parquet' }[format]
      const [row] = await query(`select count(*)::int as count from ${reader}('${file}')`)
      expect([name, format, row?.count]).toEqual([name, format, expected[name]])
      const columns = await query(`describe select * from ${reader}('${file}')`)
      expect(columns.map((column) => column.column_name)).toEqual(tableOf(name).columns.map((column) => column.name))
    }
  }
})

test('all formats say the same', async () => {
  for (const name of tableNames) {
    const [csv, ndjson, parquet] = await downloadAll(name)
    const { columns } = tableOf(name)
    const lines = readFileSync(ndjson, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const asText = (value: Data) =>
      value === null
        ? ''
        : Array.isArray(value)
          ? typeof value[0] === 'string'
            ? value.join('; ')
            : JSON.stringify(value)
          : String(value)
    const records: string[][] = parse(readFileSync(csv), { from_line: 2 })
    expect(lines.map((line) => columns.map((column) => asText(line[column.name])))).toEqual(records)
    const rows = await query(`select * from read_parquet('${parquet}')`)
    const asJson = (row: Data) =>
      columns.map(({ name: column, type }) => {
        const value = row[column] ?? null
        if (value === null) return null
        if (type === 'number') return Number(value)
        return type === 'records' ? JSON.parse(String(value)) : value
      })
    expect(rows.map(asJson)).toEqual(lines.map((line) => columns.map((column) => line[column.name])))
  }
})

describe('the table of facts', () => {
  test('answers a question about money by SQL', async () => {
    const file = await download('facts.parquet')
    const rows = await query(
      `select key, amount, currency, start_date from '${file}' where metric = 'budget' or currency is not null order by key limit 3`,
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(Number(row.amount)).toBeGreaterThan(0)
  })

  test('has the ids, ends and lists of the API', async () => {
    const file = await download('facts.ndjson')
    const facts = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const criticism = facts.find(({ kind, topics, quotations }) => kind === 'CRITICISM' && topics && quotations)
    const { node } = await createTestApp(db).get(
      `query ($id: ID!) { node(id: $id) { ... on Criticism { key claim topics { slug } target { slug name } quotations { text speaker { slug } } } } }`,
      { id: criticism.id },
    )
    expect({
      key: criticism.key,
      claim: criticism.claim,
      topics: criticism.topics,
      target: [criticism.object, criticism.object_name],
      quotations: criticism.quotations.map((quotation: { text: string; speaker?: string }) => [
        quotation.text,
        quotation.speaker ?? null,
      ]),
    }).toEqual({
      key: node.key,
      claim: node.claim,
      topics: node.topics.map(({ slug }: { slug: string }) => slug),
      target: [node.target.slug, node.target.name],
      quotations: node.quotations.map(({ text, speaker }: { text: string; speaker: { slug: string } | null }) => [
        text,
        speaker?.slug ?? null,
      ]),
    })
  })
})

test('the page of the documentation lists the columns as they are', async () => {
  const { found, printed } = await exportingPage()
  expect(found === printed, 'docs/exporting.md is stale: run `npm run schema`').toBe(true)
})

test('the Data Package describes each file', async () => {
  const response = await get('datapackage.json')
  const description = JSON.parse(await response.text())
  expect(description.revision).toBe(response.headers.get('x-dossier-revision'))
  expect(description.resources).toHaveLength(tableNames.length * tableFormatNames.length)
  const names = new Set(description.resources.map(({ name }: { name: string }) => name))
  for (const { path: file, schema } of description.resources) {
    expect((await send(port, { path: `/export/${file}`, method: 'HEAD' })).status).toBe(200)
    const fields = schema.fields.map(({ name }: { name: string }) => name)
    for (const key of [
      schema.primaryKey ?? [],
      ...(schema.foreignKeys ?? []).map((foreign: { fields: string[] }) => foreign.fields),
    ]) {
      expect(fields).toEqual(expect.arrayContaining(key))
    }
    for (const { reference } of schema.foreignKeys ?? []) expect(names).toContain(reference.resource)
    for (const { name, description: text } of schema.fields)
      expect([name, text]).toEqual([name, expect.stringMatching(/^\S.{3,}[^.]$/)])
  }
})

test('keys are unique, and every foreign key leads to a row', async () => {
  for (const name of tableNames) await download(`${name}.parquet`)
  const from = (table: string) => `'${path.join(folder, `${table}.parquet`)}'`
  for (const name of tableNames) {
    const { primaryKey, foreignKeys = [] } = tableOf(name)
    if (primaryKey) {
      const list = primaryKey.map((column) => `"${column}"`).join(', ')
      expect([name, await query(`select ${list} from ${from(name)} group by ${list} having count(*) > 1`)]).toEqual([
        name,
        [],
      ])
    }
    for (const { columns, table, to } of foreignKeys) {
      const joined = columns.map((column, place) => `a."${column}" = b."${to[place]}"`).join(' and ')
      const present = columns.map((column) => `a."${column}" is not null`).join(' and ')
      const missing = await query(
        `select a.* from ${from(name)} as a where ${present} and not exists (select 1 from ${from(table)} as b where ${joined})`,
      )
      expect([name, columns, missing]).toEqual([name, columns, []])
    }
  }
})

describe('over HTTP', () => {
  test('a file names its revision, also to those who only want to know it', async () => {
    const head = await send(port, { path: '/export/facts.parquet', method: 'HEAD' })
    expect(head.headers).toMatchObject({
      'content-type': 'application/vnd.apache.parquet',
      'content-disposition': 'attachment; filename="facts.parquet"',
      'x-dossier-revision': expect.stringMatching(/^[0-9a-f]+-\d+$/),
    })
    expect(head.body.length).toBe(0)
    const file = await download('facts.parquet')
    const [meta] = await query(
      `select decode(value) as value from parquet_kv_metadata('${file}') where decode(key) = 'dossier.revision'`,
    )
    expect(meta?.value).toBe(head.headers['x-dossier-revision'])
  })

  test('whoever has the file of this revision gets 304', async () => {
    const first = await get('documents.csv')
    await first.text()
    const etag = first.headers.get('etag') ?? ''
    expect((await get('documents.csv', { 'if-none-match': etag })).status).toBe(304)
    const other = await get('documents.ndjson', { 'if-none-match': etag })
    expect([other.status, await other.text()]).toEqual([200, expect.stringContaining('sha256')])
  })

  test.each([
    ['facts.xlsx', 404, 'the formats csv, ndjson, parquet'],
    ['people.csv', 404, 'the tables entities, names, facts'],
    ['facts.csv.gz', 404, '"facts.csv.gz" is no file'],
    ['../snapshot.ndjson/x', 404, 'There is nothing at this address'],
    ['facts.csv?limit=5', 400, '"limit" is no parameter'],
    ['facts.csv?spreadsheet=yes', 400, '1 and 0 would be right'],
    ['facts.parquet?spreadsheet=1', 400, 'is for CSV'],
  ])('%s is refused: %i', async (address, status, message) => {
    const response = await get(address)
    const { errors } = (await response.json()) as { errors: [{ message: string }] }
    expect([response.status, errors[0].message]).toEqual([status, expect.stringContaining(message)])
  })

  test('a reading that fails breaks off, and whoever leaves gives everything back', async () => {
    await db.pool.query(`insert into name (entity_id, text, key, kind)
      select entity.id, 'Name ' || n, 'name ' || n, 'ALSO_KNOWN_AS' from entity, generate_series(1, 5000) as n
      where slug = 'geneva'`)
    const response = await get('names.csv')
    const reader = response.body?.getReader()
    await reader?.read()
    await db.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()`,
    )
    const rest = async () => {
      while (!(await reader?.read())?.done);
    }
    await expect(rest()).rejects.toThrow(/connection/)
    const status = async () => {
      const partial = await fetch(`http://127.0.0.1:${port}/export/names.ndjson`)
      await partial.body?.cancel()
      return partial.status
    }
    for (let time = 0; time < 6; time += 1) await eventually('a place is free', async () => (await status()) === 200)
  })
})

test('formulas stay as they are, unless the file is for spreadsheets', async () => {
  const formula = `=HYPERLINK("https://example.org","x")`
  await db.pool.query('update entity set summary = $1 where slug = $2', [formula, 'geneva'])
  const plain = parse(await (await get('entities.csv')).text(), { columns: true }) as Record<string, string>[]
  const safe = Buffer.from(await (await get('entities.csv?spreadsheet=1')).arrayBuffer()).toString()
  expect(plain.find(({ slug }) => slug === 'geneva')?.summary).toBe(formula)
  const rows = parse(safe, { columns: true, bom: true }) as Record<string, string>[]
  expect(rows.find(({ slug }) => slug === 'geneva')?.summary).toBe(`'${formula}`)
  expect(safe.startsWith('\uFEFF')).toBe(true)
})
