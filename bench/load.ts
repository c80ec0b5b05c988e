import autocannon from 'autocannon'
import type { Contender, Request } from './contender.ts'
import { cpuBetween, cpuTimes } from './cpu.ts'

export const connections = 16

export interface Load {
  /** Answers in a second, on average. */
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Of one answer, on average. */
  readonly bytes: number
  /** Milliseconds of computing for one answer, in the server and in PostgreSQL; null where the system does not say. */
  readonly serverCpu: number | null
  readonly databaseCpu: number | null
}

/** Asks for so many seconds with 16 connections, each of which waits for its answer; the requests take turns. */
export async function load(contender: Contender, requests: readonly Request[], seconds: number): Promise<Load> {
  const { url, name, database, pid } = contender
  const before = await cpuTimes(database, pid)
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    timeout: 60,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    requests: requests.map(({ body }) => ({ body })),
  })
  const after = await cpuTimes(database, pid)
  // Too slow for so little time: the number would be that of nothing, or of a few that were lucky.
  if (result.requests.total < connections && seconds < 60) return await load(contender, requests, seconds * 4)
  const failed = result.non2xx + result.errors + result.timeouts
  if (failed > 0) throw new Error(`${name}: ${failed} of ${result.requests.total} requests failed under load.`)
  const { total } = result.requests
  return {
    perSecond: total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    bytes: total === 0 ? 0 : Math.round(result.throughput.total / total),
    serverCpu: share(cpuBetween(before.server, after.server), total),
    databaseCpu: share(cpuBetween(before.database, after.database), total),
  }
}

function share(time: number | null, answers: number): number | null {
  return time === null || answers === 0 ? null : time / answers
}
