import { separateCitations } from '../model/citation.ts'
import { sentenceDigest } from '../model/sentence-digest.ts'
import { normalizeSpace } from '../model/white-space.ts'
import type { Abbreviations } from './abbreviation.ts'
import { goesOn } from './boundary.ts'
import { abbreviationsOf } from './language-rules.ts'

/** A sentence as it is shown, searched and cited. */
export interface ReadSentence {
  /** 1-based within its paragraph. */
  readonly ordinal: number
  /** Without citation marks; white space normalised. */
  readonly text: string
  /** See {@link sentenceDigest}. */
  readonly digest: string
  /** The citation labels in the sentence or directly after it, each once, in order. */
  readonly references: readonly string[]
}

/** The sentences of one paragraph in `language` (BCP 47). A paragraph of nothing but marks has none. */
export function readSentences(paragraph: string, language: string): ReadSentence[] {
  const { text, citations } = separateCitations(normalizeSpace(paragraph))
  const parts = splitSentences(text, language)
  let cited = 0
  return parts.map(({ text: part, end }, index) => {
    const labels = new Set<string>()
    const isLast = index === parts.length - 1
    for (let next = citations[cited]; next && (isLast || next.at <= end); next = citations[cited]) {
      labels.add(next.label)
      cited += 1
    }
    return { ordinal: index + 1, text: part, digest: sentenceDigest(part), references: [...labels] }
  })
}

/** A whole text as its only sentence: an entry of an information box. */
export function readSingleSentence(paragraph: string): ReadSentence[] {
  const { text, citations } = separateCitations(normalizeSpace(paragraph))
  if (text === '') return []
  const references = [...new Set(citations.map(({ label }) => label))]
  return [{ ordinal: 1, text, digest: sentenceDigest(text), references }]
}

interface Part {
  readonly text: string
  /** Offset of the first character after it, without the space that follows. */
  readonly end: number
}

/** How many characters before and after a border the rules look at, however long a sentence is. */
const nearby = 400

/** Splits normalised text without marks, and joins what the rules of Unicode split in the middle of a sentence. */
function splitSentences(text: string, language: string): Part[] {
  const abbreviations = abbreviationsOf(language)
  const parts: Part[] = []
  let from = 0
  let at = 0
  for (const piece of pieces(text, language, abbreviations)) {
    const before = text.slice(Math.max(from, at - nearby), at)
    const after = text.slice(at, at + nearby)
    if (at > from && hasWords(piece) && !isInBrackets(before, after) && !goesOn(before, after, abbreviations)) {
      const part = text.slice(from, at).trim()
      parts.push({ text: part, end: from + part.length })
      from = at
    }
    at += piece.length
  }
  const rest = text.slice(from).trim()
  if (rest !== '') parts.push({ text: rest, end: from + rest.length })
  return parts
}

/** "[...]" and a lonely quotation mark belong to the sentence before them. */
function hasWords(piece: string): boolean {
  return /[\p{L}\p{N}]/u.test(piece)
}

/** Within square brackets, such as those of "[...][The] report", a sentence does not end. */
function isInBrackets(before: string, after: string): boolean {
  return before.lastIndexOf('[') > before.lastIndexOf(']') && /^[^[]*\]/u.test(after)
}

/**
 * Sentences by the rules of Unicode, which miss those that start with a number ("It failed. 14 people were hurt.") or with
 * a small letter ("It is free. iOS users like it."), and those with no space between them.
 */
function* pieces(text: string, language: string, { ordinals }: Abbreviations): Generator<string> {
  const border = ordinals ? missedWithOrdinals : missed
  for (const segment of segmentsOf(text, language)) yield* segment.split(border)
}

function* segmentsOf(text: string, language: string): Generator<string> {
  let from = 0
  for (const { index, segment } of segmenterOf(language).segment(text)) {
    const end = borderNear(text, index + segment.length)
    if (end > from) yield text.slice(from, end)
    from = Math.max(from, end)
  }
}

/** What opens a quotation or a bracket belongs to what follows it, and "»" after a space to what precedes it. */
function borderNear(text: string, at: number): number {
  if (at === text.length) return at
  const before = text.slice(Math.max(0, at - 2), at)
  // A mark that is no citation, such as "[*]": no border is within it, and perhaps one after it.
  if (before.endsWith('[') && text.includes(']', at)) return 0
  if (/(?:[[(（「『【《]|[”。！？]“)$/u.test(before)) return at - 1
  return /^»\s/u.test(text.slice(at, at + 2)) ? at + 2 : at
}

let lastSegmenter: { language: string; segmenter: Intl.Segmenter } | undefined

/** A cache, because making a segmenter costs more than splitting a paragraph, and a document needs only one. */
function segmenterOf(language: string): Intl.Segmenter {
  if (lastSegmenter?.language !== language) {
    // English as the fallback: without it an unknown language would be split like the language of the machine.
    lastSegmenter = { language, segmenter: new Intl.Segmenter([language, 'en'], { granularity: 'sentence' }) }
  }
  return lastSegmenter.segmenter
}

// Before a number: words that are too long for most abbreviations, or a bracket, a quote or a sign.
const beforeNumber = String.raw`(?<=(?:(?:\p{L}{3}|\p{Lu}{2}|[)"”’%$€£])\.|\.["”’)])\s)(?=["“(]?\p{N})`
const beforeNumberWithoutOrdinals = String.raw`(?<=\p{N}{2}\.\s)(?=["“(]?\p{N})`
const beforeSmall = String.raw`(?<=(?:\p{L}|\p{N}|[)"”’%])\.["”’)]?\s)(?=["“(]?\p{Ll})`
// A mark of the text itself, which is no citation: "It is.[#1] It was."
const afterBrackets = String.raw`(?<=\p{Ll}{2}[.!?…]\[[^[\]]{1,20}\]\s)(?=["“(]?\p{Lu})`
const withoutSpace = String.raw`(?<=\s(?:\p{Ll}{2,}|\p{Lu}\p{Ll}{3,})[.!?])(?!(?:Com|Edu|Gov|Info|Js|Net|Org)\b)(?=\p{Lu}\p{Ll}* \p{L})`
const missed = new RegExp(
  [beforeNumber, beforeNumberWithoutOrdinals, beforeSmall, afterBrackets, withoutSpace].join('|'),
  'u',
)
const missedWithOrdinals = new RegExp([beforeNumber, beforeSmall, afterBrackets, withoutSpace].join('|'), 'u')
