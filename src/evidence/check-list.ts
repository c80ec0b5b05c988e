import { type CheckCounts, countChecks } from '../change/check-counts.ts'
import type { Connected } from '../change/transaction.ts'
import type { CheckStatus, CheckSubject } from '../generated/prisma/enums.ts'

/** Something that a fact says, and whether its sentences say it. */
export interface ListedCheck {
  readonly status: CheckStatus
  readonly subject: CheckSubject
  readonly value: string
  /** The field of the fact that says it. */
  readonly field: string
  /** The reason that the fact gives. */
  readonly answer: string | null
  readonly factKey: string
  readonly dataset: string
}

export interface ListedChecks {
  readonly counts: CheckCounts
  readonly checks: readonly ListedCheck[]
}

/** The checks of all facts, or of those that cite a document by its slug, in order of dataset and key. */
export async function listChecks({ prisma }: Connected, document?: string): Promise<ListedChecks> {
  const checks = await prisma.$queryRaw<ListedCheck[]>`
    select fact_check.status::text, subject::text, value, field, answer, key as "factKey", dataset.slug as dataset
    from fact_check join fact on fact.id = fact_id join dataset on dataset.id = dataset_id
    where ${document ?? null}::text is null or exists (
      select from evidence join paragraph on paragraph.id = paragraph_id join document on document.id = document_id
      where evidence.fact_id = fact.id and document.slug = ${document ?? null})
    order by dataset.slug, key, ordinal`
  return { counts: countChecks(checks), checks }
}
