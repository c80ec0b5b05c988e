import { runWithin } from '../database/tracked-operation.ts'
import { type HttpResponse, json } from './message.ts'

/** Milliseconds after which a database that does not answer makes the server count as not ready. */
const readinessTimeout = 1_000

/** Says that the process lives. It asks nothing of the database. */
export function health(): HttpResponse {
  return json(200, { status: 'ok' }, { 'cache-control': 'no-store' })
}

/**
 * Makes the check behind /ready: 200 when `ready` returns true and `answers` says that questions can be answered, 503
 * otherwise. Concurrent checks share one query.
 */
export function createReadiness(answers: () => Promise<boolean>, ready: () => boolean): () => Promise<HttpResponse> {
  let running: Promise<boolean> | undefined
  return async () => {
    if (!ready()) return readiness(503, 'stopping')
    running ??= inTime(answers).finally(() => {
      running = undefined
    })
    return (await running) ? readiness(200, 'ready') : readiness(503, 'no database')
  }
}

function readiness(status: number, text: string): HttpResponse {
  return json(status, { status: text }, { 'cache-control': 'no-store' })
}

async function inTime(answers: () => Promise<boolean>): Promise<boolean> {
  return await runWithin(readinessTimeout, answers).catch(() => false)
}
