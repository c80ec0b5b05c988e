import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { findOrCreateActor } from '../src/access/actor.ts'
import { acceptProposal } from '../src/change/proposal/accept.ts'
import { rejectProposal } from '../src/change/proposal/decide.ts'
import { undoRevision } from '../src/change/proposal/undo.ts'
import { adoptDataset } from '../src/dataset/manage.ts'
import { loadRecords } from '../src/document/records/load.ts'
import { importers } from '../src/import/importers.ts'
import { RowReport } from '../src/import/problem.ts'
import { importRecords } from '../src/import/run.ts'
import { harbour } from './support/dataset.ts'
import { changedTables, datasetGraph, failure } from './support/dataset-graph.ts'

const { db, load, query, allRows } = await datasetGraph()

type Json = Record<string, unknown>

const noPatch = () => Promise.reject(new Error('The graph manages the dataset.'))

const folder = mkdtempSync(path.join(tmpdir(), 'import-'))

function write(name: string, content: string | Buffer): string {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  return file
}

const lines = (records: readonly unknown[]) => records.map((one) => JSON.stringify(one)).join('\n')

interface Options {
  readonly importer?: string
  readonly dataset?: string
  readonly kind?: string
  readonly all?: boolean
  readonly isTrial?: boolean
  readonly proposesMatches?: boolean
  readonly report?: string
}

async function run(file: string, { importer = 'ror', dataset = 'ror', report: reportFile, ...options }: Options = {}) {
  const report = new RowReport(reportFile)
  const found = importers[importer]
  if (found === undefined) throw new Error(`no importer ${importer}`)
  const imported = await importRecords(db, { ...options, importer: found, file, dataset, report })
  await report.end()
  return { ...imported, problems: report.first, counts: report.counts }
}

/** A record of ROR. */
function ror(id: string, name: string, more: Json = {}): Json {
  return {
    id: `https://ror.org/${id}`,
    status: 'active',
    established: 1951,
    types: ['nonprofit'],
    names: [
      { value: name, types: ['ror_display', 'label'], lang: 'en' },
      { value: name.replaceAll(/[^A-Z]/gu, ''), types: ['acronym'], lang: null },
    ],
    links: [{ type: 'website', value: `https://${id}.example` }],
    locations: [{ geonames_id: 42, geonames_details: { name: 'Port Amber', country_code: 'CH' } }],
    external_ids: [],
    relationships: [],
    ...more,
  }
}

const [first, second] = ['01aaaaa11', '02bbbbb22']
const relation = (type: string, id: string, label: string) => ({ type, id: `https://ror.org/${id}`, label })
const two = () => [
  ror(first, 'Alpha Harbour Board', { relationships: [relation('child', second, 'Beta Quay Lab')] }),
  ror(second, 'Beta Quay Lab', {
    established: 1987,
    relationships: [relation('parent', first, 'Alpha Harbour Board'), relation('related', '09zzzzz99', 'Nowhere')],
  }),
]

const statements = async () =>
  (await query<{ statement: string }>('select statement from fact order by statement')).map((row) => row.statement)

const counts = async () => {
  const [row] = await query<Json>(`select
    (select array_agg(distinct status::text) from evidence) as evidence,
    (select array_agg(distinct status::text) from fact_check) as checks`)
  return row
}

describe('an import', () => {
  it('states what the records say, each fact with its record as evidence, found and confirmed', async () => {
    const { problems, entities, facts } = await run(write('two.ndjson', lines(two())))
    expect(entities).toEqual({ own: 3, joined: 0 })
    expect(facts).toBe(9)
    expect(problems).toMatchObject([{ line: 2, record: second, code: 'DANGLING' }])
    expect(await statements()).toEqual([
      '"AHB" is an acronym of Alpha Harbour Board.',
      '"BQL" is an acronym of Beta Quay Lab.',
      'Alpha Harbour Board is in Port Amber.',
      'Alpha Harbour Board was founded in 1951.',
      'Beta Quay Lab is in Port Amber.',
      'Beta Quay Lab is part of Alpha Harbour Board.',
      'Beta Quay Lab was founded in 1987.',
      `The website of Alpha Harbour Board is https://${first}.example.`,
      `The website of Beta Quay Lab is https://${second}.example.`,
    ])
    expect(await counts()).toEqual({ evidence: ['FOUND'], checks: ['CONFIRMED'] })
    expect(await query('select managed_by::text as by from dataset')).toEqual([{ by: 'GRAPH' }])
    expect(await query('select distinct origin::text, origin_name as name from change')).toEqual([
      { origin: 'IMPORT', name: 'ror' },
    ])
  })

  it('changes nothing the second time, compressed or as a list only the file of its document', async () => {
    const file = write('again.ndjson', lines(two()))
    await run(file)
    const before = await allRows()
    for (const all of [false, true]) {
      const { changed } = await run(file, { all })
      expect(changed).toEqual({})
    }
    expect(changedTables(before, await allRows())).toEqual([])
    for (const other of [
      write('again.ndjson.gz', gzipSync(lines(two()))),
      write('again.json', JSON.stringify(two(), null, 2)),
    ]) {
      expect(Object.keys((await run(other)).changed)).toEqual(['document'])
    }
  })

  it('leaves no trace as a dry run', async () => {
    const file = write('dry.ndjson', lines(two()))
    const before = await allRows()
    const { changed } = await run(file, { isTrial: true })
    expect(changed.fact?.inserted).toBe(9)
    expect(changedTables(before, await allRows())).toEqual([])
  })

  it('of a newer file changes what is different, removes what is gone, and keeps what people made', async () => {
    await run(write('old.ndjson', lines(two())))
    await query(`update fact set statement = 'Somebody edited it.' where key like 'ror-${second}-founded%'`)
    const [alpha] = two()
    const gamma = ror('03ccccc33', 'Gamma Pier', { locations: [] })
    const newer = [gamma, { ...alpha, established: 1952, relationships: [] }]
    const { removed } = await run(write('newer.ndjson', lines(newer)))
    expect(removed).toEqual({ facts: 6, entities: 1 })
    expect(await statements()).toContain('Alpha Harbour Board was founded in 1952.')
    expect(await statements()).not.toContain('Alpha Harbour Board was founded in 1951.')
    expect((await query<{ slug: string }>('select slug from entity order by 1')).map(({ slug }) => slug)).toEqual([
      `ror-${first}`,
      'ror-03ccccc33',
      'ror-place-42',
    ])
    expect(await counts()).toEqual({ evidence: ['FOUND'], checks: ['CONFIRMED'] })
  })

  it('does not write records again that have not changed, but with --all', async () => {
    const records = two()
    await run(write('edited.ndjson', lines(records)))
    await query(`update fact set statement = 'Edited.', digest = '' where key like 'ror-${first}-founded%'`)
    const newer = write('edited2.ndjson', lines([...records, ror('03ccccc33', 'Gamma Pier')]))
    await run(newer)
    expect(await statements()).toContain('Edited.')
    await run(newer, { all: true })
    expect(await statements()).not.toContain('Edited.')
  })

  it('is refused where files manage the dataset', async () => {
    await load(harbour)
    const { code, message } = await failure(run(write('x.ndjson', lines(two())), { dataset: 'harbour' }))
    expect(code).toBe('CONFLICT')
    expect(message).toContain('`dataset adopt harbour`')
    await adoptDataset(db, 'harbour')
    expect((await run(path.join(folder, 'x.ndjson'), { dataset: 'harbour' })).facts).toBe(9)
  })

  it('refuses rows one by one, and tells all of them in the report', async () => {
    const file = write(
      'bad.ndjson',
      [
        JSON.stringify(ror(first, 'Alpha Harbour Board')),
        'no json',
        '[1]',
        '',
        JSON.stringify(ror(first, 'Alpha again')),
        JSON.stringify(ror('no-number', 'Beta')),
        JSON.stringify(ror(second, 'Beta \u0000 Quay')),
        `{"id":"https://ror.org/04ddddd44","names":[{"value":"\\ud800 half","types":["ror_display"]}]}`,
        JSON.stringify(ror('05eeeee55', 'Epsilon Dock', { links: [{ type: 'website', value: 'nowhere' }] })),
      ].join('\n'),
    )
    const report = path.join(folder, 'report.ndjson')
    const { refused, entities } = await run(file, { report })
    const told = readFileSync(report, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Json)
    const shown = told.map(({ line, code }) => `${line} ${code}`).sort()
    expect(shown).toEqual([
      '2 NOT_A_RECORD',
      '3 NOT_A_RECORD',
      '5 REPEATED',
      '6 BAD_VALUE',
      '7 BAD_VALUE',
      '8 BAD_VALUE',
      '9 BAD_VALUE',
    ])
    expect(refused).toBe(7)
    expect(entities.own).toBe(3)
    expect(told.find(({ line }) => line === 7)?.message).toContain('U+0000')
    expect(told.find(({ line }) => line === 9)?.message).toContain('is not a web address')
  })

  it('gives the text that loading the file as a document gives', async () => {
    const file = write('text.ndjson', lines(two()))
    await run(file)
    const before = await allRows()
    expect(await loadRecords(db, { file })).toMatchObject({ slug: 'ror-records', changed: false, paragraphs: 2 })
    expect(changedTables(before, await allRows())).toEqual([])
    expect((await failure(loadRecords(db, { file: write('other.ndjson', '{"a":1}') }))).code).toBe('NOT_FOUND')
  })
})

describe('an entity that the graph knows', () => {
  const known = (id: string, name: string, wikidata: string) =>
    ror(id, name, { external_ids: [{ type: 'wikidata', all: [wikidata], preferred: wikidata }], relationships: [] })
  const other = (name: string, ...records: Json[]) => run(write(`${name}.ndjson`, lines(records)), { dataset: name })
  const joins = () =>
    query<{ slug: string; of: string }>(
      'select s.slug, e.slug as of from same_as as s join entity as e on e.id = entity_id order by 1',
    )

  it('is joined by an identifier, whatever its form', async () => {
    await other('here', known(first, 'Alpha Harbour Board', 'https://www.wikidata.org/wiki/Q77'))
    const { entities } = await other('there', known(second, 'Alpha Board', 'q77'))
    expect(entities.joined).toBe(2)
    expect(await joins()).toEqual([
      { slug: `there-${second}`, of: `here-${first}` },
      { slug: 'there-place-42', of: 'here-place-42' },
    ])
    expect(await query(`select distinct subject_id from fact where statement like '%founded%'`)).toHaveLength(1)
  })

  it('is joined later, too, with everything that names it', async () => {
    await other('late', known(second, 'Alpha Board', 'Q78'))
    await other('early', known(first, 'Alpha Harbour Board', 'Q79'))
    const file = write('late2.ndjson', lines([known(second, 'Alpha Board', 'Q79')]))
    await run(file, { dataset: 'late' })
    expect(await joins()).toContainEqual({ slug: `late-${second}`, of: `early-${first}` })
    expect((await run(file, { dataset: 'late', all: true })).changed).toEqual({})
  })

  it('is joined with none of two that have the identifier', async () => {
    await other('one', known(first, 'Alpha', 'Q80'))
    await other('two', ror(second, 'Beta'))
    await query(`insert into identifier (entity_id, scheme, value)
      select id, 'wikidata', 'Q80' from entity where slug = 'two-${second}'`)
    const { problems } = await other('three', known('03ccccc33', 'Gamma', 'Q80'))
    expect(problems).toMatchObject([{ code: 'AMBIGUOUS', record: '03ccccc33' }])
  })

  it('is proposed where only the name is the same: yes joins them for good, no is remembered', async () => {
    const curator = await findOrCreateActor(db.prisma, { name: 'Cora Curator', isMachine: false })
    const popolo = (name: string, dataset: string, organizations: Json[]) =>
      run(write(name, JSON.stringify({ organizations })), {
        importer: 'popolo',
        dataset,
        proposesMatches: true,
        all: true,
      })
    await popolo('mine.json', 'mine', [
      { id: '1', name: 'Alpha Harbour Board' },
      { id: '2', name: 'Beta Quay Lab' },
    ])
    const records = [
      { id: '3', name: 'Alpha Harbour Board' },
      { id: '4', name: 'Beta Quay Lab' },
    ]
    const { matches } = await popolo('theirs.json', 'theirs', records)
    expect(matches).toMatchObject({ proposed: 2, known: 0 })
    const key = String(matches.proposals[0])
    await acceptProposal(db, { key, by: curator, ordinals: [1], mayDecideOwn: false, makePatch: noPatch })
    await rejectProposal(db.prisma, key, { by: curator, reason: 'They are two.' })
    expect(await joins()).toEqual([{ slug: 'theirs-3', of: 'mine-1' }])
    for (const more of [[], [{ id: '5', name: 'New Mole' }]]) {
      const next = await popolo('theirs2.json', 'theirs', [...records, ...more])
      expect(next.matches).toMatchObject({ proposals: [], proposed: 0, known: 1 })
      expect(await joins()).toHaveLength(1)
    }
  })
})

describe('undoing an import', () => {
  it('gives back what the graph said', async () => {
    await load(harbour)
    const all = () =>
      query('select slug from entity union all select key from fact union all select slug from document')
    const before = await all()
    const { revision } = await run(write('undo.ndjson', lines(two())))
    await undoRevision(db, revision, { origin: { by: 'PERSON', name: 'Cora Curator' } })
    expect(await all()).toEqual(before)
  })

  it('by the former file gives back the former facts', async () => {
    const [alpha, beta] = two()
    const old = write('former.ndjson', lines([alpha, beta]))
    await run(old)
    const before = await statements()
    await run(write('wrong.ndjson', lines([{ ...alpha, established: 1900 }])))
    expect(await statements()).not.toEqual(before)
    await run(old)
    expect(await statements()).toEqual(before)
    expect(await counts()).toEqual({ evidence: ['FOUND'], checks: ['CONFIRMED'] })
  })
})
