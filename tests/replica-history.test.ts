import { rename, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { SessionClient } from '../src/database/connection.ts'
import { readStandbyState, type StandbyState } from '../src/database/replica/server.ts'
import { Stay } from '../src/database/replica/stay.ts'
import { expectAnswer, type ReplicatedServer, startOn, startReplicated, write } from './support/replicated.ts'
import { eventually, findPort, startServer, statusOf } from './support/server-process.ts'
import {
  addressOf,
  addStandby,
  copyFolder,
  follows,
  guideRoles,
  noStandbys,
  type PostgresNode,
  startCluster,
  startNode,
} from './support/standby.ts'

vi.setConfig({ testTimeout: 300_000 })

async function isCached(server: ReplicatedServer, expected: string): Promise<boolean> {
  const { summary, cached } = await server.ask()
  return summary === expected && cached
}

/** Waits until the only replica of a server answers reads, or no longer. */
async function answersReads({ reads }: ReplicatedServer, expected: boolean): Promise<void> {
  await eventually(`it answers reads: ${expected}`, async () => reads.status()[0]?.answersReads === expected)
}

describe.skipIf(noStandbys)('replicas and other courses of history', () => {
  test('a replica that lags too much leaves the ring and returns by itself', async () => {
    const cluster = await startCluster(1)
    const [standby] = cluster.standbys
    const server = await startReplicated(cluster, { consistency: 'relaxed' })
    await standby?.query('select pg_wal_replay_pause()')
    await write(cluster.primary, 'Not yet.')
    await answersReads(server, false)
    const [status] = server.reads.status()
    expect(status?.lagSeconds).toBeGreaterThan(10)
    expect(status?.problem).toMatch(/^It lags \d+ seconds behind the primary, and may lag 10\.$/)
    expectAnswer(await server.ask(), 'Not yet.')
    await standby?.query('select pg_wal_replay_resume()')
    await answersReads(server, true)
    expect(server.reads.status()[0]).toMatchObject({ problem: undefined, lagSeconds: 0, lagRevisions: 0 })
    expect(server.logged('A replica answers no reads')).toHaveLength(1)
    expect(server.logged('A replica answers reads')).toHaveLength(2)
  })

  test('a replica that is promoted leaves the ring with the first statement after that', async () => {
    const cluster = await startCluster(1)
    const standby = cluster.standbys[0] as PostgresNode
    const server = await startReplicated(cluster, { consistency: 'relaxed', answerCache: 0 })
    await write(cluster.primary, 'Followed.')
    await follows(standby, cluster.primary)
    expectAnswer(await server.ask(), 'Followed.')
    await standby.query('select pg_promote()')
    await write(standby, 'Elsewhere.')
    for (let time = 0; time < 20; time += 1) expectAnswer(await server.ask(), 'Followed.')
    await answersReads(server, false)
    await eventually(
      'its problem is known',
      async () => server.reads.status()[0]?.problem?.includes('no standby') === true,
    )
    expect(server.logged('A replica answers no reads')).toHaveLength(1)
  })

  test('a replica that was made anew from an older copy behind the same address is not taken for the former', async () => {
    const cluster = await startCluster(1)
    const { primary } = cluster
    const standby = cluster.standbys[0] as PostgresNode
    const server = await startReplicated(cluster, { answerCache: 0 })
    const older = `${standby.folder}-older`
    await standby.stop()
    await copyFolder(standby.folder, older)
    await standby.start()
    await write(primary, 'Newer.')
    await follows(standby, primary)
    await answersReads(server, true)
    expectAnswer(await server.ask(), 'Newer.')

    await standby.kill()
    await rm(standby.folder, { recursive: true })
    await rename(older, standby.folder)
    await startNode(standby.folder, { primary_conninfo: 'host=/nowhere' })
    for (let time = 0; time < 20; time += 1) expectAnswer(await server.ask(), 'Newer.')
    expect(server.reads.status()[0]).toMatchObject({ answersReads: false })
  })

  test('after a failover servers go on with the new primary, and tell nothing of the lost timeline', async () => {
    const { primary, standbys } = await startCluster(2)
    const [promoted, diverged] = standbys as [PostgresNode, PostgresNode]
    // The name of the primary, which is given to another server.
    const name = path.join(path.dirname(primary.folder), 'name')
    await symlink(primary.socket, name)
    const follower = await addStandby(primary, 'follower', { wal_retrieve_retry_interval: '100ms' }, name)
    const databaseUrl = addressOf(name)
    const readUrls = [promoted, diverged, follower].map(({ address }) => address)
    const servers = [
      await startOn({ databaseUrl, readUrls }),
      await startOn({ databaseUrl, readUrls, consistency: 'relaxed' }),
      await startOn({ databaseUrl }),
    ]
    const common = await write(primary, 'Common.')
    for (const server of servers) await eventually('it is cached', () => isCached(server, 'Common.'))

    const marks = await Promise.all(servers.map(async ({ reads }) => (await reads.choose(true)).mark))
    await follower.stop()
    await promoted.query(`alter system set primary_conninfo = ''`)
    await promoted.query('select pg_reload_conf()')
    await eventually('it no longer follows', async () => {
      return (await promoted.query('select from pg_stat_wal_receiver')).length === 0
    })
    const lost = await write(primary, 'Lost.')
    for (const server of servers) await eventually('the lost is cached', () => isCached(server, 'Lost.'))
    await primary.kill()
    await promoted.query('select pg_promote()')
    await rm(name)
    await symlink(promoted.socket, name)
    await follower.start()

    // One replica has what the new primary does not have, and all servers have it in their caches.
    for (const server of servers) {
      await eventually('it reads from the new primary', async () => (await server.ask()).summary === 'Common.')
      for (let time = 0; time < 20; time += 1) expectAnswer(await server.ask(), 'Common.', common)
      // An answer that was begun at the same revision, before the failover, may show what is lost.
      const { revision, mark } = await server.reads.choose(true)
      expect(revision).toBe(common)
      expect(marks).not.toContain(mark)
    }
    const found = await write(promoted, 'Found.')
    expect(found.split('-')[1]).toBe(lost.split('-')[1])
    for (const server of servers.slice(0, 2)) {
      await eventually('the other replica is back', async () => server.reads.status()[2]?.answersReads === true)
    }
    await follows(follower, promoted)
    for (const server of servers) {
      for (let time = 0; time < 20; time += 1) expectAnswer(await server.ask(), 'Found.', found)
    }
    expect(servers[0]?.reads.status().map(({ problem }) => problem)).toEqual([
      expect.stringContaining('It is no standby'),
      'It is on timeline 1, and the primary is on timeline 2.',
      undefined,
    ])
  })

  test('a new connection that shows less than is remembered of the server ends the stay', async () => {
    const { standbys } = await startCluster(1)
    const [standby] = standbys as [PostgresNode]
    const client = new SessionClient({ connectionString: standby.address })
    await client.connect()
    const state = await readStandbyState(client)
    await client.end()
    const problems: string[] = []
    const stayOf = (remembered: StandbyState) => {
      const stay = new Stay(remembered, { connectionString: standby.address }, {}, (problem) => problems.push(problem))
      onTestFinished(() => stay.db.close())
      return stay.db.pool.query('select 1')
    }
    await stayOf(state)
    expect(problems).toEqual([])
    const { shown } = state
    const others: StandbyState[] = [
      { ...state, shown: { ...shown, lsn: shown.lsn + 1n } },
      { ...state, started: '0' },
      { ...state, system: '0' },
      { ...state, timeline: 2 },
    ]
    for (const other of others) await expect(stayOf(other)).rejects.toThrow(/^(It went|Another server)/)
    expect(problems).toHaveLength(others.length)
  })

  test('what cannot be a replica is said at the start, and does not prevent it', async () => {
    const { primary, standbys } = await startCluster(1)
    await primary.query('create database another')
    const standby = standbys[0] as PostgresNode
    await follows(standby, primary)
    const port = await findPort()
    const server = await startOn({
      databaseUrl: primary.address,
      readUrls: [
        `postgres://reader:hunter2@127.0.0.1:${port}/graph`,
        addressOf('/nowhere'),
        'postgres://reader@db.invalid/graph?sslmode=verify-ca&sslrootcert=/nowhere',
        primary.address,
        addressOf(standby.socket, 'another'),
        standby.address,
      ],
    })
    expect(server.reads.status().map(({ problem }) => problem)).toEqual([
      expect.stringContaining('Nothing listens there'),
      expect.stringContaining('There is no socket of PostgreSQL'),
      expect.stringContaining('A certificate that the address names is not there'),
      expect.stringContaining('It is no standby'),
      expect.stringContaining('It cannot tell what it shows: relation "revision" does not exist'),
      undefined,
    ])
    expect(server.logged('A replica answers no reads')).toHaveLength(5)
    expect(JSON.stringify([server.lines, server.reads.status()])).not.toContain('hunter2')
    expect(await server.ask()).toMatchObject({ error: undefined })
    expect(server.answered()).toBe(1)
  })

  test('a standby of a copy, which agrees with the primary in all but its course, never answers', async () => {
    const { primary } = await startCluster(0)
    const copy = await startCluster(1)
    const standby = copy.standbys[0] as PostgresNode
    const server = await startOn({ databaseUrl: primary.address, readUrls: [standby.address], consistency: 'relaxed' })
    // The place of the copy in its log comes to lie between those that the server has seen of the primary.
    for (let number = 1; number <= 3; number += 1) {
      await write(primary, `Original ${number}`)
      await primary.query('select pg_switch_wal()')
    }
    for (let number = 1; number <= 6; number += 1) {
      await write(copy.primary, `Copy ${number}`)
      await server.reads.check()
      expect(server.reads.status()[0]).toMatchObject({ answersReads: false })
    }
    expectAnswer(await server.ask(), 'Original 3')
    expect(server.answered()).toBe(0)
  })

  test('a server whose DATABASE_URL leads to a standby says so and ends', async () => {
    const { standbys } = await startCluster(1)
    const server = startServer({ DATABASE_URL: standbys[0]?.address ?? '' })
    expect(await server.ended).toEqual({ code: 1, signal: null })
    expect(server.printed().log).toContain('The PostgreSQL that DATABASE_URL leads to is a standby')
  })

  test('servers that are set up as the guide says share two replicas, and a session goes from one to another', async () => {
    const { primary, standbys } = await startCluster(2)
    // The tests' PostgreSQL has a role and a database of the guide's name already.
    for (const statement of guideRoles) await primary.query(statement.replaceAll('dossier', 'guide'))
    for (const standby of standbys) await follows(standby, primary)
    const env = { DATABASE_URL: addressOf(primary.socket, 'guide', 'guide'), DOSSIER_CONSISTENCY: 'session' }
    const readUrls = standbys.map(({ socket }) => addressOf(socket, 'guide', 'guide')).join(',')
    const first = startServer(env)
    await first.url
    const others = [
      startServer({ ...env, DOSSIER_READ_URLS: readUrls }),
      startServer({ ...env, DOSSIER_READ_URLS: readUrls }),
    ]
    const urls = await Promise.all([first, ...others].map(({ url }) => url))
    for (const { printed } of others) {
      await eventually('both replicas answer', async () => printed().log.split('A replica answers reads').length === 3)
    }
    const client = new pg.Client({ connectionString: env.DATABASE_URL })
    await client.connect()
    onTestFinished(() => client.end())
    let seen: string | null = null
    for (let number = 1; number <= 20; number += 1) {
      await client.query(`update entity set summary = 'Session ${number}' where slug = 'geneva'`)
      for (const url of urls) {
        const headers: Record<string, string> = seen === null ? {} : { 'x-dossier-revision': seen }
        const response = await fetch(new URL('graphql?query={entity(ref:{slug:"geneva"}){summary}}', url), { headers })
        expect(await response.json()).toEqual({ data: { entity: { summary: `Session ${number}` } } })
        seen = response.headers.get('x-dossier-revision')
        expect(seen).toMatch(/^[0-9a-f]{12}-\d+$/)
      }
    }
    expect(await Promise.all(urls.map((url) => statusOf(url, 'ready')))).toEqual([200, 200, 200])
  })
})
