import { lockRevision, readRevision } from '../database/revision.ts'
import { refreshStatistics } from '../database/statistics.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { Change } from './change.ts'
import type { CheckCounts } from './check-counts.ts'
import { checkFacts } from './check-facts.ts'
import { constraintError } from './constraint-errors.ts'
import type { Author } from './log.ts'
import type { DraftProblem } from './problem.ts'
import { type Rechecked, recheckEvidence } from './recheck.ts'
import type { Changes } from './writer.ts'

export interface Connected {
  readonly prisma: PrismaClient
}

export interface ChangeOptions extends Author {
  /** Called at the start of each step. */
  readonly onStep?: (step: string) => void
  /** Everything is written and checked as always, and then undone. */
  readonly isTrial?: boolean
}

/** The result of a change. Evidence is what was checked: that of the documents and facts that it touched. */
export interface Changed<T> extends Rechecked {
  readonly result: T
  /** The number of rows that were written, by table. Empty if nothing was different. */
  readonly changed: Changes
  /** The revision of the graph after the change. */
  readonly revision: string
  /** What its drafts say and their sentences do not. */
  readonly warnings: readonly DraftProblem[]
  /** The result of checking word for word what facts say, of all that were checked. */
  readonly checks: CheckCounts
}

/** Of a transaction that writes, in milliseconds. A large dataset takes minutes, and another change may have to finish first. */
export const timeouts = { maxWait: 30_000, timeout: 3_600_000 }

/**
 * Runs a change of the graph in one transaction: one change at a time, all or nothing. After `task` has written, it
 * checks evidence and facts again, runs the deferred checks of the database while their errors can still be explained,
 * writes the change log, and updates the statistics of the planner. A change that writes nothing leaves no trace; nor
 * does a trial, whose result says what the change would do.
 *
 * @throws DossierError as `task` does; BAD_USER_INPUT when a check of the database refuses a draft.
 */
export async function changeGraph<T>(
  { prisma }: Connected,
  { onStep = () => undefined, isTrial = false, ...author }: ChangeOptions,
  task: (change: Change) => Promise<T>,
): Promise<Changed<T>> {
  try {
    return await prisma.$transaction(async (tx) => {
      await lockRevision(tx)
      // The time limit of statements is for reads.
      await tx.$executeRaw`set local statement_timeout = 0`
      const before = isTrial ? await readRevision(tx) : undefined
      const change = new Change(tx, onStep)
      const result = await task(change)
      const rechecked = await complete(change, author)
      const { changes: changed, warnings } = change
      const done = { result, changed, revision: before ?? (await readRevision(tx)), warnings, ...rechecked }
      if (isTrial) throw new TrialEnd(done)
      return done
    }, timeouts)
  } catch (error) {
    if (error instanceof TrialEnd) return error.changed as Changed<T>
    throw constraintError(error) ?? error
  }
}

/** Undoes the transaction of a trial. */
class TrialEnd extends Error {
  readonly changed: Changed<unknown>

  constructor(changed: Changed<unknown>) {
    super('The trial is over')
    this.changed = changed
  }
}

async function complete(change: Change, author: Author): Promise<Rechecked & Pick<Changed<unknown>, 'checks'>> {
  const { tx } = change
  change.step('checks')
  const found = await recheckEvidence(change, change.toRecheck)
  const result = { ...found, checks: await checkFacts(change) }
  await change.runChecked()
  if (!change.hasChanged) return result
  await tx.$executeRaw`set constraints all immediate`
  await change.log.write(author)
  await refreshStatistics(tx, change.rowsByTable)
  return result
}
