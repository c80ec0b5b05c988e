import { lowerFirst } from 'es-toolkit/string/lowerFirst'
import { upperFirst } from 'es-toolkit/string/upperFirst'
import type { KnownNames } from '../../change/claim.ts'
import type { FactDraft } from '../../change/draft.ts'
import { checkFact, type SourceSentence } from '../../change/fact-check.ts'
import { type OwnText, ownTextsOf } from '../../change/own-words.ts'
import type { PlacedSentence } from '../../dataset/source-text.ts'
import { knownAttribute, textIn } from '../../model/kind.ts'
import { quoted } from '../../model/value.ts'
import { normalizeSpace } from '../../model/white-space.ts'
import { adviceOf, codes } from './advice.ts'
import { checkOwnText } from './own-text.ts'
import { type CandidateProblem, candidateProblem } from './problem.ts'
import { pathInCandidate } from './shape.ts'

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
    ...checkExactly(draft, sentences),
    ...wrong.map(({ subject, value, path }) =>
      candidateProblem(codes[subject], pathInCandidate(path, false), value, adviceOf(subject, value)),
    ),
    ...checkAddress(draft, sentences),
    ...[...ownTexts(draft), ...plainValue(draft)].flatMap(({ path, text }) =>
      checkOwnText(text, path, { draft, names, sentences, language }),
    ),
  ]
}

/**
 * What a person may have changed, and nobody who drafts: words put into a quotation ("an [open] prison"), and the letters of
 * a name that the fact is there to tell.
 */
function checkExactly(draft: FactDraft, sentences: readonly PlacedSentence[]): CandidateProblem[] {
  const texts = sentences.map(({ text }) => normalizeSpace(text))
  const quotations = (draft as { quotations?: readonly { readonly text: string }[] }).quotations ?? []
  const name = draft.kind === 'ALIAS' ? (textIn(draft, 'name') ?? '') : ''
  const isOtherCase =
    texts.every((text) => ![name, lowerFirst(name), upperFirst(name)].some((one) => text.includes(one))) &&
    texts.some((text) => hasInAnyCase(text, name))
  return [
    ...quotations.flatMap(({ text }, index) => {
      const inserted = /\[[^\]]*\p{L}[^\]]*\]/u.exec(text)?.[0]
      if (inserted === undefined || texts.some((one) => one.includes(inserted))) return []
      return [
        candidateProblem(
          'QUOTATION_NOT_FOUND',
          ['fact', 'quotations', index, 'text'],
          text,
          adviceOf('QUOTATION', text),
        ),
      ]
    }),
    ...(isOtherCase ? [candidateProblem('NAME_NOT_FOUND', ['fact', 'name'], name, adviceOf('NAME', name))] : []),
  ]
}

const hasInAnyCase = (text: string, name: string): boolean => text.toLowerCase().includes(name.toLowerCase())

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
