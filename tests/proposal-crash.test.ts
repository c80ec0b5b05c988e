import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import path from 'node:path'
import type pg from 'pg'
import { pino } from 'pino'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createProposal } from '../src/change/proposal/create.ts'
import { submitProposal } from '../src/change/proposal/decide.ts'
import { migrateDatabase } from '../src/database/migration/migrate.ts'
import { type Database, openDatabase } from '../src/database/open.ts'
import { startEmbedded } from '../src/database/postgres/embedded.ts'
import { loadDataset } from '../src/dataset/load.ts'
import { adoptDataset } from '../src/dataset/manage.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { loadDocument } from '../src/document/load.ts'
import { acceptAsBob, type Task, watchStatements } from './support/accept-program.ts'
import { freshConnection } from './support/database.ts'
import { harbour, harbourText } from './support/dataset.ts'
import { eventually, postgresPid, privateFolder } from './support/server-process.ts'

vi.setConfig({ testTimeout: 600_000 })

type Manager = 'GRAPH' | 'FILES'

async function fill(db: Database, manager: Manager): Promise<void> {
  await loadDataset(db, await readDatasetOrThrow(harbour))
  await loadDocument(db, { file: harbourText })
  if (manager === 'GRAPH') await adoptDataset(db, 'harbour')
  for (const name of ['Ann', 'Bob']) await db.prisma.actor.create({ data: { name, isMachine: false } })
}

/** An open proposal of three changes: one of each operation, and of several tables. */
async function propose(db: Database, round: number): Promise<string> {
  const ann = await db.prisma.actor.findUniqueOrThrow({ where: { name: 'Ann' } })
  const { slug, version } = await db.prisma.entity.findFirstOrThrow({ where: { name: 'Harbour Aid' } })
  const known = await db.prisma.fact.findFirst({ where: { key: `guild-${round - 1}` } })
  const fact = {
    kind: 'CRITICISM',
    key: `guild-${round}`,
    critic: 'coast-guild',
    target: slug,
    claim: 'It opened its doors too late.',
    statedOn: '1950',
    topics: ['shelter'],
    statement: `The Coast Guild said ${round} times that Harbour Aid opened its doors too late.`,
    evidence: [{ document: 'harbour-aid', paragraph: 2, anchor: 'the Coast Guild criticised', references: ['2'] }],
  }
  const item = { dataset: 'harbour' } as const
  return await db.prisma.$transaction(async (tx) => {
    const key = await createProposal(tx, {
      ...{ title: 'A title', reason: 'A reason', by: ann, origin: { by: 'PERSON', name: 'Ann' } },
      changes: [
        { ...item, operation: 'CREATE', type: 'fact', key: fact.key, values: fact },
        {
          ...{ ...item, operation: 'UPDATE', type: 'entity', key: slug, expectedVersion: version },
          values: { slug: `aid-${round}`, formerSlugs: [slug], summary: `Summary ${round}.` },
        },
        ...(known === null
          ? []
          : [
              {
                ...({
                  ...item,
                  operation: 'DELETE',
                  type: 'fact',
                  key: known.key,
                  expectedVersion: known.version,
                } as const),
                values: {},
              },
            ]),
      ],
    })
    await submitProposal(tx, key, ann)
    return key
  })
}

/** What proposal, changes, graph, log and the memory of mutations say of an acceptance. */
async function traces(db: Database, key: string, round: number) {
  const { rows } = await db.pool.query<Record<string, unknown>>(
    `select state, decided_by_id is not null as "isDecided", patch is not null as "hasPatch",
      array(select distinct status::text from proposed_change where proposal_id = proposal.id) as statuses,
      (select count(*)::int from fact where key = $2) as facts,
      (select count(*)::int from evidence join fact on fact.id = fact_id where key = $2) as evidence,
      (select count(*)::int from entity where slug = $3 and summary = $4) as entities,
      (select count(*)::int from former_slug join entity on entity.id = entity_id where entity.slug = $3) as slugs,
      exists (select from change where change.proposal = proposal.key) as log,
      (select count(*)::int from mutation_result where client_mutation_id = 'accept ' || proposal.key
        and result is not null) as remembered
    from proposal where key = $1`,
    [key, `guild-${round}`, `aid-${round}`, `Summary ${round}.`],
  )
  return rows[0]
}

const nothing = {
  ...{ state: 'OPEN', isDecided: false, hasPatch: false, statuses: ['NEW'], remembered: 0 },
  ...{ facts: 0, evidence: 0, entities: 0, slugs: 0, log: false },
}

const all = {
  GRAPH: {
    ...{ state: 'ACCEPTED', isDecided: true, hasPatch: false, statuses: ['ACCEPTED'], remembered: 1 },
    ...{ facts: 1, evidence: 1, entities: 1, slugs: 1, log: true },
  },
  FILES: { ...nothing, state: 'ACCEPTED', isDecided: true, hasPatch: true, statuses: ['ACCEPTED'], remembered: 1 },
}

const program = path.join(import.meta.dirname, 'support/accept-program.ts')

/** Accepts in a process of its own; returns how that ended. */
async function acceptElsewhere(task: Task): Promise<{ code: number | null; signal: string | null; printed: string }> {
  const child = spawn(process.execPath, [program, JSON.stringify(task)], { stdio: ['ignore', 'ignore', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let printed = ''
  child.stderr.on('data', (chunk) => {
    printed += chunk
  })
  return await new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, printed }))
  })
}

/** After a crash: all or nothing, and either way somebody can go on. */
async function expectAllOrNothing(db: Database, manager: Manager, key: string, round: number): Promise<boolean> {
  const found = await traces(db, key, round)
  expect([nothing, all[manager]]).toContainEqual(found)
  const isDone = found?.state === 'ACCEPTED'
  // Whoever did not hear of the first attempt repeats it, under the same id.
  expect((await acceptAsBob(db, key)).problems).toEqual([])
  expect(await traces(db, key, round)).toEqual(all[manager])
  expect((await acceptAsBob(db, key, 'again')).problems).toMatchObject([{ code: 'CONFLICT', message: /is ACCEPTED/ }])
  return isDone
}

/**
 * Accepts on connections that are cut right before the n-th statement, and with them all others of the program: to
 * PostgreSQL that is a program which is killed. Returns whether it came so far.
 */
async function acceptUntilCut(connection: pg.PoolConfig, proposal: string, cutAt: number): Promise<boolean> {
  const db = openDatabase(connection, { poolSize: 4 })
  const clients = new Set<pg.PoolClient>()
  let isCut = false
  db.pool.on('connect', (client) => {
    clients.add(client)
    client.on('error', () => undefined)
  })
  watchStatements(db, (number) => {
    isCut ||= number === cutAt
    if (isCut) for (const client of clients) streamOf(client).destroy()
  })
  const end = await acceptAsBob(db, proposal).catch(() => undefined)
  await db.close()
  expect(end === undefined).toBe(isCut)
  return isCut
}

function streamOf(client: pg.PoolClient): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream
}

// A try takes a third of a second. Every one is tried with FAST_CHECK_RUNS; most statements are the same for both managers.
const isThorough = process.env.FAST_CHECK_RUNS !== undefined
test.for([
  ['GRAPH', isThorough ? 1 : 4],
  ['FILES', isThorough ? 1 : 10],
] as const)(
  'a program that dies between two statements of accepting does all or nothing: a dataset managed by %s, every %i. one',
  async ([manager, step]) => {
    const connection = await freshConnection()
    const db = openDatabase(connection, { poolSize: 4 })
    onTestFinished(() => db.close())
    await fill(db, manager)
    const key = await propose(db, 1)
    const revision = async () => (await db.pool.query('select * from revision')).rows
    const before = await revision()
    let last = 1 - step
    while (await acceptUntilCut(connection, key, last + step)) {
      last += step
      expect(await traces(db, key, 1), `statement ${last}`).toEqual(nothing)
      expect(await revision()).toEqual(before)
    }
    expect(last).toBeGreaterThan(20)
    expect(await expectAllOrNothing(db, manager, key, 1)).toBe(true)
    // Killed for good; also with the last statements on their way, when it is open whether they arrived.
    const deaths = [
      { dieAt: Math.floor(last / 2) },
      { dieAt: last },
      { dieAt: last - 1, isSent: true },
      { dieAt: last, isSent: true },
    ]
    for (const [index, death] of deaths.entries()) {
      const proposal = await propose(db, index + 2)
      const { signal, printed } = await acceptElsewhere({ connection, proposal, ...death })
      expect(signal, printed).toBe('SIGKILL')
      const isDone = await expectAllOrNothing(db, manager, proposal, index + 2)
      if (!('isSent' in death)) expect(isDone).toBe(false)
    }
  },
)

test.for(['postgres', 'both'])('all or nothing, also when %s is killed', async (victim) => {
  const folder = path.join(await privateFolder({ onDisk: true }), 'data')
  const postgres = await startEmbedded({ dataDir: folder, log: pino({ level: 'silent' }) })
  onTestFinished(() => postgres.stop())
  const { connection } = postgres
  await migrateDatabase(connection)
  const db = openDatabase(connection, { poolSize: 4 })
  onTestFinished(() => db.close())
  await fill(db, 'GRAPH')
  const deaths = [{ dieAt: 20 }, { dieAt: 'COMMIT' }, { dieAt: 'COMMIT', isSent: true }] as const
  for (const [round, death] of deaths.entries()) {
    const proposal = await propose(db, round + 1)
    const pid = postgresPid(folder)
    const end = await acceptElsewhere({
      ...{ connection, proposal, postgres: pid, diesItself: victim === 'both', ...death },
    })
    expect(end.signal === 'SIGKILL', end.printed).toBe(victim === 'both')
    await eventually('another postgres is there', async () => ![undefined, pid].includes(postgresPid(folder)))
    await eventually('it answers', () =>
      db.pool.query('select 1').then(
        () => true,
        () => false,
      ),
    )
    await expectAllOrNothing(db, 'GRAPH', proposal, round + 1)
  }
})
