import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { findOrCreateActor } from '../src/access/actor.ts'
import { findInGraph } from '../src/change/known-slugs.ts'
import { openDatabase } from '../src/database/open.ts'
import { loadDataset, removeDataset } from '../src/dataset/load.ts'
import { adoptDataset } from '../src/dataset/manage.ts'
import { proposeDataset } from '../src/dataset/propose.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { datasetFiles } from '../src/dataset/write/files.ts'
import { loadDocument } from '../src/document/load.ts'
import { writeNodeId } from '../src/model/id.ts'
import { afterFile } from './support/after-file.ts'
import { commandLineHere, urlOf } from './support/command-line.ts'
import { freshConnection } from './support/database.ts'
import { copyHarbour, edit, harbour, harbourText } from './support/dataset.ts'
import { emptyDatasets } from './support/dataset-graph.ts'

const connection = await freshConnection()
const { run, ask } = commandLineHere(urlOf(connection))
const db = openDatabase(connection, { poolSize: 2 })
afterFile(() => db.close())
const author = await findOrCreateActor(db.prisma, { name: 'Ann Author', isMachine: false })
await findOrCreateActor(db.prisma, { name: 'Bob Curator', isMachine: false })
const ann = ['--actor', 'Ann Author']
const bob = ['--actor', 'Bob Curator']

const elsewhere = (slug: string) => findInGraph(db.prisma, slug)

async function load(folder: string) {
  return await loadDataset(db, await readDatasetOrThrow(folder, { elsewhere }))
}

beforeEach(async () => {
  await emptyDatasets(db)
  await load(harbour)
})

const adopt = () => adoptDataset(db, 'harbour')

/** The files of the made-up dataset with another summary, and a fact that has another key. */
function editedHarbour(): string {
  const folder = copyHarbour()
  edit(folder, 'entities.yaml', 'summary: A charity for sailors in distress.', 'summary: A charity for sailors.')
  edit(folder, 'facts/claims.yaml', '- key: harbour-founded-again\n', '- key: harbour-founded-once-more\n')
  return folder
}

/** Proposes what the files of a folder would change; the key of the proposal. */
async function propose(folder = editedHarbour(), title?: string): Promise<string> {
  const dataset = await readDatasetOrThrow(folder, { elsewhere })
  const { proposal, problems } = await proposeDataset(db, dataset, { by: author, title, once: randomUUID() })
  expect(problems).toEqual([])
  return String(proposal)
}

async function exported(): Promise<string> {
  const files = await db.prisma.$transaction((tx) => datasetFiles(tx, 'harbour'))
  return files.map(({ text }) => text).join('\n')
}

describe('dataset load --as-proposal', () => {
  test('proposes the difference, and leaves the graph as it is', async () => {
    await adopt()
    const before = await exported()
    const folder = editedHarbour()
    const refused = await run(['dataset', 'load', folder])
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('`dataset load FOLDER --as-proposal --actor NAME` proposes these changes')

    const proposed = await ask(['dataset', 'load', folder, '--as-proposal', ...ann])
    expect(proposed).toMatchObject({
      code: 0,
      answer: {
        ok: true,
        problems: [],
        changes: [
          { operation: 'UPDATE', type: 'entity', key: 'harbour-aid' },
          { operation: 'CREATE', type: 'fact', key: 'harbour-founded-once-more' },
          { operation: 'DELETE', type: 'fact', key: 'harbour-founded-again' },
        ],
      },
    })
    expect(await exported()).toBe(before)
    const proposal = String(proposed.answer.proposal)
    const { answer } = await ask(['proposal', 'show', proposal])
    expect(answer.proposal).toMatchObject({
      title: 'Files of harbour: 1 created, 1 updated, 1 deleted',
      state: 'OPEN',
      author: { name: 'Ann Author', isMachine: false },
      origin: { by: 'FILES', name: 'dataset harbour', version: null },
    })

    expect((await run(['proposal', 'accept', proposal, ...bob])).code).toBe(0)
    const again = await run(['dataset', 'load', folder, '--as-proposal', ...ann])
    expect(again).toMatchObject({ code: 0, out: 'harbour: nothing to propose, the graph says this already\n' })
    expect((await load(folder)).changed).toEqual({})
  })

  test('of files that manage their dataset becomes a patch of them', async () => {
    const folder = editedHarbour()
    const proposal = await propose(folder)
    const before = await exported()
    const accepted = await run(['proposal', 'accept', proposal, ...bob])
    expect(accepted).toMatchObject({ code: 0, err: '' })
    expect(accepted.out).toContain(`\`proposal patch ${proposal.slice(0, 12)}\` prints what to apply`)
    expect(await exported()).toBe(before)

    const { code, out } = await run(['proposal', 'patch', proposal])
    expect(code).toBe(0)
    const mended = copyHarbour()
    writeFileSync(path.join(mended, 'accepted.patch'), out)
    execFileSync('git', ['apply', 'accepted.patch'], { cwd: mended, stdio: 'pipe' })
    await load(mended)
    expect((await load(folder)).changed).toEqual({})
  })

  test('makes a dataset that is new', async () => {
    await removeDataset(db, 'harbour')
    const proposal = await propose(harbour)
    expect(await db.prisma.dataset.count()).toBe(0)
    expect((await run(['proposal', 'accept', proposal, ...bob])).code).toBe(0)
    expect((await load(harbour)).changed).toEqual({})
  })

  test('does not propose again what was rejected, and says why', async () => {
    const proposal = await propose()
    await run(['proposal', 'reject', proposal, ...bob, '--reason', 'It is no charity.'])
    const again = await run(['dataset', 'load', editedHarbour(), '--as-proposal', ...ann])
    expect(again.code).toBe(1)
    expect(again.err).toMatch(
      /No change of the proposal could be accepted\. change 1: The same was rejected on .*: It is no charity\./,
    )
    expect(await db.prisma.proposal.count()).toBe(1)
  })

  test.each([
    [['--as-proposal'], 2, '--as-proposal needs --actor'],
    [['--actor', 'Ann Author'], 2, '--actor is for a proposal: say --as-proposal, too'],
    [['--reason', 'why'], 2, '--reason is for a proposal'],
    [['--as-proposal', '--actor', 'Ann Autor'], 1, 'There is no actor "Ann Autor"; did you mean "Ann Author"?'],
    [
      ['--as-proposal', '--actor', 'Zoe'],
      1,
      'There is no actor "Zoe". `key create --actor "Zoe" --role CURATOR` makes one',
    ],
    [['--as-proposal', ...ann, '--title', ' '], 1, '`title` is not right'],
  ])('says what is wrong with %j', async (args, code, message) => {
    const answer = await run(['dataset', 'load', editedHarbour(), ...args])
    expect({ code: answer.code, out: answer.out }).toEqual({ code, out: '' })
    expect(answer.err).toContain(message)
  })
})

describe('proposal list', () => {
  test('lists the newest first, by state, dataset and author', async () => {
    const first = await propose()
    await run(['proposal', 'withdraw', first, ...ann])
    const second = await propose(editedHarbour(), 'Once more')
    const all = await run(['proposal', 'list'])
    expect(all.out).toMatch(
      new RegExp(`^key .*\\n${second.slice(0, 12)}  OPEN  .*\\n${first.slice(0, 12)}  WITHDRAWN  .*\\n2 proposals\\n$`),
    )
    const keys = async (...options: string[]) =>
      ((await ask(['proposal', 'list', ...options])).answer.proposals as { key: string }[]).map(({ key }) => key)
    expect(await keys('--state', 'open', 'ACCEPTED')).toEqual([second])
    expect(await keys('--state', 'WITHDRAWN,REJECTED')).toEqual([first])
    expect(await keys('--dataset', 'Harbour', '--author', 'Ann Author')).toEqual([second, first])
    expect(await keys('--author', 'Bob Curator')).toEqual([])
    expect((await run(['proposal', 'list', '--limit', '1'])).out).toContain('The newest 1 of 2 proposals; --limit')
    await removeDataset(db, 'harbour')
    expect(await keys('--dataset', 'harbour')).toEqual([second, first])
  })

  test.each([
    [['--state', 'DONE'], 2, '--state is "DONE", and must be one of DRAFT, OPEN'],
    [['--limit', '0'], 2, '--limit is "0"'],
    [['--dataset', 'habour'], 1, 'There is no dataset "habour"; did you mean "harbour"?'],
    [['--author', 'bob curator'], 1, 'did you mean "Bob Curator"?'],
  ])('says what is wrong with %j', async (args, code, message) => {
    const answer = await run(['proposal', 'list', ...args])
    expect(answer).toMatchObject({ code, out: '' })
    expect(answer.err).toContain(message)
  })
})

describe('proposal show', () => {
  test('shows each field that differs, and the sentence with its anchor', async () => {
    await loadDocument(db, { file: harbourText })
    const proposal = await propose()
    const { code, out, err } = await run(['proposal', 'show', proposal.slice(0, 6)])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'TIME').replaceAll(proposal, 'KEY')).toMatchInlineSnapshot(`
      "Files of harbour: 1 created, 1 updated, 1 deleted
      The files of the dataset say so.
        key        KEY
        state      OPEN, 3 changes (3 NEW)
        author     Ann Author
        origin     FILES dataset harbour
        made       TIME UTC
        submitted  TIME UTC

      1. UPDATE organization harbour/harbour-aid: NEW
         summary: A charity for sailors in distress. -> A charity for sailors.

      2. CREATE attribute harbour/harbour-founded-once-more: NEW
         value: 1922~
         subject: harbour-aid
         attribute: founded
         statement: Harbour Aid was founded around 1922.
         FOUND harbour-aid 1: "founded in 1921"
           It was »founded in 1921« in Port Alma, and Ada Brook led it from 1930 to 1944.

      3. DELETE attribute harbour/harbour-founded-again: NEW
         value: 1922~
         subject: harbour-aid
         attribute: founded
         statement: Harbour Aid was founded around 1922.
         FOUND harbour-aid 1: "founded in 1921"
           It was »founded in 1921« in Port Alma, and Ada Brook led it from 1930 to 1944.
      "
    `)
    const only = await run(['proposal', 'show', proposal, '--only', '2-'])
    expect(only.out).toContain('\n2. CREATE')
    expect(only.out).not.toContain('\n1. UPDATE')
  })

  test('tells programs all of it', async () => {
    const proposal = await propose()
    const { answer } = await ask(['proposal', 'show', writeNodeId('Proposal', proposal), '--only', '1'])
    expect(answer).toMatchObject({
      ok: true,
      proposal: {
        key: proposal,
        state: 'OPEN',
        hasPatch: false,
        changes: [
          {
            ordinal: 1,
            operation: 'UPDATE',
            type: 'entity',
            isStale: false,
            expectedVersion: 1,
            currentVersion: 1,
            before: { summary: 'A charity for sailors in distress.' },
            after: { summary: 'A charity for sailors.' },
            current: { summary: 'A charity for sailors in distress.' },
            problems: [],
          },
        ],
      },
    })
  })

  test('does what no text asks of a terminal', async () => {
    const proposal = await propose()
    await db.prisma.$executeRaw`update proposed_change
      set after = after || '{"summary": "\\u001b[2J\\u202e", "name": "\\u0007"}' where ordinal = 1`
    const { out } = await run(['proposal', 'show', proposal])
    expect(out).toContain('summary: A charity for sailors in distress. -> "\\e[2J\\u{202E}"')
    expect(out).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u)
  })

  test('says what has changed since', async () => {
    await adopt()
    const proposal = await propose()
    const other = copyHarbour()
    edit(other, 'entities.yaml', 'summary: A charity for sailors in distress.', 'summary: A club.')
    const faster = await propose(other)
    await run(['proposal', 'accept', faster, ...bob])
    const { out } = await run(['proposal', 'show', proposal])
    expect(out).toContain('1. UPDATE organization harbour/harbour-aid: NEW, stale')
    expect(out).toContain(
      'The item has changed since this was proposed:\n     summary: A charity for sailors in distress. -> A club.',
    )
    expect(out).toContain('problem expectedVersion: "harbour-aid" has version 2 now')
    const checked = await run(['proposal', 'check', proposal])
    expect(checked.code).toBe(1)
    expect(checked.out).toContain('problem change 1, expectedVersion: "harbour-aid" has version 2 now')
    const accepted = await ask(['proposal', 'accept', proposal, ...bob])
    expect(accepted).toMatchObject({ code: 1, answer: { ok: false, problems: [{ ordinal: 1, code: 'STALE' }] } })
    expect(await db.prisma.proposal.findUnique({ where: { key: proposal } })).toMatchObject({ state: 'OPEN' })
  })

  test.each([
    ['abc', 2, '"abc" is no key of a proposal. Give its 24 digits from 0 to f, at least the first 6'],
    ['harbour', 2, '"harbour" is no key of a proposal'],
    [writeNodeId('Dataset', 'harbour'), 2, 'is no key of a proposal'],
    ['000000', 1, 'There is no proposal "000000"; `proposal list` names all.'],
  ])('says what is wrong with the key %j', async (key, code, message) => {
    const answer = await run(['proposal', 'show', key])
    expect(answer).toMatchObject({ code, out: '' })
    expect(answer.err).toContain(message)
  })

  test('asks for more of a key that several begin with', async () => {
    const proposal = await propose()
    const twin = `${proposal.slice(0, 8)}${'0'.repeat(16)}`
    await db.prisma.$executeRaw`insert into proposal (key, title, reason, author_id, origin, origin_name)
      select ${twin}, title, reason, author_id, origin, origin_name from proposal`
    const { code, err } = await run(['proposal', 'show', proposal.slice(0, 8)])
    expect(code).toBe(1)
    expect(err).toContain(
      `Several proposals have keys that begin with "${proposal.slice(0, 8)}": ${twin}, ${proposal}.`,
    )
    expect((await run(['proposal', 'show', proposal.toUpperCase()])).code).toBe(0)
    expect((await run(['proposal', 'show', twin, '--only', '1'])).err).toContain('has no changes')
  })
})

describe('deciding', () => {
  test('accepts some changes and rejects others', async () => {
    await adopt()
    const proposal = await propose()
    const checked = await run(['proposal', 'check', proposal])
    expect(checked.code).toBe(0)
    expect(checked.out).toContain('It can be accepted')
    const some = await ask(['proposal', 'accept', proposal, ...bob, '--only', '1', '--note', 'Read it.'])
    expect(some).toMatchObject({
      code: 0,
      answer: {
        ok: true,
        revision: expect.stringMatching(/^[0-9a-f]+-\d+$/),
        problems: [],
        proposal: {
          state: 'PARTLY_ACCEPTED',
          changes: { ACCEPTED: 1, NEW: 2 },
          decidedBy: { name: 'Bob Curator' },
          decisionNote: 'Read it.',
        },
      },
    })
    const rest = await run(['proposal', 'reject', proposal, ...bob, '--only', '2,3', '--reason', 'Once is enough.'])
    expect(rest).toMatchObject({ code: 0, err: '' })
    expect(rest.out).toContain('PARTLY_ACCEPTED, 3 changes (1 ACCEPTED, 2 REJECTED)')
    const { out } = await run(['proposal', 'show', proposal])
    expect(out).toContain('rejected: Once is enough.')
    expect(await exported()).toContain('summary: A charity for sailors.\n')
    expect((await run(['proposal', 'patch', proposal])).err).toContain('what was accepted of it is in the graph')
  })

  test('is for somebody else, unless the server says otherwise', async () => {
    await adopt()
    const proposal = await propose()
    const own = await ask(['proposal', 'accept', proposal, ...ann])
    expect(own).toMatchObject({ code: 1, answer: { error: { code: 'FORBIDDEN' } } })
    const allowed = await ask(['proposal', 'accept', proposal, ...ann], { DOSSIER_SELF_REVIEW: 'on' })
    expect(allowed).toMatchObject({ code: 0, answer: { proposal: { state: 'ACCEPTED' } } })
    const wrong = await run(['proposal', 'accept', proposal, ...ann], { DOSSIER_SELF_REVIEW: 'maybe' })
    expect(wrong).toMatchObject({ code: 2 })
  })

  test('leaves nothing behind that an accepted change of files did not do', async () => {
    const proposal = await propose()
    const [{ revision: before } = { revision: '' }] = await db.prisma.$queryRaw<{ revision: string }[]>`
      select epoch || '-' || number as revision from revision`
    const { answer } = await ask(['proposal', 'accept', proposal, ...bob])
    expect(answer).toMatchObject({ ok: true, revision: before, proposal: { state: 'ACCEPTED', hasPatch: true } })
  })

  test('a proposal is taken back by its author only', async () => {
    const proposal = await propose()
    const other = await run(['proposal', 'withdraw', proposal, ...bob])
    expect(other).toMatchObject({ code: 1, out: '' })
    expect(other.err).toContain('Only who made a proposal can withdraw it')
    expect((await run(['proposal', 'withdraw', proposal, ...ann])).out).toContain(': WITHDRAWN, 3 changes')
    const late = await run(['proposal', 'reject', proposal, ...bob, '--reason', 'Too late.'])
    expect(late.err).toContain('The proposal is WITHDRAWN; to reject it, it has to be OPEN')
    expect((await run(['proposal', 'patch', proposal])).err).toContain('nothing of it is accepted: it is WITHDRAWN')
  })

  test('a revision is undone by a proposal', async () => {
    await adopt()
    const before = await exported()
    const proposal = await propose()
    const { answer } = await ask(['proposal', 'accept', proposal, ...bob])
    expect(await exported()).not.toBe(before)
    const revision = String(answer.revision)
    const undo = await ask(['proposal', 'revert', revision, ...ann])
    expect(undo).toMatchObject({
      code: 0,
      answer: { ok: true, problems: [], proposal: { state: 'OPEN', reverts: revision, changes: { NEW: 3 } } },
    })
    const { key } = undo.answer.proposal as { key: string }
    expect((await run(['proposal', 'accept', key, ...bob])).code).toBe(0)
    expect(await exported()).toBe(before)
  })

  test.each([
    [['accept', 'KEY', ...bob, '--only', '1,x'], 2, '"x" is no change; a number such as 20'],
    [['accept', 'KEY', ...bob, '--only', '3-4'], 2, 'There is no change 4; those of the proposal are 1 to 3.'],
    [['accept', 'KEY'], 2, "required option '-a, --actor <name>' not specified"],
    [['accept', 'KEY', '--actor', 'Nobody Known'], 1, 'There is no actor "Nobody Known".'],
    [['reject', 'KEY', ...bob], 2, "required option '--reason <text>' not specified"],
    [['reject', 'KEY', ...bob, '--reason', ''], 1, '`reason` is not right'],
    [['withdraw', 'KEY'], 2, "required option '-a, --actor <name>' not specified"],
    [['revert', 'yesterday', ...bob], 1, 'The log has no changes of revision "yesterday"'],
  ])('says what is wrong with %j', async (args, code, message) => {
    const proposal = await propose()
    const answer = await run(['proposal', ...args.map((arg) => (arg === 'KEY' ? proposal : arg))])
    expect(answer).toMatchObject({ code, out: '' })
    expect(answer.err).toContain(message)
    expect(await db.prisma.proposal.findUnique({ where: { key: proposal } })).toMatchObject({ state: 'OPEN' })
  })
})
