import { rename, rm } from 'node:fs/promises'
import pg from 'pg'
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { startEmbedded } from '../src/database/postgres/embedded.ts'
import { filledFolder } from './support/data-folder.ts'
import { eventually, socketOf } from './support/server-process.ts'
import { copyFolder, makeStandby } from './support/standby.ts'

vi.setConfig({ testTimeout: 300_000 })

interface Running {
  /** What a statement returns. */
  query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]>
  /** The revision, and the graph that it stands for: the summary of Geneva. */
  state(): Promise<State>
  /** Changes the graph; returns its state after that. */
  change(summary: string): Promise<State>
}

interface State {
  readonly epoch: string
  readonly number: number
  readonly graph: string
}

/** Runs PostgreSQL on a data folder for as long as `task` takes, and stops it cleanly. */
async function withFolder<T>(dataDir: string, task: (running: Running) => Promise<T>): Promise<T> {
  const postgres = await startEmbedded({ dataDir, log: pino({ level: 'silent' }) })
  const client = new pg.Client(postgres.connection)
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await task(runningOn(client))
  } finally {
    await client.end()
    await postgres.stop()
  }
}

function runningOn(client: pg.Client): Running {
  const query: Running['query'] = async (text) => (await client.query(text)).rows
  const state = async () => {
    const rows = await query<State>(
      `select epoch, number::int, summary as graph from revision, entity where slug = 'geneva'`,
    )
    return rows[0] as State
  }
  return {
    query,
    state,
    async change(summary) {
      await query(`update entity set summary = '${summary}' where slug = 'geneva'`)
      return await state()
    },
  }
}

/** No revision may stand for two graphs. */
function expectUnambiguous(states: readonly State[]): void {
  const graphs = new Map<string, string>()
  for (const { epoch, number, graph } of states) {
    const revision = `${epoch}-${number}`
    expect(graphs.get(revision) ?? graph, revision).toBe(graph)
    graphs.set(revision, graph)
  }
}

test('a start of PostgreSQL keeps the revision, and the first change after it begins an epoch', async () => {
  const folder = await filledFolder()
  const before = await withFolder(folder, async ({ change }) => await change('One.'))
  const [kept, second, third] = await withFolder(folder, async ({ state, change }) => [
    await state(),
    await change('Two.'),
    await change('Three.'),
  ])
  expect(kept).toEqual(before)
  expect(second).toMatchObject({ epoch: expect.not.stringContaining(before.epoch), number: before.number + 1 })
  expect(third).toMatchObject({ epoch: second.epoch, number: before.number + 2 })
})

test('a copy of the data folder that takes the place of its original repeats no revision of it', async () => {
  const folder = await filledFolder()
  const copy = `${folder}-copy`
  const common = await withFolder(folder, async ({ change }) => await change('Common.'))
  await copyFolder(folder, copy)
  const lost = await withFolder(folder, async ({ change }) => [await change('Lost 1.'), await change('Lost 2.')])
  await rm(folder, { recursive: true })
  await rename(copy, folder)
  const found = await withFolder(folder, async ({ state, change }) => [
    await state(),
    await change('Found 1.'),
    await change('Found 2.'),
  ])
  expect(found[0]).toEqual(common)
  expect([...lost, ...found].map(({ number }) => number - common.number)).toEqual([1, 2, 0, 1, 2])
  expectUnambiguous([common, ...lost, ...found])
})

test('a standby that is promoted repeats no revision that it had not received', async () => {
  const folder = await filledFolder()
  const standby = `${folder}-standby`
  await withFolder(folder, async (primary) => {
    await makeStandby(primary.query, folder, standby, socketOf(folder).host ?? '')
    await withFolder(standby, async (replica) => {
      const received = await primary.change('Received.')
      await eventually('the standby follows', async () => (await replica.state()).graph === 'Received.')
      expect(await replica.state()).toEqual(received)

      await replica.query(`alter system set primary_conninfo = ''`)
      await replica.query('select pg_reload_conf()')
      await eventually('it no longer follows', async () => {
        return (await replica.query('select from pg_stat_wal_receiver')).length === 0
      })
      const lost = [await primary.change('Lost 1.'), await primary.change('Lost 2.')]
      await replica.query('select pg_promote()')
      const found = [await replica.state(), await replica.change('Found 1.'), await replica.change('Found 2.')]
      expect(found[0]).toEqual(received)
      expect([...lost, ...found].map(({ number }) => number - received.number)).toEqual([1, 2, 0, 1, 2])
      expectUnambiguous([received, ...lost, ...found])
    })
  })
})
