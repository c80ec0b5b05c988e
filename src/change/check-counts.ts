import type { CheckStatus } from '../generated/prisma/enums.ts'
import { type FactCheck, isAnswerable } from './fact-check.ts'

/** How many claims of facts were confirmed or not. */
export interface CheckCounts extends Readonly<Record<CheckStatus, number>> {
  /** Of those that are NOT_CONFIRMED, the ones to which the fact gives a reason. */
  readonly answered: number
  /** Of those that are NOT_CONFIRMED, the quotations and citations, which no reason answers. */
  readonly wrong: number
}

export const noChecks: CheckCounts = { CONFIRMED: 0, NOT_CONFIRMED: 0, NOT_LOADED: 0, answered: 0, wrong: 0 }

/** Counts checks; `before` is added. */
export function countChecks(
  checks: Iterable<Pick<FactCheck, 'status' | 'subject'> & { readonly answer?: string | null }>,
  before: CheckCounts = noChecks,
): CheckCounts {
  const counts = { ...before }
  for (const { status, subject, answer } of checks) {
    counts[status] += 1
    if (answer != null) counts.answered += 1
    if (status === 'NOT_CONFIRMED' && !isAnswerable(subject)) counts.wrong += 1
  }
  return counts
}

/** "Checks: 421 CONFIRMED, 19 NOT_CONFIRMED (18 answered)". Empty if there are none. */
export function checkCountsText({ answered, wrong: _, ...statuses }: CheckCounts): string {
  const parts = Object.entries(statuses).flatMap(([status, count]) => {
    if (count === 0) return []
    const reasons = status === 'NOT_CONFIRMED' && answered > 0 ? ` (${answered.toLocaleString('en')} answered)` : ''
    return [`${count.toLocaleString('en')} ${status}${reasons}`]
  })
  return parts.length === 0 ? '' : `Checks: ${parts.join(', ')}`
}
