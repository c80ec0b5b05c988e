import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import type { Database } from '../src/database/open.ts'
import { expectAnswer, revisionOf, startReplicated, write } from './support/replicated.ts'
import { eventually } from './support/server-process.ts'
import { follows, noStandbys, type PostgresNode, startCluster } from './support/standby.ts'

vi.setConfig({ testTimeout: 300_000 })

const resume = 'select pg_wal_replay_resume()'

const sleepers = `select from pg_stat_activity where query like 'select pg_sleep%' and wait_event = 'PgSleep'`

/** Makes a standby show what it shows, whatever it receives. */
async function pause(standby: PostgresNode | undefined): Promise<void> {
  await standby?.query('select pg_wal_replay_pause()')
  await eventually('it waits', async () => {
    return (await standby?.query(`select where pg_get_wal_replay_pause_state() = 'paused'`))?.length === 1
  })
}

describe.skipIf(noStandbys)('replicas', () => {
  test('strong: a thousand writes are each seen by the read that follows, and the replicas answer', async () => {
    const cluster = await startCluster(2)
    const servers = [await startReplicated(cluster), await startReplicated(cluster, { answerCache: 0 })]
    for (let number = 1; number <= 500; number += 1) {
      for (const [index, server] of servers.entries()) {
        const summary = `Write ${number} of ${index}`
        const revision = await write(cluster.primary, summary)
        const asked = await server.ask()
        expectAnswer(asked, summary)
        expect(asked.revision).toBe(revision)
      }
    }
    for (const { reads } of servers) for (const { answered } of reads.status()) expect(answered).toBeGreaterThan(0)
    const [cached] = servers
    expect(await cached?.ask()).toMatchObject({ cached: false })
    expect(await cached?.ask()).toMatchObject({ cached: true, summary: 'Write 500 of 1' })
  })

  test('strong: nobody sees less than was there when they asked, however many ask while the graph changes', async () => {
    const cluster = await startCluster(2)
    const servers = [await startReplicated(cluster), await startReplicated(cluster, { answerCache: 0 })]
    let written = 0
    let isOver = false
    const stale: string[] = []
    const asking = Array.from({ length: 8 }, async (_, index) => {
      while (!isOver) {
        const least = written
        const { summary = '' } = (await servers[index % 2]?.ask()) ?? {}
        if (Number(summary) < least) stale.push(`${summary} after ${least}`)
      }
    })
    for (let number = 1; number <= 300; number += 1) {
      await write(cluster.primary, String(number))
      written = number
    }
    isOver = true
    await Promise.all(asking)
    expect(stale).toEqual([])
    for (const server of servers) expect(server.answered()).toBeGreaterThan(0)
  })

  test('strong: while replicas show less, the primary answers, and nobody is shown less', async () => {
    const cluster = await startCluster(2)
    const server = await startReplicated(cluster, { answerCache: 0 })
    for (const standby of cluster.standbys) await pause(standby)
    await write(cluster.primary, 'While they wait.')
    const before = server.answered()
    const asked = await Promise.all(Array.from({ length: 20 }, () => server.ask()))
    for (const answer of asked) expectAnswer(answer, 'While they wait.')
    expect(server.answered()).toBe(before)
    for (const standby of cluster.standbys) await standby.query(resume)
    await eventually('the replicas answer again', async () => {
      expectAnswer(await server.ask(), 'While they wait.')
      return server.answered() > before
    })
  })

  test('strong: an older graph that was restored within one epoch is not mistaken for the newer one', async () => {
    const cluster = await startCluster(1)
    const [standby] = cluster.standbys
    const server = await startReplicated(cluster)
    const { primary } = cluster
    await write(primary, 'Dumped.')
    await primary.query('create table dump as select * from revision')
    await write(primary, 'Lost.')
    expectAnswer(await server.ask(), 'Lost.')
    await eventually('the replica has it', async () => server.reads.status()[0]?.lagRevisions === 0)
    await pause(standby)
    await primary.query(`begin; set local session_replication_role = replica;
      update entity set summary = 'Dumped.' where slug = 'geneva'; delete from revision;
      insert into revision select * from dump; commit`)
    // The replica shows a higher number of the same epoch.
    for (let time = 0; time < 3; time += 1) expectAnswer(await server.ask(), 'Dumped.')
  })

  test('session: an answer is as new as the caller says, and may be older for others', async () => {
    const cluster = await startCluster(1)
    const { primary, standbys } = cluster
    const server = await startReplicated(cluster, { consistency: 'session' })
    const first = await write(primary, 'First.')
    await follows(standbys[0] ?? primary, primary)
    expect(await server.ask(first)).toMatchObject({ summary: 'First.', revision: first })
    expect(await server.ask(first)).toMatchObject({ summary: 'First.', revision: first, cached: true })

    await pause(standbys[0])
    const second = await write(primary, 'Second.')
    const before = server.answered()
    expect(await server.ask()).toMatchObject({ summary: 'First.', revision: first })
    expect(await server.ask(second)).toMatchObject({ summary: 'Second.', revision: second })
    expect(await server.ask(second)).toMatchObject({ summary: 'Second.', revision: second, cached: true })
    expect(await server.ask(first)).toMatchObject({ summary: 'First.', revision: first })
    expect(server.answered()).toBeGreaterThan(before)

    const [epoch] = second.split('-')
    const future = `${epoch}-${Number(second.split('-')[1]) + 1}`
    for (const unknown of [future, 'fedcba987654-1']) {
      const { error, message } = await server.ask(unknown)
      expect(error).toBe('CONFLICT')
      expect(message).toContain(`names the revision ${unknown}, and the graph is at ${second}.`)
    }
    for (const malformed of ['now', first.toUpperCase(), `${first}, ${second}`, `${epoch}-x`, `${epoch}-1e3`]) {
      expect(await server.ask(malformed)).toMatchObject({
        status: 400,
        error: 'BAD_REQUEST',
        message: expect.stringContaining(`is "${malformed}", and must be a revision`),
      })
    }
  })

  test('relaxed: reads go on while the primary is away; strong says so, and goes on when it is back', async () => {
    const cluster = await startCluster(2)
    const { primary } = cluster
    const relaxed = await startReplicated(cluster, { consistency: 'relaxed' })
    const session = await startReplicated(cluster, { consistency: 'session' })
    const strong = await startReplicated(cluster)
    const revision = await write(primary, 'Before.')
    for (const standby of cluster.standbys) await follows(standby, primary)
    await primary.kill()
    for (let time = 0; time < 10; time += 1) {
      expect(await relaxed.ask()).toMatchObject({ summary: 'Before.', revision, cached: time > 0 })
      expectAnswer(await session.ask(revision), 'Before.')
    }
    const [epoch, number] = revision.split('-')
    expect(await session.ask(`${epoch}-${Number(number) + 1}`)).toMatchObject({ error: 'UNAVAILABLE' })
    expect(await strong.ask()).toMatchObject({ error: 'UNAVAILABLE', summary: undefined })
    const ready = async ({ app }: typeof strong) => (await app.fetch('http://localhost/ready')).status
    expect([await ready(relaxed), await ready(session), await ready(strong)]).toEqual([200, 200, 503])

    await primary.start()
    const after = await write(primary, 'After.')
    expect(after.split('-')[0]).not.toBe(epoch)
    expectAnswer(await strong.ask(), 'After.')
    await eventually('the others follow', async () => (await relaxed.ask()).summary === 'After.')
    // As long as a replica is known to have shown it, there is no doubt.
    await eventually('the other epoch is seen', async () => (await session.ask(revision)).error === 'CONFLICT')
    expect(await session.ask(after)).toMatchObject({ summary: 'After.', revision: after })
    expect(await ready(strong)).toBe(200)
  })

  test('session: while the primary is away, a replica gets longer to show what a caller has seen', async () => {
    const cluster = await startCluster(1)
    const [standby] = cluster.standbys as [PostgresNode]
    const server = await startReplicated(cluster, { consistency: 'session' })
    await pause(standby)
    const revision = await write(cluster.primary, 'Received.')
    const [position] = await cluster.primary.query<{ lsn: string }>('select pg_current_wal_lsn() as lsn')
    const hasIt = `select where pg_last_wal_receive_lsn() >= '${position?.lsn}'`
    await eventually('it is received', async () => (await standby.query(hasIt)).length === 1)
    await cluster.primary.kill()
    const asked = server.ask(revision)
    // Longer than a replica gets while the primary can answer in its place.
    await sleep(60)
    await standby.query(resume)
    expectAnswer(await asked, 'Received.')
  })

  test('what finds no connection to a replica is answered elsewhere', async () => {
    const cluster = await startCluster(1)
    const { primary, standbys } = cluster
    const server = await startReplicated(cluster, { answerCache: 0 })
    await Promise.all(standbys.map((standby) => follows(standby, primary)))
    const source = await server.reads.choose(false)
    const used: Database[] = []
    const ask = async (db: Database) => {
      used.push(db)
      if (used.length > 1) return (await db.pool.query('select 1 as one')).rows
      const held = await Promise.all(Array.from({ length: db.pool.options.max }, () => db.pool.connect()))
      return await db.pool.query('select 1 as one').finally(() => held.forEach((client) => client.release()))
    }
    expect(await source.read(ask, () => [])).toEqual([{ one: 1 }])
    expect(used).toHaveLength(2)
    expect(used[0]).not.toBe(used[1])
  })

  test('a replica that goes away, or cannot follow and answer at once, costs no caller an answer', async () => {
    const cluster = await startCluster(2, { max_standby_streaming_delay: '50ms' })
    const { primary, standbys } = cluster
    const server = await startReplicated(cluster, { answerCache: 0 })
    const [first, second] = standbys
    await Promise.all(standbys.map((standby) => follows(standby, primary)))
    const source = await server.reads.choose(false)
    const used: Database[] = []
    const hold = async (db: Database) => {
      used.push(db)
      if (used.length === 1) await db.pool.query('select pg_sleep(600) from entity limit 1')
      return []
    }
    const reading = source.read(hold, (errors) => errors)
    await eventually('the statement runs', async () => {
      const running = await Promise.all(standbys.map(({ query }) => query(sleepers)))
      return running.flat().length === 1
    })
    await primary.query('begin; lock table entity in access exclusive mode; commit')
    await reading
    expect(used).toHaveLength(2)

    let isOver = false
    const asking = Array.from({ length: 4 }, async () => {
      const answers = []
      while (!isOver) answers.push(await server.ask())
      return answers
    })
    await eventually('they answer', async () => server.answered() > 50)
    await first?.kill()
    await second?.stop()
    await eventually('both are missed', async () => server.logged('A replica answers no reads').length === 2)
    isOver = true
    const answers = (await Promise.all(asking)).flat()
    expect(answers.filter(({ error }) => error !== undefined)).toEqual([])
    await first?.start()
    await eventually('one is back', async () => server.logged('A replica answers reads').length === 3)
    const before = server.answered()
    await follows(first ?? primary, primary)
    await eventually('it answers', async () => {
      await server.ask()
      return server.answered() > before
    })
    expect(await revisionOf(primary)).toBe((await server.ask()).revision)
  })
})
