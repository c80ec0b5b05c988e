import type { Database } from '../database/open.ts'
import { readRevision } from '../database/revision.ts'
import { sql } from '../database/sql.ts'
import { queryPrepared } from '../database/statement.ts'
import { type ChangeRow, changeJson, feedLine } from './change-row.ts'
import { goneError, isKept, numbersOf, type Position, readPosition } from './position.ts'

/** How many changes are read at a time. Each may hold what a long fact says, twice. */
export const pageSize = 200

interface Page {
  readonly isKept: boolean
  readonly rows: readonly ChangeRow[]
}

/**
 * The changes after a position, or from the first that is kept; up to the end of the revision `until`, if it is given.
 * One statement, so that nothing can be removed between the check of the position and the reading.
 *
 * @throws DossierError GONE
 */
export async function readPage(
  db: Pick<Database, 'pool'>,
  after: Position | undefined,
  until?: Position,
): Promise<readonly ChangeRow[]> {
  const conditions = [
    ...(after ? [sql`(number, ordinal) > (${numbersOf(after)})`] : []),
    ...(until ? [sql`(number, ordinal) <= (${numbersOf(until)})`] : []),
  ]
  const where = conditions.length > 0 ? sql`where ${sql.join(conditions, ' and ')}` : sql``
  const [page] = await queryPrepared<Page>(
    db,
    sql`select ${after ? isKept(after) : sql`true`} as "isKept",
      (select coalesce(json_agg(${changeJson('page')} order by number, ordinal), '[]') from
        (select * from change ${where} order by number, ordinal limit ${sql.lit(pageSize)}) as page) as rows`,
  )
  if (after && !page?.isKept) throw goneError(after)
  return page?.rows ?? []
}

/** All changes after a position that there are now, page by page; then the revision up to which these are all. */
export async function* readChanges(
  db: Database,
  after: Position | undefined,
): AsyncGenerator<readonly ChangeRow[], string> {
  const revision = await readRevision(db.prisma)
  const until = readPosition(revision)
  let last = after
  for (;;) {
    const rows = await readPage(db, last, until)
    if (rows.length > 0) yield rows
    if (rows.length < pageSize) return revision
    last = rows.at(-1)
  }
}

/**
 * The feed as NDJSON, some lines at a time: a line for each change after a position, and at the end a line with the
 * revision up to which these are all. Where that line is missing, the reading was cut off.
 *
 * @throws DossierError GONE
 */
export async function* feedLines(db: Database, after: Position | undefined): AsyncGenerator<string> {
  const pages = readChanges(db, after)
  for (;;) {
    const page = await pages.next()
    if (page.done) {
      yield `${JSON.stringify({ revision: page.value })}\n`
      return
    }
    yield page.value.map((row) => `${JSON.stringify(feedLine(row))}\n`).join('')
  }
}
