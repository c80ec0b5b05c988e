import type { Prisma } from '../generated/prisma/client.ts'
import type { CheckSubject } from '../generated/prisma/enums.ts'
import type { Change } from './change.ts'
import { checkAdvice } from './check-message.ts'
import type { FactDraft } from './draft.ts'
import { isAnswerable } from './fact-check.ts'
import { copiedAdvice, copiedCode } from './own-words.ts'
import { DraftError, type DraftPath, type DraftProblem, draftProblem, fieldPath } from './problem.ts'

interface Unconfirmed {
  readonly key: string
  readonly subject: CheckSubject
  readonly value: string
  readonly field: string
}

/** The facts that are written of a dataset. */
export interface DraftedFacts {
  /** The slug of the dataset. */
  readonly slug: string
  /** A condition that they meet. */
  readonly areDrafted: Prisma.Sql
  /** Finds some of them by their keys. */
  find(keys: ReadonlySet<string>): Promise<ReadonlyMap<string, FactDraft>>
}

/** The most that is told; what is wrong comes first. */
const mostTold = 1000

/**
 * Reports what drafts say and their sentences do not: numbers, names and dates without an answer become warnings of the
 * change. Facts with evidence that is
 * AMBIGUOUS or ORPHANED are left out, because that is what is wrong with them.
 *
 * @throws DraftError BAD_USER_INPUT for quotations and citations.
 */
export async function reportUnconfirmed(
  change: Change,
  datasetId: number,
  { slug, areDrafted, find }: DraftedFacts,
): Promise<void> {
  const rows = await change.tx.$queryRaw<Unconfirmed[]>`
    select key, subject::text, value, field
    from fact_check join fact on fact.id = fact_id
    where dataset_id = ${datasetId} and ${areDrafted} and status = 'NOT_CONFIRMED' and answer is null
      and not exists (select from evidence where evidence.fact_id = fact.id and evidence.status in ('AMBIGUOUS', 'ORPHANED'))
    order by subject in ('NUMBER', 'NAME', 'DATE'), key, ordinal limit ${mostTold}`
  if (rows.length === 0) return
  const drafts = await find(new Set(rows.map(({ key }) => key)))
  const problems = rows.flatMap(({ key, subject, value, field }) => {
    const draft = drafts.get(key)
    if (draft === undefined) return []
    const problem = draftProblem(draft, fieldPath(field), value, checkAdvice({ subject, value }))
    return [{ subject, problem: { ...problem, code: `${subject}_NOT_CONFIRMED` } }]
  })
  const [warnings, errors] = [true, false].map((answerable): DraftProblem[] =>
    problems.filter(({ subject }) => isAnswerable(subject) === answerable).map(({ problem }) => problem),
  )
  if (errors?.length) throw new DraftError('BAD_USER_INPUT', `The dataset "${slug}" is not right:`, errors)
  change.warnings.push(...(warnings ?? []))
}

/** Warns of statements that repeat the text they rest on, among the facts whose words or text the change wrote. */
export async function reportCopied(
  change: Change,
  datasetId: number,
  { areDrafted, find }: DraftedFacts,
): Promise<void> {
  const { copied } = change
  if (copied.ids.length === 0) return
  const rows = await change.tx.$queryRaw<{ id: number; key: string }[]>`
    select id, key from fact
    where id = any(${copied.ids}::int[]) and dataset_id = ${datasetId} and ${areDrafted} order by key`
  if (rows.length === 0) return
  const drafts = await find(new Set(rows.map(({ key }) => key)))
  const warnings = rows.flatMap(({ id, key }) => {
    const draft = drafts.get(key)
    return draft === undefined ? [] : copied.of(id).map(({ path, words }) => copiedProblem(draft, path, words))
  })
  change.warnings.push(...warnings)
}

function copiedProblem(draft: FactDraft, path: DraftPath, words: string): DraftProblem {
  return { ...draftProblem(draft, path, words, copiedAdvice(words)), code: copiedCode }
}
