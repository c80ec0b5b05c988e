import { checkAdvice } from '../../change/check-message.ts'
import type { KnownNames } from '../../change/claim.ts'
import type { FactDraft } from '../../change/draft.ts'
import { checkFact, type SourceSentence } from '../../change/fact-check.ts'
import { type OwnText, ownTextsOf } from '../../change/own-words.ts'
import type { PlacedSentence } from '../../dataset/source-text.ts'
import type { CheckSubject } from '../../generated/prisma/enums.ts'
import { factKind, knownAttribute, textIn } from '../../model/kind.ts'
import { quoted } from '../../model/value.ts'
import { numbersIn } from '../../wording/number.ts'
import { holdsQuotation } from '../../wording/quotation.ts'
import { textsIn } from '../known.ts'
import { type CandidateCode, type CandidateProblem, candidateProblem } from './problem.ts'
import { pathInCandidate } from './shape.ts'

const codes: Readonly<Record<CheckSubject, CandidateCode>> = {
  QUOTATION: 'QUOTATION_NOT_FOUND',
  CITATION: 'WRONG_REFERENCE',
  NUMBER: 'NUMBER_NOT_FOUND',
  NAME: 'NAME_NOT_FOUND',
  DATE: 'DATE_NOT_FOUND',
}

/** What a fact says and the sentences of its evidence, in its order, do not. */
export function checkWording(
  draft: FactDraft,
  names: KnownNames,
  sentences: readonly PlacedSentence[],
  language: string,
): CandidateProblem[] {
  // Each sentence by itself, so that no quotation goes across two.
  const evidence = sentences.map(({ text, references }) => {
    const sentence: SourceSentence = { text, labels: references, language }
    return { status: 'FOUND', found: { sentences: [sentence], at: 0 } } as const
  })
  const wrong = checkFact(draft, names, evidence).filter(({ status }) => status !== 'CONFIRMED')
  return [
    ...wrong.map(({ subject, value, path }) =>
      candidateProblem(codes[subject], pathInCandidate(path, false), value, adviceOf(subject, value)),
    ),
    ...checkAddress(draft, sentences),
    ...[...ownTexts(draft), ...plainValue(draft)].flatMap(({ path, text }) =>
      checkOwnText(text, path, { draft, names, sentences, language }),
    ),
  ]
}

/** A draft answers nothing: what its sentences do not say is left to a person. */
function adviceOf(subject: CheckSubject, value: string): string {
  return checkAdvice({ subject, value }).replace(', or give the reason as `computed`', '')
}

function checkAddress(draft: FactDraft, sentences: readonly PlacedSentence[]): CandidateProblem[] {
  const [name = '', value = ''] = [textIn(draft, 'attribute'), textIn(draft, 'value')]
  if (knownAttribute(name)?.value !== 'url') return []
  const host = new URL(value).hostname.replace(/^www\./u, '')
  if (sentences.some(({ text }) => text.toLowerCase().includes(host))) return []
  const message = `no sentence of the evidence has the address ${quoted(host)}; copy it from there`
  return [candidateProblem('ADDRESS_NOT_FOUND', ['fact', 'value'], value, message)]
}

/** The texts of a candidate's fact that have to be in our own words. */
export function ownTexts(draft: FactDraft): OwnText[] {
  return ownTextsOf(draft).map(({ path, text }) => ({ path: path[0] === 'statement' ? path : ['fact', ...path], text }))
}

/** The value of an attribute that is plain text. It may be the source's, because a motto has no other words. */
function plainValue(draft: FactDraft): OwnText[] {
  const isPlain = draft.kind === 'ATTRIBUTE' && knownAttribute(textIn(draft, 'attribute') ?? '') === undefined
  return isPlain ? textsOf(draft, ['value']) : []
}

function textsOf(draft: FactDraft, fields: readonly string[]): OwnText[] {
  return fields.flatMap((field) => {
    const text = textIn(draft, field)
    return text === undefined ? [] : [{ path: ['fact', field], text }]
  })
}

interface Context {
  readonly draft: FactDraft
  readonly names: KnownNames
  readonly sentences: readonly PlacedSentence[]
  readonly language: string
}

/** Numbers in digits and quoted words are as easily wrong in a statement as in a field. */
function checkOwnText(text: string, path: readonly string[], context: Context): CandidateProblem[] {
  const { sentences } = context
  const quotations = [...text.matchAll(/["“]([^"”]+)["”]/gu)].map(([, words = '']) => words)
  const wrong = quotations.filter((words) => !sentences.some((sentence) => holdsQuotation([sentence.text], 0, words)))
  return [
    ...wrong.map((words) => candidateProblem('QUOTATION_NOT_FOUND', path, words, adviceOf('QUOTATION', words))),
    ...strangeNumbers(text, context).map((number) => {
      const subject = /^[12]\d{3}$/u.test(number) ? 'DATE' : 'NUMBER'
      return candidateProblem(codes[subject], path, number, adviceOf(subject, number))
    }),
  ]
}

const digits = /(?<![\p{L}\p{N}])\p{N}+(?:[.,’ ]\p{N}{3})*(?:[.,]\p{N}+)?(?![\p{N}])/gu

/** Numbers of a text that neither the sentences say nor the names of what the fact speaks of. */
function strangeNumbers(text: string, { draft, names, sentences, language }: Context): string[] {
  const spoken = namesIn(draft, names).join(' ')
  const said = sentences.map((sentence) => ` ${sentence.text} ${spoken} `)
  const values = said.map((sentence) => numbersIn(sentence, language))
  // The time of the fact is looked for by itself.
  const [from = '', until = ''] = textIn(draft, factKind(draft.kind).period)?.split('/') ?? []
  const rest = [from, until].reduce((left, date) => (date === '' ? left : left.replaceAll(date, '')), text)
  return [...rest.matchAll(digits)].flatMap(({ 0: number, index }) => {
    const isLiteral = said.some((sentence) => new RegExp(`(?<!\\p{N})${escaped(number)}(?!\\p{N})`, 'u').test(sentence))
    if (isLiteral) return []
    const [unit = ''] = /^[ -]\p{L}+/u.exec(rest.slice(index + number.length)) ?? []
    const readings = [number, number + unit].flatMap((words) => [...numbersIn(words, 'en')])
    return readings.some((value) => values.some((one) => one.has(value))) ? [] : [number]
  })
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)
}

/** The names of all that a fact refers to. */
export function namesIn(draft: object, names: KnownNames): string[] {
  return textsIn(draft).flatMap((slug) => names.get(slug)?.names ?? [])
}
