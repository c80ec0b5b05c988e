import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { importingPage } from '../print-format.ts'
import { openRecordFile } from '../src/document/records/file.ts'
import { isRefused, readRecords } from '../src/document/records/read.ts'
import { recordText } from '../src/document/records/text.ts'
import { exampleTable, tableKinds } from '../src/import/csv-heading.ts'
import { importers } from '../src/import/importers.ts'
import { RowReport } from '../src/import/problem.ts'
import { importRecords } from '../src/import/run.ts'
import { datasetGraph, failure } from './support/dataset-graph.ts'

const { db, query } = await datasetGraph()
const folder = mkdtempSync(path.join(tmpdir(), 'importers-'))

function write(name: string, content: string | Buffer): string {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  return file
}

async function run(importer: string, file: string, dataset: string = importer, kind?: string) {
  const report = new RowReport()
  const found = importers[importer]
  if (found === undefined) throw new Error(`no importer ${importer}`)
  const imported = await importRecords(db, { importer: found, file, dataset, kind, report })
  return { ...imported, problems: report.first }
}

const statements = async () =>
  (await query<{ statement: string }>('select statement from fact order by statement')).map((row) => row.statement)

const statuses = async () => {
  const rows = await query<{ status: string }>(`select distinct status::text from evidence
    union select 'unanswered' from fact_check where status <> 'CONFIRMED' and answer is null`)
  return rows.map(({ status }) => status)
}

describe('the text of a record', () => {
  it.each([
    [{ name: 'Bank', acronym: null, list: [], empty: '' }, 'name: Bank'],
    [{ a_b: [1, true, 'x'], c: [{ d: 'e' }, { d: 'f' }] }, 'a b: 1, true, x; c d: e; c d: f'],
    [{ a: { b: { c: 'two\n lines\u00a0here' } } }, 'a b c: two lines here'],
    [{ a: 'x [1] y' }, 'a: x [1] y'],
    [{}, ''],
  ])('of %o is %o', (record, text) => {
    expect(recordText(record)).toBe(text)
  })
})

describe('a file of records', () => {
  async function read(name: string, content: string | Buffer) {
    const records = await Array.fromAsync(readRecords(await openRecordFile(write(name, content))))
    return records.map((one) => (isRefused(one) ? `${one.line}! ${one.problem}` : `${one.line} ${one.text}`))
  }

  it.each([
    ['commas', 'a,b\n"x,1","say ""so"""\n', ['2 a: x,1; b: say "so"']],
    ['semicolons and a byte order mark', '\ufeffa;b\n1;2\n\n3;4', ['2 a: 1; b: 2', '4 a: 3; b: 4']],
    ['tabs and line ends of Windows', 'a\tb\r\n1\t2\r\n', ['2 a: 1; b: 2']],
    ['lines within quotes', 'a,b\n"one\ntwo",2\n', ['3 a: one two; b: 2']],
  ])('is a table with %s', async (_, content, expected) => {
    expect(await read('table.csv', content)).toEqual(expected)
  })

  it('tells a row with too many or too few cells by its line', async () => {
    const [first, second, third] = await read('cells.csv', 'a,b\n1,2,3\n4\n5,6\n')
    expect(first).toContain('2! the row has 3 cells, and the table has 2 columns')
    expect(second).toContain('3! the row has 1 cells')
    expect(third).toBe('4 a: 5; b: 6')
  })

  it('is lines, a list, or lists of an object', async () => {
    expect(await read('a.ndjson', '{"a":1}\n\n{"a":2}')).toEqual(['1 a: 1', '3 a: 2'])
    expect(await read('b.json', '[{"a":1}, {"a":[{"b":2}]}, 3]')).toEqual([
      '1 a: 1',
      '2 a b: 2',
      '3! "3" is no record; it should be a JSON object',
    ])
    expect(await read('c.json', '{"x":{"y":[{"no":1}]},"p":[{"a":1}],"z":2,"q":[{"b":[[1]]}]}')).toEqual([
      '1 a: 1',
      '2 b: 1',
    ])
    expect(await read('lines.json', '{"a":1}\n{"a":2}\n')).toEqual(['1 a: 1', '2 a: 2'])
    expect(await read('guess', '[{"a":1}]')).toEqual(['1 a: 1'])
  })

  it.each([
    ['broken.json', '[{"a":1},', 'is not JSON'],
    ['twice.csv', 'a,a\n1,2', 'the heading "a" stands there twice'],
    ['bare.csv', 'a,,c\n1,2,3', 'column 2 has no heading'],
    ['latin.ndjson', Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x7d]), 'not UTF-8'],
    ['cut.ndjson.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), 'ends too early'],
  ])('is refused as a whole where %s cannot be read on', async (name, content, expected) => {
    const { code, message } = await failure(read(name, content))
    expect(code).toBe('BAD_USER_INPUT')
    expect(message).toContain(expected)
  })

  it('keeps no record that is nested too deeply, in whatever form', async () => {
    const deep = `{"id": "1", "a": ${'['.repeat(50_000)}1${']'.repeat(50_000)}}`
    for (const [name, text] of [
      ['deep.ndjson', deep],
      ['deep.json', `[${deep}]`],
      ['deep-objects.ndjson', `${'{"a":'.repeat(101)}1${'}'.repeat(101)}`],
    ] as const) {
      expect([name, await read(name, `${text}\n`)]).toEqual([name, ['1! the record is nested more than 100 deep']])
    }
  })

  it('has to be there', async () => {
    expect((await failure(openRecordFile(path.join(folder, 'none.csv')))).code).toBe('NOT_FOUND')
    expect((await failure(openRecordFile(folder))).message).toContain('this is a folder')
  })
})

describe('tables', () => {
  it('have the headings of the page, which has an example of each kind', async () => {
    const { found, printed } = await importingPage()
    expect(found).toBe(printed)
  })

  it('are imported as the examples are written, all kinds into one dataset, and again without a change', async () => {
    const kinds = tableKinds().map((kind) => [kind.name, write(`${kind.name}.csv`, exampleTable(kind))] as const)
    for (const [kind, file] of kinds)
      expect([kind, (await run('csv', file, 'tables', kind)).problems]).toEqual([kind, []])
    expect(await query('select count(*)::int as count from fact')).toEqual([{ count: 7 }])
    expect(await statuses()).toEqual(['FOUND'])
    for (const [kind, file] of kinds) expect((await run('csv', file, 'tables', kind)).changed).toEqual({})
  })

  it('may hold several kinds, with a column for it', async () => {
    const file = write(
      'mixed.csv',
      'kind;slug;name;organizationType;labels\norganization;a-board;A Board;NGO;AB|The Board\nplace;b-town;B Town;;\nship;c;C;;\n',
    )
    const { problems, entities } = await run('csv', file, 'mixed')
    expect(entities.own).toBe(2)
    expect(problems).toMatchObject([{ line: 4, code: 'BAD_VALUE' }])
    expect(problems[0]?.message).toContain('"ship" is no kind of thing; there are organization')
  })

  it.each([
    ['figure', 'key,subjct\nk,x', '"subjct" is no heading of figure'],
    ['figure', 'key,subject\nk,x', 'metric is empty'],
    ['figure', 'key,subject,metric,amount,statement\nk,nobody,staff,40,It has 40 staff.', '"nobody" is not there'],
    ['organization', 'slug,name,organizationType\nA B,A,NGO', 'is not made of small letters'],
    ['organization', 'slug,name,organizationType\na,A,CLUB', 'is none of'],
  ])('tell what is wrong with a row of %s: %s', async (kind, content, expected) => {
    const told = await run('csv', write('wrong.csv', content), 'wrong', kind).then(
      ({ problems }) => problems.map(({ message }) => message).join('\n'),
      (error: unknown) => String(error),
    )
    expect(told).toContain(expected)
  })

  it('of which no row is right change nothing, because another file was meant', async () => {
    const rows = 'k,a-board,staff,40,It has 40 staff.\n'
    await run('csv', write('a.csv', 'slug,name,organizationType\na-board,It,NGO\n'), 'kept', 'organization')
    await run('csv', write('f.csv', `key,subject,metric,amount,statement\n${rows}`), 'kept', 'figure')
    const before = await statements()
    expect(before).toEqual(['It has 40 staff.'])
    for (const wrong of [`key,subject,metrics,amount,statement\n${rows}`, '', 'PK\u0003\u0004\nxx,y\n'])
      await expect(run('csv', write('f.csv', wrong), 'kept', 'figure')).rejects.toThrow(/nothing was changed|is empty/u)
    expect(await statements()).toEqual(before)
    await run('csv', write('f.csv', 'key,subject,metric,amount,statement\n'), 'kept', 'figure')
    expect(await statements()).toEqual([])
  })

  const many = Array.from({ length: 8000 }, (_, index) => `lb-${index},Name ${index},NGO\n`).join('')
  it.each([
    [
      'bytes of another encoding',
      Buffer.from('slug,name,organizationType\na,Caf\xe9,NGO\n', 'latin1'),
      'line 2: there are bytes',
    ],
    [
      'such bytes far below',
      Buffer.from(`slug,name,organizationType\n${many}a,Caf\xe9,NGO\n`, 'latin1'),
      'line 8002: there are bytes',
    ],
    [
      'half a surrogate',
      Buffer.from('slug,name,organizationType\na,A\xed\xa0\x80,NGO\n', 'latin1'),
      'line 2: there are bytes',
    ],
    [
      'a quotation mark that is not closed',
      'slug,name,organizationType\r\na,A,NGO\r\nb,"B,NGO\r\nc,C,NGO\r\n',
      'line 3: a quotation mark',
    ],
    ['two headings of one name', 'slug,name,name\na,b,c\n', 'line 1: the heading "name"'],
  ])('with %s are refused with the line', async (_name, content, expected) => {
    await expect(run('csv', write('odd.csv', content), 'odd', 'organization')).rejects.toThrow(expected)
    expect(await query('select 1 from dataset')).toEqual([])
  })
})

describe('the importer of', () => {
  it('Popolo reads people, organisations, posts, memberships and events', async () => {
    const file = write(
      'popolo.json',
      JSON.stringify({
        persons: [
          {
            id: '1',
            name: 'Ada Quay',
            memberships: [{ organization_id: '2', role: 'Chair', start_date: '2001-02-03' }],
          },
        ],
        organizations: [
          { id: '2', name: 'Harbour Council', classification: 'council', founding_date: '1999', parent_id: '3' },
          { id: '3', name: 'Port Authority', other_names: [{ name: 'PA', note: 'acronym' }] },
        ],
        memberships: [{ id: 'm', person_id: '1', organization_id: '3', start_date: '2004', end_date: '2006' }],
        posts: [{ id: 'p', label: 'Chair', organization_id: '2' }],
        events: [{ id: 'e', name: 'Great Election', classification: 'election', start_date: '2005-05-01' }],
      }),
    )
    const { problems } = await run('popolo', file)
    expect(problems.map(({ code }) => code)).toEqual(['NOT_IMPORTED'])
    expect(await statements()).toEqual(
      expect.arrayContaining([
        'Ada Quay is Chair of Harbour Council.',
        'Ada Quay is a member of Port Authority.',
        'Harbour Council is part of Port Authority.',
        'Harbour Council was founded in 1999.',
      ]),
    )
    expect(await statuses()).toEqual(['FOUND'])
  })

  it('FollowTheMoney reads things and links, and tells what does not fit', async () => {
    const entity = (id: string, schema: string, properties: object) => JSON.stringify({ id, schema, properties })
    const file = write(
      'entities.ftm.json',
      [
        entity('c', 'Company', { name: ['Quay Shipping'], incorporationDate: ['1987-03-02'], leiCode: ['LEI1'] }),
        entity('p', 'Person', { name: ['Bob Berth'] }),
        entity('d', 'Directorship', { director: ['p'], organization: ['c'], role: ['Managing Director'] }),
        entity('o', 'Ownership', { owner: ['p'], asset: ['c'], percentage: ['40'] }),
        entity('x', 'Directorship', { director: ['c'], organization: ['c'] }),
        entity('v', 'Vessel', { name: ['Boat'] }),
        entity('w', 'constructor', { name: ['Trap'] }),
        entity('y', 'Membership', { member: ['p'] }),
      ].join('\n'),
    )
    const { problems } = await run('ftm', file)
    const told = problems.map(({ record, code }) => `${record} ${code}`)
    expect(told.sort()).toEqual(['v NOT_IMPORTED', 'w NOT_IMPORTED', 'x BAD_REFERENCE', 'y BAD_VALUE'])
    expect(await statements()).toEqual(
      expect.arrayContaining([
        'Bob Berth is Managing Director of Quay Shipping.',
        'Bob Berth owns Quay Shipping (40 %).',
        'Quay Shipping was founded on 2 March 1987.',
      ]),
    )
    expect(await statuses()).toEqual(['FOUND'])
  })

  it('ROR reads names that every object has', async () => {
    const record = {
      id: 'https://ror.org/01aaaaa11',
      types: ['constructor'],
      names: [{ value: 'Constructor University', types: ['ror_display', 'label'] }],
      locations: [{ geonames_id: 1, geonames_details: { name: 'Bremen', country_code: 'DE' } }],
    }
    await run('ror', write('constructor.ndjson', JSON.stringify(record)))
    expect(await statements()).toEqual(['Constructor University is in Bremen.'])
    expect(await statuses()).toEqual(['FOUND'])
  })

  it('ROR leaves out codes that stand for no country, and keeps the place', async () => {
    const record = {
      id: 'https://ror.org/01bbbbb22',
      names: [{ value: 'A University', types: ['ror_display', 'label'] }],
      locations: [{ geonames_id: 786714, geonames_details: { name: 'Pristina', country_code: 'XK' } }],
    }
    expect((await run('ror', write('kosovo.ndjson', JSON.stringify(record)))).problems).toEqual([])
    expect(await statements()).toEqual(['A University is in Pristina.'])
  })
})

const data = path.join(import.meta.dirname, '../../shared/data')

// The files are not part of the project: where they are absent, these are skipped.
describe.skipIf(!existsSync(data))('the first records of the real file', () => {
  it.each([
    ['ror', 'ror.ndjson.gz', 150],
    ['supraverden', 'supraverden-bodies.ndjson.gz', 60],
    ['factbook', 'factbook-igos.ndjson.gz', 12],
  ])('of %s are imported, found and confirmed, and again without a change', async (importer, name, count) => {
    const text = gunzipSync(readFileSync(path.join(data, name))).toString()
    const file = write(`${importer}.ndjson`, text.split('\n').slice(0, count).join('\n'))
    const { facts, refused } = await run(importer, file)
    expect(facts).toBeGreaterThan(count)
    expect(refused).toBeLessThan(count / 20)
    expect(await statuses()).toEqual(['FOUND'])
    expect((await run(importer, file)).changed).toEqual({})
  })
})
