import type { Database } from '../open.ts'
import { revisionRow } from '../revision.ts'

/** A revision of the graph: an epoch and a number. See docs/decisions/0013. */
export interface Revision {
  readonly epoch: string
  readonly number: number
}

/** What a server shows, at least: from then on it shows this or something later, as long as it follows one history. */
export interface Shown extends Revision {
  /** The transaction that wrote the row of the revision: a restore writes another row with an old revision. */
  readonly row: string
  /** How far the server has come in the log of its cluster, in bytes. */
  readonly lsn: bigint
}

/** What the primary shows. */
export interface Position extends Shown {
  readonly timeline: number
}

/** The same as PostgreSQL returns it. */
export interface ShownRow {
  readonly epoch: string
  readonly number: string
  readonly row: string
  readonly lsn: string
}

export function shownOf({ epoch, number, row, lsn }: ShownRow): Shown {
  return { epoch, number: Number(number), row, lsn: BigInt(lsn) }
}

export function textOf({ epoch, number }: Revision): string {
  return `${epoch}-${number}`
}

/** Reads a revision as texts write it, such as "4f1c2a9b03de-42"; undefined for anything else. */
export function parseRevision(text: string): Revision | undefined {
  const [, epoch, number] = /^([0-9a-f]{12})-(\d{1,15})$/.exec(text) ?? []
  return epoch === undefined ? undefined : { epoch, number: Number(number) }
}

/** True if `shown` is `revision` or a later one of the same epoch. Revisions of two epochs cannot be compared. */
export function reaches(shown: Revision, revision: Revision): boolean {
  return shown.epoch === revision.epoch && shown.number >= revision.number
}

const shownColumns = `epoch, number::text, xmin::text as "row"`

/** The position is read after the snapshot is taken, so it covers all that the snapshot shows. */
const positionStatement = `select ${shownColumns}, (pg_current_wal_lsn() - '0/0')::text as lsn,
  left(pg_walfile_name(pg_current_wal_lsn()), 8) as timeline from revision`

/** The same of a standby. A later statement shows at least what this one tells. */
export const shownStatement = `select ${shownColumns}, (pg_last_wal_replay_lsn() - '0/0')::text as lsn from revision`

/** What the primary shows, to compare standbys with it. */
export async function readPosition({ pool }: Database): Promise<Position> {
  const { rows } = await pool.query<ShownRow & { timeline: string }>({ name: 'position', text: positionStatement })
  const row = revisionRow(rows)
  return { ...shownOf(row), timeline: Number.parseInt(row.timeline, 16) }
}

/** The same where there are no standbys. */
export async function readRevisionRow({ pool }: Database): Promise<Position> {
  const { rows } = await pool.query<ShownRow>({
    name: 'revision',
    text: `select ${shownColumns}, 0 as lsn from revision`,
  })
  return { ...shownOf(revisionRow(rows)), timeline: 0 }
}
