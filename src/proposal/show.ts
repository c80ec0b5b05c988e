import { chunk } from 'es-toolkit/array/chunk'
import { type ItemState, readItemStates } from '../change/proposal/item-state.ts'
import type { ProposalProblem } from '../change/proposal/problem.ts'
import { type StoredChange, storedChange } from '../change/proposal/stored.ts'
import type { Database } from '../database/open.ts'
import { type CitedSentence, citedSentences } from './cited-sentence.ts'
import { isStale, problemsNow } from './standing.ts'

/** A change with all that its reviewer wants to see. */
export interface ReviewedChange {
  readonly change: StoredChange
  /** What the item says now; undefined if it is not there. */
  readonly current: ItemState | undefined
  readonly isStale: boolean
  readonly problems: readonly ProposalProblem[]
  readonly sentences: readonly CitedSentence[]
}

/** Changes that are read at once, because each brings the sentences of its paragraphs. */
const changesAtOnce = 500

/** The changes of a proposal, or those with these ordinals, in their order. */
export async function reviewChanges(
  db: Database,
  proposalId: number,
  ordinals?: ReadonlySet<number>,
): Promise<ReviewedChange[]> {
  const rows = await db.prisma.proposedChange.findMany({
    where: { proposalId, ...(ordinals && { ordinal: { in: [...ordinals] } }) },
    orderBy: { ordinal: 'asc' },
  })
  const reviewed: ReviewedChange[] = []
  for (const part of chunk(rows.map(storedChange), changesAtOnce)) reviewed.push(...(await review(db, part)))
  return reviewed
}

async function review(db: Database, changes: readonly StoredChange[]): Promise<ReviewedChange[]> {
  const states = await readItemStates(db.prisma, changes)
  const sentences = await citedSentences(db, changes)
  return changes.map((change, index) => {
    const current = states[index]
    return {
      change,
      current,
      isStale: isStale(change, current),
      problems: problemsNow(change, current),
      sentences: sentences[index] ?? [],
    }
  })
}
