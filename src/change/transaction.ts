import { lockRevision, readRevision } from '../database/revision.ts'
import { refreshStatistics } from '../database/statistics.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { Change } from './change.ts'
import { constraintError } from './constraint-errors.ts'
import type { Author } from './log.ts'
import { type EvidenceCounts, noEvidence, recheckEvidence } from './recheck.ts'
import type { Changes } from './writer.ts'

export interface Connected {
  readonly prisma: PrismaClient
}

export interface ChangeOptions extends Author {
  /** Hears what is being done now. */
  readonly onStep?: (step: string) => void
}

/** What came of a change. */
export interface Changed<T> {
  readonly result: T
  /** Rows that were written, by table. Empty when the graph said all of this already. */
  readonly changed: Changes
  /** The revision of the graph that holds it. */
  readonly revision: string
  /** All evidence of the documents that the change touched, by what its check says now. */
  readonly evidence: EvidenceCounts
}

/** In milliseconds. A large dataset takes minutes; a change that is being made is waited for. */
const timeouts = { maxWait: 30_000, timeout: 3_600_000 }

/**
 * Runs a change of the graph, from beginning to end, in one transaction: one change at a time, all or nothing. When
 * `task` has written, evidence is checked again, the database's own rules are tried while their words can still be
 * understood, the change is recorded, and PostgreSQL's planner learns what the tables hold. A change that writes
 * nothing leaves no trace.
 *
 * @throws DossierError as `task` does; BAD_USER_INPUT when the database's own rules refuse a draft.
 */
export async function changeGraph<T>(
  { prisma }: Connected,
  { onStep = () => undefined, ...author }: ChangeOptions,
  task: (change: Change) => Promise<T>,
): Promise<Changed<T>> {
  try {
    return await prisma.$transaction(async (tx) => {
      await lockRevision(tx)
      // The time limit of statements is meant for questions.
      await tx.$executeRaw`set local statement_timeout = 0`
      const change = new Change(tx, onStep)
      const result = await task(change)
      const evidence = await complete(change, author)
      return { result, changed: change.changes, revision: await readRevision(tx), evidence }
    }, timeouts)
  } catch (error) {
    throw constraintError(error) ?? error
  }
}

async function complete(change: Change, author: Author): Promise<EvidenceCounts> {
  const { tx, rechecked } = change
  if (rechecked.length > 0) change.step('checks')
  const evidence = rechecked.length > 0 ? await recheckEvidence(change, rechecked) : noEvidence
  if (!change.hasChanged) return evidence
  await tx.$executeRaw`set constraints all immediate`
  await change.log.write(author)
  await refreshStatistics(tx, Object.keys(change.changes))
  return evidence
}
