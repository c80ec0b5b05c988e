import { type Expression, sql } from '../database/sql.ts'
import { DossierError } from '../errors.ts'
import { quoted } from '../model/value.ts'

/** A place in the log of changes: after one change or, without an ordinal, after all of a revision. */
export interface Position {
  readonly epoch: string
  readonly number: number
  readonly ordinal?: number
}

const form = /^([0-9a-f]{12})-(\d{1,15})(?:\.(\d{1,9}))?$/u

/** The revision of a change, as `graph.revision` writes it. */
export function revisionText({ epoch, number }: Position): string {
  return `${epoch}-${number}`
}

/** The cursor of a change: its revision and its ordinal within it. */
export function cursorText(position: Position): string {
  return position.ordinal === undefined ? revisionText(position) : `${revisionText(position)}.${position.ordinal}`
}

/**
 * Reads a cursor or a revision.
 *
 * @param name What it is called where it was given: "`after`".
 * @throws DossierError BAD_CURSOR
 */
export function readPosition(text: string, name = '`after`'): Position {
  const [, epoch, number, ordinal] = form.exec(text.trim()) ?? []
  if (epoch === undefined) {
    const message = `${name} is ${quoted(text.slice(0, 60))}, which is neither a cursor of a change, such as "4f1c2a9b03de-42.7", nor a revision, such as "4f1c2a9b03de-42". Take one from a change, a snapshot or \`graph.revision\`.`
    throw new DossierError('BAD_CURSOR', message, { argument: 'after' })
  }
  const whole = { epoch, number: Number(number) }
  return ordinal === undefined ? whole : { ...whole, ordinal: Number(ordinal) }
}

/** A value that stands after every ordinal. */
export const afterAll = 2_147_483_647

/** The numbers of a position, as rows of the log are compared with them. */
export function numbersOf({ number, ordinal = afterAll }: Position): Expression<unknown> {
  return sql`${number}::bigint, ${ordinal}::integer`
}

/**
 * Whether the log says everything that happened after a position. After a change, if that is still there, because the log
 * is only ever cut at its beginning. After a revision, if its epoch is known, and has come so far.
 */
export function isKept(position: Position): Expression<boolean> {
  const { epoch, number, ordinal } = position
  if (ordinal !== undefined) {
    return sql`exists (select from change
      where (number, epoch, ordinal) = (${number}::bigint, ${epoch}, ${ordinal}::integer))`
  }
  return sql`exists (select from revision_epoch as own where epoch = ${epoch} and ${number}::bigint >= first
    and ${number}::bigint <= coalesce((select min(next.first) - 1 from revision_epoch as next where next.first > own.first),
      (select number from revision)))`
}

/** The error GONE of a position whose followers are not all there. */
export function goneError(position: Position): DossierError {
  const text = cursorText(position)
  const message = `Nobody can go on from ${quoted(text)}: what happened after it was removed from the log of changes, or it belongs to another course of the graph, such as one before a backup was restored. Take a new snapshot, from /snapshot.ndjson or \`dossier snapshot\`, and follow the changes after its revision.`
  return new DossierError('GONE', message, { after: text })
}
