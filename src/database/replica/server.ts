import pg from 'pg'
import { DossierError } from '../../errors.ts'
import type { SessionClient } from '../connection.ts'
import { type Shown, type ShownRow, shownOf } from './position.ts'

/** Which run of which server a connection leads to. */
export interface ServerRun {
  /** The cluster. Its standbys have the same; null where the host forbids to read it. */
  readonly system: string | null
  /** The database within the cluster. */
  readonly database: string
  /** When the server was started: it tells a server from another that has taken its address. */
  readonly started: string
}

/** What a server says of itself, as a standby that is to answer reads. */
export interface StandbyState extends ServerRun {
  readonly isStandby: boolean
  readonly timeline: number
  readonly shown: Shown
}

const run = `(select oid::text from pg_database where datname = current_database()) as database,
  extract(epoch from pg_postmaster_start_time())::text as started`

/** The timeline that a standby receives is exact, and hidden from ordinary roles; the other one may be some minutes old. */
const standbyStatement = `select ${run}, system_identifier::text as system, pg_is_in_recovery() as "isStandby",
  coalesce((select received_tli from pg_stat_wal_receiver), (select timeline_id from pg_control_checkpoint())) as timeline,
  epoch, number::text, revision.xmin::text as "row", coalesce(pg_last_wal_replay_lsn() - '0/0', 0)::text as lsn
  from pg_control_system(), revision`

/** SQLSTATE insufficient_privilege. */
const forbidden = '42501'

/** Asks a connection which run of which primary it leads to. */
export async function readServerRun(client: SessionClient): Promise<ServerRun> {
  const columns = `${run}, system_identifier::text as system from pg_control_system()`
  try {
    return await onlyRow<ServerRun>(client, `select ${columns}`)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== forbidden) throw error
    return await onlyRow<ServerRun>(client, `select ${run}, null as system`)
  }
}

/** Asks a connection for all that tells whether its server may answer reads. */
export async function readStandbyState(client: SessionClient): Promise<StandbyState> {
  const { timeline, ...row } = await onlyRow<Omit<StandbyState, 'shown'> & ShownRow>(client, standbyStatement)
  return { ...row, timeline: Number(timeline), shown: shownOf(row) }
}

/** Milliseconds that a server may take to answer a question about itself. */
export const answerTimeout = 3_000

/** The method of pg itself, because such a statement belongs to no operation: it is neither counted nor cancelled. */
const untracked = pg.Client.prototype.query as (text: string) => Promise<pg.QueryResult>

/** The row that `text` returns. */
export async function onlyRow<Row extends object>(client: SessionClient, text: string): Promise<Row> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const seconds = answerTimeout / 1000
  const timer = setTimeout(
    () => reject(new DossierError('UNAVAILABLE', `PostgreSQL did not answer within ${seconds} seconds.`)),
    answerTimeout,
  )
  try {
    const { rows } = await Promise.race([untracked.call(client, text), late])
    const [row] = rows
    if (!row) throw new Error('The table "revision" has no row.')
    return row as Row
  } finally {
    clearTimeout(timer)
  }
}
