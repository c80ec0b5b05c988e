import type { CheckStatus, CheckSubject } from '../generated/prisma/enums.ts'
import { labelsOf, markPlace } from '../model/citation-label.ts'
import { quoted } from '../model/value.ts'

interface Checked {
  readonly subject: CheckSubject
  readonly value: string
  readonly status: CheckStatus
  readonly answer?: string | null
}

/** What is to be said of a claim that no sentence confirms: the answer of the fact, or what is missing. */
export function checkMessage({ subject, value, status, answer }: Checked): string | undefined {
  if (status !== 'NOT_CONFIRMED') return undefined
  return answer ?? missing[subject](quoted(value))
}

/** What is wrong with it in a draft, and what would be right. */
export function checkAdvice({ subject, value }: Pick<Checked, 'subject' | 'value'>): string {
  const advised = subject === 'CITATION' ? labelAdvice(value) : undefined
  return `${missing[subject](quoted(value))}; ${advised ?? advice[subject]}`
}

/** How the labels are written of which this is a whole mark: "[15]", "34–36". */
function labelAdvice(value: string): string | undefined {
  const inner = value.replace(/^\s*[[［]\s*|\s*[\]］]\s*$/gu, '')
  const labels = labelsOf(inner, markPlace('.', ''))
  if (!labels || (labels.length === 1 && labels[0] === value)) return undefined
  return `write ${labels.map(quoted).join(', ')}, as labels are printed, and list only the citations of that sentence`
}

const missing: Readonly<Record<CheckSubject, (value: string) => string>> = {
  QUOTATION: (value) => `the words ${value} are not in the sentences of the evidence`,
  CITATION: (value) => `the sentence of the evidence does not carry the citation ${value}`,
  NUMBER: (value) => `the number ${value} is not in the sentences of the evidence`,
  NAME: (value) => `neither the name ${value} nor another name of it is in the sentences of the evidence`,
  DATE: (value) => `the date ${value} is not in the sentences of the evidence`,
}

const answerIt = 'correct it, cite the sentence that says it, or give the reason as `computed`'

const advice: Readonly<Record<CheckSubject, string>> = {
  QUOTATION: 'quote the words as they are there',
  CITATION: 'list only the citations of that sentence',
  NUMBER: answerIt,
  NAME: answerIt,
  DATE: answerIt,
}
