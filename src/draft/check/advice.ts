import { checkAdvice } from '../../change/check-message.ts'
import type { CheckSubject } from '../../generated/prisma/enums.ts'
import type { CandidateCode } from './problem.ts'

export const codes: Readonly<Record<CheckSubject, CandidateCode>> = {
  QUOTATION: 'QUOTATION_NOT_FOUND',
  CITATION: 'WRONG_REFERENCE',
  NUMBER: 'NUMBER_NOT_FOUND',
  NAME: 'NAME_NOT_FOUND',
  DATE: 'DATE_NOT_FOUND',
}

/** A draft answers nothing: what its sentences do not say is left to a person. */
export function adviceOf(subject: CheckSubject, value: string): string {
  return checkAdvice({ subject, value }).replace(', or give the reason as `computed`', '')
}
