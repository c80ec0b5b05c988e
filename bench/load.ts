import autocannon from 'autocannon'
import type { Contender, Request } from './contender.ts'
import { cpuBetween, cpuTimes } from './cpu.ts'
import { residentMegabytes } from './memory.ts'

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
  /** Megabytes that the server holds afterwards; null where the system does not say. */
  readonly memory: number | null
  readonly failures: Failures
}

/** Requests that were not answered, or answered with errors. */
export interface Failures {
  count: number
  /** The status and the text of the first one. */
  first?: string
}

/** Asks for so many seconds with 16 connections, each of which waits for its answer; the requests take turns. */
export async function load(contender: Contender, requests: readonly Request[], seconds: number): Promise<Load> {
  const { url, name, database, pid } = contender
  const failures: Failures = { count: 0 }
  const before = await cpuTimes(database, pid)
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    timeout: 60,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    requests: requests.map(({ body }) => ({ body })),
    setupClient: (client) => watch(client, failures),
  })
  const after = await cpuTimes(database, pid)
  // Too slow for so little time: the number would be that of nothing, or of a few that were lucky.
  if (result.requests.total < connections && seconds < 60) return await load(contender, requests, seconds * 4)
  failures.count += result.errors
  if (result.errors > 0)
    failures.first ??= `${result.timeouts} timeouts, ${result.errors - result.timeouts} broken connections`
  const { total } = result.requests
  if (failures.count > 0) console.error(`${name}: ${failures.count} of ${total} failed; the first: ${failures.first}`)
  return {
    // What failed is no answer.
    perSecond: Math.max(0, total - failures.count) / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    bytes: total === 0 ? 0 : Math.round(result.throughput.total / total),
    serverCpu: share(cpuBetween(before.server, after.server), total),
    databaseCpu: share(cpuBetween(before.database, after.database), total),
    memory: await residentMegabytes(pid),
    failures,
  }
}

/** Notes what a connection is answered with: another status than 200, or a GraphQL answer that begins with errors. */
function watch(client: autocannon.Client, failures: Failures): void {
  let status = 200
  let isBegun = false
  client.on('headers', (headers) => {
    status = (headers as unknown as { statusCode: number }).statusCode
    isBegun = false
  })
  client.on('body', (body) => {
    if (isBegun) return
    isBegun = true
    if (status === 200 && !body.toString('latin1', 0, 9).startsWith('{"errors"')) return
    failures.count += 1
    failures.first ??= `${status} ${body.toString('utf8', 0, 500)}`
  })
}

function share(time: number | null, answers: number): number | null {
  return time === null || answers === 0 ? null : time / answers
}
