import { once } from 'es-toolkit/function/once'
import type { CheckStatus, CheckSubject } from '../generated/prisma/enums.ts'
import { datesIn, holdsDate } from '../wording/date.ts'
import type { Mention } from '../wording/date-rule.ts'
import { holdsName, type Word, wordsOf } from '../wording/name.ts'
import { holdsNumber, numbersIn } from '../wording/number.ts'
import { holdsQuotation } from '../wording/quotation.ts'
import type { CheckedStatus } from './anchor.ts'
import { type Claim, claimsOf, type KnownNames } from './claim.ts'
import type { FactDraft } from './draft.ts'
import type { DraftPath } from './problem.ts'

/** A sentence of a text that is loaded. */
export interface SourceSentence {
  readonly text: string
  /** The citation labels that it carries; null if they are not known. */
  readonly labels: readonly string[] | null
  /** BCP 47. */
  readonly language: string
}

/** A piece of evidence with the text that it was found in. */
export interface LocatedEvidence {
  readonly status: CheckedStatus
  /** The sentences of the paragraph, and which of them was found. Only if the status is FOUND. */
  readonly found?: { readonly sentences: readonly SourceSentence[]; readonly at: number }
  /** It stands in a record of a register, and not in a text. */
  readonly isRecord?: boolean
}

/** The result of looking for one claim of a fact. */
export interface FactCheck {
  readonly subject: CheckSubject
  readonly value: string
  /** Where the fact says it; of several places, the first that is not confirmed. */
  readonly path: DraftPath
  readonly status: CheckStatus
  /** The reason that the fact gives. */
  readonly answer?: string
}

/** A quotation or a citation cannot be computed from anything: only numbers, names and dates can be answered. */
export const isAnswerable = (subject: CheckSubject): boolean => subject !== 'QUOTATION' && subject !== 'CITATION'

/** Looks for everything that a fact says word for word in the sentences of its evidence, given in its order. */
export function checkFact(draft: FactDraft, names: KnownNames, evidence: readonly LocatedEvidence[]): FactCheck[] {
  return claimsOf(draft, names).map((claim) => {
    const { subject, value } = claim
    const { status, path } = subject === 'CITATION' ? checkCitation(claim, evidence) : checkClaim(claim, evidence)
    const answer = status === 'NOT_CONFIRMED' && isAnswerable(subject) ? draft.computed : undefined
    return { subject, value, path, status, answer }
  })
}

type Result = Pick<FactCheck, 'status' | 'path'>

/** Every piece of evidence that gives the label has to be a sentence that carries it. */
function checkCitation({ value, paths }: Claim, evidence: readonly LocatedEvidence[]): Result {
  const results = paths.map((path) => ({ path, status: statusOfLabel(value, evidence[Number(path[1])]) }))
  const [first = { path: [], status: 'NOT_LOADED' as const }] = results
  const worst = (status: CheckStatus) => results.find((result) => result.status === status)
  return worst('NOT_CONFIRMED') ?? worst('NOT_LOADED') ?? first
}

function statusOfLabel(label: string, evidence: LocatedEvidence | undefined): CheckStatus {
  if (evidence === undefined || evidence.status === 'NOT_LOADED') return 'NOT_LOADED'
  const { found } = evidence
  const labels = found?.sentences[found.at]?.labels
  if (found !== undefined && labels == null) return 'NOT_LOADED'
  return labels?.includes(label) ? 'CONFIRMED' : 'NOT_CONFIRMED'
}

/** One of the sentences has to say it. A text that is not loaded may do so. */
function checkClaim(claim: Claim, evidence: readonly LocatedEvidence[]): Result {
  const [path = []] = claim.paths
  const found = evidence.flatMap((piece) => piece.found ?? [])
  if (isConfirmed(claim, found)) return { path, status: 'CONFIRMED' }
  const isWhole = evidence.every(({ status }) => status !== 'NOT_LOADED')
  return { path, status: isWhole ? 'NOT_CONFIRMED' : 'NOT_LOADED' }
}

type Found = NonNullable<LocatedEvidence['found']>

function isConfirmed({ subject, value, names = [] }: Claim, found: readonly Found[]): boolean {
  const sentences = found.flatMap(({ sentences: all, at }) => all[at] ?? [])
  switch (subject) {
    case 'QUOTATION':
      return found.some(({ sentences: all, at }) =>
        holdsQuotation(
          all.map(({ text }) => text),
          at,
          value,
        ),
      )
    case 'NAME':
      return sentences.some((sentence) => names.some((name) => holdsName(readOnce(sentence).words(), name)))
    case 'NUMBER':
      return sentences.some((sentence) => holdsNumber(readOnce(sentence).numbers(), value))
    case 'DATE':
      // Of all together, because one may say the year and another the day.
      return holdsDate(
        sentences.flatMap((sentence) => readOnce(sentence).dates()),
        value,
      )
    case 'CITATION':
      return false
  }
}

interface Reader {
  words(): readonly Word[]
  numbers(): ReadonlySet<bigint>
  dates(): readonly Mention[]
}

const readers = new WeakMap<SourceSentence, Reader>()

/** Reads each thing of a sentence once, because many facts rest on the same sentence. */
function readOnce(sentence: SourceSentence): Reader {
  const { text, language } = sentence
  const known = readers.get(sentence)
  if (known !== undefined) return known
  const reader: Reader = {
    words: once(() => wordsOf(text)),
    numbers: once(() => numbersIn(text, language)),
    dates: once(() => datesIn(text, language)),
  }
  readers.set(sentence, reader)
  return reader
}
