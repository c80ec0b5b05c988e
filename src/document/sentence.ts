import { createHash } from 'node:crypto'
import { separateCitations } from '../model/citation.ts'
import { normalizeSpace } from '../model/white-space.ts'
import { type Abbreviations, abbreviationsOf } from './abbreviation.ts'

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

/** SHA-256 of the text, composed (NFC) and its white space normalised: the first 16 hexadecimal digits. */
export function sentenceDigest(text: string): string {
  return createHash('sha256').update(normalizeSpace(text)).digest('hex').slice(0, 16)
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

/** Splits normalised text without marks, and joins what the rules of Unicode split in the middle of a sentence. */
function splitSentences(text: string, language: string): Part[] {
  const abbreviations = abbreviationsOf(language)
  const parts: Part[] = []
  let from = 0
  let last = ''
  let at = 0
  for (const piece of pieces(text, language, abbreviations)) {
    if (last !== '' && !goesOn(last, piece, abbreviations)) {
      const part = text.slice(from, at).trim()
      parts.push({ text: part, end: from + part.length })
      from = at
    }
    last = piece
    at += piece.length
  }
  const rest = text.slice(from).trim()
  if (rest !== '') parts.push({ text: rest, end: from + rest.length })
  return parts
}

/** Sentences by the rules of Unicode, which miss one that starts with a number: "It failed. 14 people were hurt." */
function* pieces(text: string, language: string, { ordinals }: Abbreviations): Generator<string> {
  const beforeNumber = ordinals ? beforeNumberWithOrdinals : beforeNumberWithoutOrdinals
  for (const { segment } of segmenterOf(language).segment(text)) yield* segment.split(beforeNumber)
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

// After a full stop and a space: words that are too long for abbreviations, or a bracket or quote, stand before.
const beforeNumberWithOrdinals = /(?<=(?:(?:\p{Ll}{4}|\p{Lu}{2}|[)"”’])\.|\.["”’)])\s)(?=["“(]?\p{N})/u
const beforeNumberWithoutOrdinals = /(?<=(?:(?:\p{Ll}{4}|\p{Lu}{2}|\p{N}{2}|[)"”’])\.|\.["”’)])\s)(?=["“(]?\p{N})/u

/** True when `next` continues the sentence that `last` seems to end. */
function goesOn(last: string, next: string, abbreviations: Abbreviations): boolean {
  if (!/[\p{L}\p{N}]/u.test(next)) return true
  // "Stop!" and left. Unicode joins before small letters after full stops only.
  if (/^["'“”‘’«»([–—-]*\s?\p{Ll}/u.test(next)) return true
  const word = /(?:^|[\s("'“‘«[–—/])([\p{L}\p{M}\p{N}.-]+)\.\s*$/u.exec(last.slice(-60))?.[1]
  return word !== undefined && isOpen(word, next, abbreviations)
}

/** True when `word`, with a full stop after it, does not end a sentence before `next`. */
function isOpen(word: string, next: string, abbreviations: Abbreviations): boolean {
  if (abbreviations.leading.has(word)) return true
  const startsWithNumber = /^["'“‘«([]?\p{N}/u.test(next)
  if (abbreviations.numbered.has(word) && startsWithNumber) return true
  if (/^\d{1,2}$/u.test(word) && abbreviations.ordinals) return true
  const isInitial = /^\p{Lu}$/u.test(word) || /^(?:\p{L}\.)+-?\p{L}$/u.test(word)
  if (!isInitial && !abbreviations.either.has(word)) return false
  return !startsWithNumber && !beginsSentence(next, abbreviations)
}

function beginsSentence(next: string, { starters }: Abbreviations): boolean {
  const [, first = '', after] = /^["'“‘«([]*([\p{L}\p{M}]+)(.?)/u.exec(next) ?? []
  // "J. A. Smith": the second initial is not the article.
  return starters.has(first) && !(after === '.' && /^\p{Lu}$/u.test(first))
}
