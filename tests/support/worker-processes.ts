import { request } from 'node:http'
import type { ServerProcess } from './server-process.ts'

interface LogLine {
  readonly pid: number
  readonly level: number
  readonly msg: string
  readonly requestId?: string
  /** The process number of the worker that the line is about. */
  readonly worker?: number
  readonly reason?: string
  readonly wait?: number
}

/** The whole lines that a server and its workers have logged so far. */
export function logOf(server: ServerProcess): LogLine[] {
  return server
    .printed()
    .log.split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
}

/** What the supervisor has logged about its workers under a message. */
export function toldOf(server: ServerProcess, message: string): LogLine[] {
  return logOf(server).filter(({ msg, worker }) => worker !== undefined && msg === message)
}

/** The process numbers of the workers that are ready and have not ended. */
export function workersOf(server: ServerProcess): number[] {
  const ended = new Set(toldOf(server, 'A worker has ended').map(({ worker }) => worker))
  return toldOf(server, 'A worker is ready').flatMap(({ worker }) => (worker && !ended.has(worker) ? [worker] : []))
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

export interface Answer {
  readonly status: number | undefined
  readonly requestId: string
}

/** Asks a GraphQL question on a connection of its own, so that each question may meet another worker. */
export function askAnew(url: string, query: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const sent = request(new URL('graphql', url), { method: 'POST', agent: false, headers }, (response) => {
      response.once('error', reject).once('end', () => {
        resolve({ status: response.statusCode, requestId: String(response.headers['x-request-id']) })
      })
      response.resume()
    })
    sent.setTimeout(60_000, () => sent.destroy(new Error('There was no answer within a minute')))
    sent.once('error', reject).end(JSON.stringify({ query }))
  })
}

/** Who answered: the process number that the log has for a request. */
export function answererOf(server: ServerProcess, { requestId }: Answer): number | undefined {
  return logOf(server).find((line) => line.requestId === requestId)?.pid
}
