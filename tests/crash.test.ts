import { existsSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { firstQuestion } from '../src/server/announce.ts'
import { filledFolder } from './support/data-folder.ts'
import {
  askServer,
  eventually,
  killPostgres,
  postgresPid,
  privateFolder,
  type ServerProcess,
  socketOf,
  startServer,
  statusOf,
} from './support/server-process.ts'

vi.setConfig({ testTimeout: 600_000 })

async function withClient<T>(folder: string, task: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(socketOf(folder))
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await task(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Commits rows, one after the other, until the connection breaks; `acknowledged` holds those that PostgreSQL confirmed. */
function writeUntilBroken(folder: string, from: number): { acknowledged: number[]; broken: Promise<void> } {
  const acknowledged: number[] = []
  const broken = withClient(folder, async (client) => {
    for (let number = from; ; number += 2) {
      // Two rows in a transaction: half of one must never be seen.
      await client.query(
        `begin; insert into written values (${number}); insert into written values (${number + 1}); commit`,
      )
      acknowledged.push(number, number + 1)
    }
  }).catch(() => undefined)
  return { acknowledged, broken }
}

async function written(folder: string): Promise<number[]> {
  return await withClient(folder, async (client) => {
    const { rows } = await client.query<{ number: number }>('select number from written order by number')
    return rows.map(({ number }) => number)
  })
}

type Victim = 'the server' | 'postgres' | 'both'

async function kill(victim: Victim, server: ServerProcess, folder: string): Promise<void> {
  if (victim !== 'postgres') server.child.kill('SIGKILL')
  if (victim !== 'the server') killPostgres(folder)
  if (victim !== 'postgres') await server.ended
}

test.for<Victim>(['the server', 'postgres', 'both'])(
  'nothing committed is lost when %s is killed in the middle of writes',
  async (victim) => {
    const folder = await filledFolder({ onDisk: true })
    let server = startServer({ DOSSIER_DATA_DIR: folder })
    await server.url
    await withClient(folder, (client) => client.query('create table written (number int primary key)'))

    let from = 1
    const acknowledged: number[] = []
    for (let round = 1; round <= 2; round += 1) {
      const before = postgresPid(folder)
      const writer = writeUntilBroken(folder, from)
      await eventually('rows are written', async () => writer.acknowledged.length >= 50 * round)
      await kill(victim, server, folder)
      if (victim !== 'postgres') server = startServer({ DOSSIER_DATA_DIR: folder })
      const url = await server.url
      await writer.broken
      await eventually('another postgres is there', async () => ![undefined, before].includes(postgresPid(folder)))
      await eventually('the server is ready', async () => (await statusOf(url, 'ready')) === 200)

      acknowledged.push(...writer.acknowledged)
      const found = await written(folder)
      expect(found).toEqual(expect.arrayContaining(acknowledged))
      // What was not confirmed may be there or not, but whole.
      expect(found.length % 2).toBe(0)
      expect(found.length - acknowledged.length).toBeLessThanOrEqual(2 * round)
      expect(await askServer(url, firstQuestion)).toMatchObject({ body: { data: { criticisms: { totalCount: 5 } } } })
      from += 10_000_000
    }
    server.child.kill('SIGTERM')
    expect(await server.ended).toEqual({ code: 0, signal: null })
  },
)

test('a first start that is killed half way is begun again', async () => {
  const folder = path.join(await privateFolder({ onDisk: true }), 'data')
  const first = startServer({ DOSSIER_DATA_DIR: folder })
  await eventually('the database is being made', async () => first.printed().log.includes('Making a new database'))
  first.child.kill('SIGKILL')
  await first.ended
  expect(existsSync(path.join(folder, 'postgres'))).toBe(false)
  const second = startServer({ DOSSIER_DATA_DIR: folder })
  expect(await askServer(await second.url, firstQuestion)).toMatchObject({
    body: { data: { criticisms: { totalCount: 5 } } },
  })
})
