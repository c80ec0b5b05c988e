import { fieldText } from '../../change/problem.ts'
import { quoted } from '../../model/value.ts'

/** Why a candidate is refused. docs/drafting.md says what each means. */
export const candidateCodes = [
  'BAD_SHAPE',
  'NO_SUCH_PARAGRAPH',
  'ANCHOR_TOO_LONG',
  'ANCHOR_NOT_FOUND',
  'ANCHOR_AMBIGUOUS',
  'WRONG_REFERENCE',
  'QUOTATION_NOT_FOUND',
  'NUMBER_NOT_FOUND',
  'NAME_NOT_FOUND',
  'DATE_NOT_FOUND',
  'ADDRESS_NOT_FOUND',
  'STATEMENT_COPIED',
  'UNKNOWN_ENTITY',
  'UNKNOWN_FACT',
  'WRONG_KIND',
  'SLUG_TAKEN',
  'DUPLICATE',
  'REJECTED_BEFORE',
] as const

export type CandidateCode = (typeof candidateCodes)[number]

/** Something that is wrong with a candidate. */
export interface CandidateProblem {
  readonly code: CandidateCode
  /** Where in the candidate: "fact.critic", "evidence[0].anchor". Empty for the whole. */
  readonly field: string
  /** The value there, shortened; absent if there is none. */
  readonly value?: string
  /** What is wrong, and what would be right. */
  readonly message: string
}

export function candidateProblem(
  code: CandidateCode,
  path: readonly PropertyKey[],
  value: unknown,
  message: string,
): CandidateProblem {
  return { code, field: fieldText(path), message, ...(value == null ? {} : { value: quoted(value) }) }
}
