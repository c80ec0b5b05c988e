import type { Database } from '../database/open.ts'
import { runWithin } from '../database/tracked-pool.ts'
import { type Answer, json } from './message.ts'

/** Milliseconds that the database may take to answer before the server counts as not ready. */
const patience = 1_000

/** The process lives: nothing else is asked. */
export function health(): Answer {
  return json(200, { status: 'ok' }, { 'cache-control': 'no-store' })
}

/**
 * Makes the check behind /ready: 200 when `ready` says so and the database answers, 503 otherwise. However many ask
 * at once, the database is asked once.
 */
export function createReadiness(db: Database, ready: () => boolean): () => Promise<Answer> {
  let asking: Promise<boolean> | undefined
  return async () => {
    if (!ready()) return readiness(503, 'starting')
    asking ??= databaseAnswers(db).finally(() => {
      asking = undefined
    })
    return (await asking) ? readiness(200, 'ready') : readiness(503, 'no database')
  }
}

function readiness(status: number, text: string): Answer {
  return json(status, { status: text }, { 'cache-control': 'no-store' })
}

async function databaseAnswers(db: Database): Promise<boolean> {
  return await runWithin(patience, () => db.pool.query('select 1')).then(
    () => true,
    () => false,
  )
}
