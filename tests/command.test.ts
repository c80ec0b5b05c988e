import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { createProgram } from '../src/program.ts'
import { commandLine, commandLineHere, program, urlOf } from './support/command-line.ts'
import { freshConnection } from './support/database.ts'
import { copyHarbour, edit, freshFolder, harbour, harbourText, writeFiles } from './support/dataset.ts'

const databaseUrl = urlOf(await freshConnection())
const { run, ask } = commandLineHere(databaseUrl)
/** The same in processes of their own. */
const elsewhere = commandLine(databaseUrl)

/** Every command, also those under a noun. */
function allCommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(allCommands)]
}

function helpOf(command: Command): string {
  let text = ''
  command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp()
  return text
}

describe('help', () => {
  const commands = allCommands(createProgram())

  test('tells all commands', () => {
    expect(commands.map((command) => command.name())).toEqual([
      'dossier',
      ...['serve', 'seed'],
      ...['dataset', 'check', 'load', 'coverage', 'stamp', 'export', 'adopt', 'release', 'list', 'remove'],
      ...['document', 'show', 'load', 'list', 'unload'],
      ...['draft', 'make', 'check', 'import', 'prompt', 'review', 'accept'],
      ...['evidence', 'check'],
      ...['import', 'csv', 'factbook', 'ftm', 'popolo', 'ror', 'supraverden'],
      ...['proposal', 'list', 'show', 'check', 'patch', 'accept', 'reject', 'withdraw', 'revert'],
      ...['key', 'create', 'list', 'revoke'],
      ...['snapshot', 'changes', 'prune', 'undo', 'export'],
      ...['schema', 'print'],
    ])
  })

  test.each(commands.filter(({ commands: inner }) => inner.length === 0))('of $_name has examples', (command) => {
    expect(helpOf(command)).toMatch(/Examples:\n {2}\$ /)
  })

  test('comes on standard output, and says what the exit codes mean', async () => {
    const { code, out, err } = await elsewhere.run(['--help'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/Exit codes:\n {2}0 {2}fine\n {2}1 .*\n {2}2 .*\n {2}3 /)
  })
})

describe('a wrong command line', () => {
  test.each([
    [['dataset', 'chek'], "unknown command 'chek'"],
    [['dataset', 'check', harbour, '--documnet', 'x'], "unknown option '--documnet'"],
    [['dataset', 'coverage', harbour], "required option '-d, --document <file...>' not specified"],
    [['document', 'load', 'a', 'b', '--slug', 's'], '--slug and --title are for one file'],
    [['import', 'ror', 'x.ndjson'], '--dataset is missing'],
    [['import', 'csv', '--dataset', 'tables'], 'The file is missing'],
    [['import', 'ftm', 'x.ndjson', '--dataset', 'No Slug'], 'is no slug'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await run(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })

  test('for machines too', async () => {
    const { answer, ...json } = await elsewhere.ask(['dataset', 'check'])
    expect(json).toEqual({ code: 2, err: '' })
    expect(answer).toEqual({ ok: false, error: { code: 'BAD_USAGE', message: "missing required argument 'folder'" } })
  })

  test('a variable of the environment that is not right', async () => {
    const { code, err } = await run(['dataset', 'list'], { DATABASE_URL: 'nonsense' })
    expect(code).toBe(2)
    expect(err).toContain('DATABASE_URL is "nonsense", and must be an address')
  })
})

test('a database that is not there', async () => {
  const env = { DATABASE_URL: 'postgres://dossier@127.0.0.1:1/none' }
  const { code, answer } = await elsewhere.ask(['dataset', 'list'], env)
  expect(code).toBe(3)
  expect(answer).toMatchObject({ ok: false, error: { code: 'UNAVAILABLE' } })
  const { out, err } = await run(['dataset', 'list'], env)
  expect(out).toBe('')
  expect(err).toBe(
    'Error: The database of DATABASE_URL (host 127.0.0.1, port 1, database none, user dossier) cannot be reached. ' +
      'Nothing listens there: start PostgreSQL, or correct the host and the port.\n',
  )
})

describe('dataset check', () => {
  test('of a dataset that is right', async () => {
    const { code, out, err } = await run(['dataset', 'check', harbour, '--document', harbourText])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const warnings = out.split('\n').filter((line) => line.startsWith('warning'))
    expect(warnings).toHaveLength(7)
    expect(out.slice(out.indexOf('harbour: '))).toBe(
      'harbour: 10 entities, 9 facts\nEvidence: 10 FOUND, 0 AMBIGUOUS, 0 ORPHANED, 0 NOT_LOADED\nChecks: 18 CONFIRMED, 7 NOT_CONFIRMED\nNo problems\n',
    )
  })

  test('says everything that is wrong, and where', async () => {
    const folder = copyHarbour()
    edit(folder, 'entities.yaml', 'organizationType: NGO', 'organizationType: NGOO')
    edit(folder, 'facts/edges.yaml', 'target: harbour-aid', 'target: harbor-aid')
    const { code, out } = await run(['dataset', 'check', folder])
    expect(code).toBe(1)
    expect(out).toContain(
      `${path.join(folder, 'entities.yaml')}:4:23: organizations[0].organizationType: "NGOO" is none of`,
    )
    expect(out).toContain('2 problems in ')
    const { answer } = await ask(['dataset', 'check', folder])
    expect(answer).toMatchObject({
      ok: false,
      problems: [
        { line: 4, column: 23, field: 'organizations[0].organizationType', value: '"NGOO"' },
        { line: 25, column: 13, field: 'criticisms[0].target', value: '"harbor-aid"' },
      ],
    })
  })

  test('says which evidence is in no sentence, or in several', async () => {
    const folder = copyHarbour()
    edit(folder, 'facts/edges.yaml', 'anchor: Ada Brook led it', 'anchor: Ada Brook left it')
    edit(folder, 'facts/edges.yaml', 'anchor: the Coast Guild criticised', 'anchor: Harbour Aid')
    const { code, answer } = await ask(['dataset', 'check', folder, '-d', harbourText])
    expect(code).toBe(1)
    expect(answer).toMatchObject({
      evidence: { FOUND: 8, AMBIGUOUS: 1, ORPHANED: 1, NOT_LOADED: 0 },
      problems: [
        {
          line: 19,
          message:
            '"Ada Brook left it" stands in no sentence of paragraph 1; copy the words as they are there; the nearest is paragraph 1: "It was founded in 1921 in Port Alma, and Ada Brook led it from 1930 to 1944."',
        },
        { line: 36, message: '"Harbour Aid" stands in several sentences of paragraph 2; choose words of one of them' },
      ],
    })
  })

  test('of a document that is none of the dataset', async () => {
    const other = path.join(writeFiles({ 'other.txt': '999,\nOther,\n\nText.\n' }), 'other.txt')
    const { code, err } = await run(['dataset', 'check', harbour, '-d', other])
    expect(code).toBe(1)
    expect(err).toContain('has the number 999, and is none of the dataset "harbour"')
  })
})

describe('dataset coverage', () => {
  test('shows each sentence with its facts', async () => {
    const { code, out } = await run(['dataset', 'coverage', harbour, '--document', harbourText])
    expect(code).toBe(0)
    expect(out).toContain('2.2 Harbour Aid denied it.\n    no fact: A denial')
    expect(out).toContain('harbour-aid: 100 % of 6 sentences: 5 with facts, 1 uncovered with a reason, 0 missing')
  })

  test('fails where a sentence has neither a fact nor a reason', async () => {
    const folder = copyHarbour()
    edit(folder, 'facts/edges.yaml', 'anchor: Harbour Aid denied it', 'anchor: Harbour Aid owned it')
    const { code, answer } = await ask(['dataset', 'coverage', folder, '-d', harbourText])
    expect(code).toBe(1)
    expect(answer).toMatchObject({
      documents: [
        { document: 'harbour-aid', totals: { sentences: 6, covered: 5, uncovered: 0, missing: 1, unplaced: 1 } },
      ],
    })
    const { out } = await run(['dataset', 'coverage', folder, '-d', harbourText, '--missing'])
    expect(out).toMatch(/^2\.2 Harbour Aid denied it\.\n {4}MISSING/)
    expect(out).not.toContain('1.1')
  })
})

describe('dataset stamp', () => {
  test('writes digests and citations and nothing else, and says what cannot be stamped', async () => {
    const folder = copyHarbour()
    edit(folder, 'facts/edges.yaml', 'anchor: in Port Alma', 'anchor: in Port Elma')
    const file = path.join(folder, 'facts/edges.yaml')
    const before = readFileSync(file, 'utf8')
    const { code, answer } = await ask(['dataset', 'stamp', folder, '--document', harbourText])
    expect(code).toBe(1)
    expect(answer).toMatchObject({ written: 9, unchanged: 0, problems: [{ line: 8, value: '"in Port Elma"' }] })
    const after = readFileSync(file, 'utf8')
    expect(after).toMatch(/ {8}anchor: Ada Brook led it # she did\n {8}digest: "[0-9a-f]{16}"\n {8}references: \[1\]\n/)
    expect(after).toMatch(/anchor: the Coast Guild criticised, digest: "[0-9a-f]{16}", references/)
    // One sentence carries more citations than the file says.
    const cited = before.replace('in its shelters", references: [2]', 'in its shelters", references: ["2", "3"]')
    expect(after.replaceAll(/\n {8}digest: "\w+"|, digest: "\w+"/g, '')).toBe(cited)
    expect((await ask(['dataset', 'stamp', folder, '-d', harbourText])).answer).toMatchObject({
      written: 0,
      unchanged: 9,
    })
    expect(readFileSync(file, 'utf8')).toBe(after)
  })

  test('puts a digest right that is of another sentence, if asked', async () => {
    const folder = copyHarbour()
    edit(folder, 'facts/edges.yaml', 'anchor: in Port Alma,', 'digest: "0123456789abcdef", anchor: in Port Alma,')
    expect((await ask(['dataset', 'check', folder, '-d', harbourText])).answer).toMatchObject({
      evidence: { ORPHANED: 1 },
    })
    const kept = await run(['dataset', 'stamp', folder, '-d', harbourText])
    expect(kept).toMatchObject({ code: 1, out: expect.stringContaining('then stamp it with --changed') })
    expect((await run(['dataset', 'stamp', folder, '-d', harbourText, '--changed'])).code).toBe(0)
    expect((await ask(['dataset', 'check', folder, '-d', harbourText])).answer).toMatchObject({
      evidence: { FOUND: 10 },
    })
  })
})

test('a dataset and its document from loading to removing', { timeout: 180_000 }, async () => {
  const loaded = await ask(['dataset', 'load', harbour])
  expect(loaded).toMatchObject({
    code: 0,
    err: '',
    answer: { ok: true, dataset: 'harbour', unchanged: 0, revision: expect.stringMatching(/^[0-9a-f]{12}-1$/) },
  })
  const again = await run(['dataset', 'load', harbour])
  expect(again.out).toBe(`harbour: nothing to do, the graph says this already (revision ${loaded.answer.revision})\n`)

  expect((await ask(['evidence', 'check'])).answer).toMatchObject({
    ok: true,
    counts: { NOT_LOADED: 10 },
    evidence: [],
  })
  const document = await run(['document', 'load', harbourText])
  expect(document).toMatchObject({ code: 0, err: '' })
  expect(document.out).toBe(
    'harbour-aid: loaded, 4 paragraphs, 6 sentences. Evidence: 10 FOUND. Checks: 18 CONFIRMED, 7 NOT_CONFIRMED.\n',
  )
  expect((await ask(['document', 'list'])).answer).toMatchObject({
    documents: [{ slug: 'harbour-aid', externalId: '70001', dataset: 'harbour', isLoaded: true, evidence: 10 }],
  })
  const checked = await ask(['evidence', 'check', '--document', 'harbour-aid', '--all'])
  expect(checked.answer).toMatchObject({ ok: true, counts: { FOUND: 10 } })
  expect(checked.answer.evidence).toHaveLength(10)
  expect(checked.answer.checks).toHaveLength(25)
  const warned = await ask(['evidence', 'check'])
  expect(warned.answer).toMatchObject({ ok: true, checkCounts: { CONFIRMED: 18, NOT_CONFIRMED: 7, wrong: 0 } })
  expect(warned.answer.checks).toHaveLength(7)

  const folder = copyHarbour()
  edit(folder, 'facts/edges.yaml', 'text: closed doors', 'text: closed gates')
  const refused = await run(['dataset', 'load', folder])
  expect(refused.code).toBe(1)
  expect(refused.err).toMatch(
    /edges\.yaml:\d+:\d+: criticisms\[0\]\.quotations\[0\]\.text: the words "closed gates" are not/,
  )
  expect((await run(['document', 'unload', 'harbour-aid'])).code).toBe(0)
  const unread = await run(['dataset', 'load', folder])
  expect(unread).toMatchObject({ code: 0, err: '' })
  const contradicted = await run(['document', 'load', harbourText])
  expect(contradicted.code).toBe(1)
  expect(contradicted.out).toContain('1 quotation or citation not there; `evidence check` names it.')
  const wrong = await run(['evidence', 'check'])
  expect(wrong.code).toBe(1)
  expect(wrong.out).toMatch(/NOT_CONFIRMED harbour\/\S+ quotations\[0\]\.text: QUOTATION "closed gates": the words/)
  edit(folder, 'facts/edges.yaml', 'text: closed gates', 'text: closed doors')
  const mended = await run(['dataset', 'load', folder])
  expect(mended.code).toBe(0)
  expect(mended.out).toMatch(
    /^warning .*claims\.yaml:4:11: aliases\[0\]\.name: neither the name "Harbour Aid Society"/m,
  )
  edit(folder, 'facts/edges.yaml', 'anchor: Ada Brook led it', 'anchor: Ada Brook left it')
  expect((await run(['dataset', 'load', folder])).code).toBe(0)
  const orphan = await run(['evidence', 'check'])
  expect(orphan.code).toBe(1)
  expect(orphan.out).toContain('ORPHANED   harbour-aid 1: "Ada Brook left it" (harbour/brook-head)')

  expect((await run(['document', 'unload', 'harbour-aid'])).out).toBe(
    'harbour-aid: unloaded. Evidence: 10 NOT_LOADED.\n',
  )
  expect((await run(['dataset', 'list'])).out).toMatch(/^dataset .*\nharbour +Harbour Aid +FILES +10 +9 +1 +\d{4}-/)
  expect(await run(['dataset', 'remove', 'nobody'])).toMatchObject({ code: 1, out: '' })
  expect((await ask(['dataset', 'remove', 'harbour'])).answer).toMatchObject({ ok: true, dataset: 'harbour' })
  expect((await run(['dataset', 'list'])).out).toBe('The graph holds no dataset.\n')
})

test('a text that comes before its dataset, and then a newer one', { timeout: 180_000 }, async () => {
  const folder = freshFolder()
  const newer = path.join(folder, 'newer.txt')
  const text = readFileSync(harbourText, 'utf8')
  writeFileSync(newer, text.replace('Harbour Aid is', 'A line that is new.\nHarbour Aid is'))
  expect((await run(['document', 'load', harbourText, '--slug', 'first-slug'])).code).toBe(0)
  const loaded = await run(['dataset', 'load', harbour])
  expect(loaded).toMatchObject({ code: 0, out: expect.stringContaining('Evidence: 10 FOUND, 0 AMBIGUOUS') })
  expect((await ask(['document', 'list'])).answer.documents).toMatchObject([{ slug: 'harbour-aid', evidence: 10 }])
  expect(await run(['document', 'load', newer])).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^harbour-aid: loaded, 5 paragraphs, 7 sentences\. Evidence: 10 FOUND\. Checks: .* 10 sentences stand in another paragraph than is cited; `dataset stamp --move` corrects files that are stamped\.\n$/,
    ),
  })
  const check = await run(['evidence', 'check', '--all'])
  expect(check.code).toBe(0)
  expect(check.out).toContain('FOUND      harbour-aid 2, moved from 1: "in Port Alma" (harbour/harbour-in-port-alma)')
  const other = path.join(folder, 'other.txt')
  writeFileSync(other, '70001,\nHarbourAid,\n\nNothing of all that.\n')
  const before = (await ask(['evidence', 'check', '--all'])).answer
  const refused = await ask(['document', 'load', other])
  expect(refused).toMatchObject({
    code: 1,
    answer: {
      error: {
        code: 'CONFLICT',
        slug: 'harbour-aid',
        lost: 10,
        evidence: 10,
        message: expect.stringContaining('--replace'),
      },
    },
  })
  expect((await ask(['evidence', 'check', '--all'])).answer).toEqual(before)
  expect(await run(['document', 'load', other, '--replace'])).toMatchObject({
    code: 1,
    out: expect.stringContaining('harbour-aid: loaded, 1 paragraph, 1 sentence. Evidence: 10 ORPHANED.'),
  })
  await run(['dataset', 'remove', 'harbour'])
  await run(['document', 'unload', 'harbour-aid'])
})

test('a dataset that is not right changes nothing, and says which line', async () => {
  const folder = copyHarbour()
  edit(folder, 'facts/claims.yaml', 'amount: 40', 'amount: forty')
  const { code, out } = await run(['dataset', 'load', folder])
  expect(code).toBe(1)
  expect(out).toContain(`${path.join(folder, 'facts/claims.yaml')}:46:13: figures[0].amount: "forty" is not a number`)
  expect((await ask(['dataset', 'list'])).answer).toEqual({ ok: true, datasets: [] })
})

test('schema print prints the API', async () => {
  const { code, out, err } = await run(['schema', 'print'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('type Criticism implements Fact & Node {')
})

test('a reader that has seen enough is no error', async () => {
  const child = spawn('sh', ['-c', `"${process.execPath}" "${program}" schema print | head -1; echo done >&2`], {
    env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl },
  })
  let err = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  await new Promise((resolve) => child.once('close', resolve))
  expect(err).toBe('done\n')
})

test('without a terminal nothing is coloured and no progress is shown', async () => {
  const { out, err } = await run(['dataset', 'check', harbour])
  expect(out + err).not.toContain('\u001B')
})

describe('without DATABASE_URL', () => {
  const env = { DATABASE_URL: '', DOSSIER_DATA_DIR: freshFolder(), PORT: '0' }

  test('commands start the database that comes with the program, and end it', async () => {
    expect((await ask(['dataset', 'load', harbour], env)).answer).toMatchObject({ ok: true })
    expect((await ask(['dataset', 'list'], env)).answer).toMatchObject({ datasets: [{ slug: 'harbour' }] })
  }, 120_000)

  test('and use that of a server which runs already', async () => {
    const server = spawn(process.execPath, [program, 'serve'], { env: { PATH: process.env.PATH, ...env } })
    try {
      await new Promise<void>((resolve, reject) => {
        server.stdout.setEncoding('utf8').on('data', (text: string) => text.includes('Dossier answers') && resolve())
        server.once('exit', () => reject(new Error('the server did not start')))
      })
      expect((await ask(['dataset', 'list'], env)).answer).toMatchObject({ datasets: [{ slug: 'harbour' }] })
      expect((await ask(['document', 'load', harbourText], env)).answer).toMatchObject({ ok: true })
    } finally {
      server.removeAllListeners('exit')
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
    }
  }, 120_000)
})
