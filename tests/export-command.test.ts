import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../src/database/open.ts'
import { tableNames } from '../src/table/tables.ts'
import { afterFile } from './support/after-file.ts'
import { commandLineHere, urlOf } from './support/command-line.ts'
import { filledConnection } from './support/database.ts'
import { freshFolder } from './support/dataset.ts'
import { testApp } from './support/http.ts'

const connection = await filledConnection()
const db = openDatabase(connection, { poolSize: 4 })
afterFile(() => db.close())
const { run, ask } = commandLineHere(urlOf(connection))
const { app } = testApp(db)

const overHttp = async (name: string) =>
  Buffer.from(await (await app.fetch(`http://localhost/export/${name}`)).arrayBuffer())

describe('dossier export', () => {
  test('prints a table, or writes it: the same bytes as over HTTP', async () => {
    const printed = await run(['export', 'documents'])
    expect(printed).toEqual({ code: 0, err: '', out: (await overHttp('documents.csv')).toString() })
    const file = path.join(freshFolder(), 'facts.parquet')
    const { code, answer } = await ask(['export', 'facts', '--format', 'parquet', '--out', file])
    const bytes = readFileSync(file)
    expect({ code, answer }).toEqual({
      code: 0,
      answer: { ok: true, file, bytes: bytes.length, revision: expect.stringMatching(/^[0-9a-f]+-\d+$/) },
    })
    expect(bytes.equals(await overHttp('facts.parquet'))).toBe(true)
  })

  test('writes all tables of one revision, and describes each file as it is', async () => {
    const folder = path.join(freshFolder(), 'new', 'graph')
    const { code, answer } = await ask(['export', '--format', 'ndjson', '--out', folder])
    const names = [...tableNames.map((name) => `${name}.ndjson`), 'datapackage.json']
    expect({ code, answer }).toMatchObject({ code: 0, answer: { files: names } })
    expect(readdirSync(folder).sort()).toEqual([...names].sort())
    const { resources, revision } = JSON.parse(readFileSync(path.join(folder, 'datapackage.json'), 'utf8'))
    expect(revision).toBe(answer.revision)
    for (const { path: name, bytes, hash } of resources) {
      const content = readFileSync(path.join(folder, name))
      expect(bytes).toBe(content.length)
      expect(hash).toBe(`sha256:${createHash('sha256').update(content).digest('hex')}`)
    }
  })

  test('writes linked data, and says what another model cannot carry', async () => {
    const folder = freshFolder()
    const publicUrl = { DOSSIER_PUBLIC_URL: 'https://graph.example.org' }
    const named = await run(['export', '--format', 'nquads', '--out', path.join(folder, 'a.nq')], publicUrl)
    const chosen = [
      'export',
      '--format',
      'nquads',
      '--base',
      'https://other.example/',
      '--out',
      path.join(folder, 'b.nq'),
    ]
    expect([named.code, (await run(chosen, publicUrl)).code]).toEqual([0, 0])
    expect(readFileSync(path.join(folder, 'a.nq'), 'utf8')).toContain('<https://graph.example.org/entity/geneva>')
    expect(readFileSync(path.join(folder, 'b.nq'), 'utf8')).toContain('<https://other.example/entity/geneva>')
    const file = path.join(folder, 'graph.ftm.ndjson')
    const { answer } = await ask(['export', '--format', 'ftm', '--out', file])
    const { carried, notCarried } = JSON.parse((await overHttp('ftm.report.json')).toString())
    expect(answer).toMatchObject({ ok: true, file, carried, notCarried })
    const told = await run(['export', '--format', 'popolo', '--out', file])
    expect(told.out).toMatch(
      /things are in it\.\nLeft out:\n(?: {2}\d+ x .*: .*\n)* {2}14 x CRITICISM: Popolo has no class/,
    )
  })

  test('keeps what stood there when it cannot write', async () => {
    const folder = freshFolder()
    const file = path.join(folder, 'a')
    writeFileSync(file, 'mine')
    const { code, err } = await run(['export', 'facts', '--out', path.join(file, 'facts.csv')])
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('Give another file by --out') })
    expect((await run(['export', '--out', file])).err).toContain('Give another folder by --out')
    expect(readFileSync(file, 'utf8')).toBe('mine')
    rmSync(folder, { recursive: true })
  })

  test.each([
    [['export'], 'Say by --out FOLDER where they go'],
    [['export', 'people'], '"people" is no table; there are entities, names'],
    [['export', 'facts', '--format', 'xlsx'], 'csv, ndjson, parquet'],
    [['export', 'facts', '--format', 'parquet', '--spreadsheet'], '--spreadsheet is for --format csv'],
    [['export', 'facts', '--json'], 'say by --out FILE'],
    [['export', 'facts', '--format', 'ftm'], 'is of the whole graph. Leave "facts" out'],
    [['export', '--format', 'ftm', '--base', 'https://a.example'], '--base is for --format jsonld or nquads'],
    [['export', '--format', 'jsonld', '--base', 'a.example'], 'an address such as'],
  ])('%j is refused', async (args, message) => {
    const { code, out, err } = await run(args)
    expect(code).toBe(2)
    expect(out + err).toContain(message)
  })
})
