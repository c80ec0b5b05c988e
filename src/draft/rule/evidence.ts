import { locateAnchor } from '../../change/anchor.ts'
import type { CandidateEvidence } from '../candidate.ts'
import type { Sentence } from './sentence.ts'

const mostWords = 8
const mostCharacters = 120

/**
 * The evidence that a sentence gives, with its words from `start` to `end` as anchor, or as many around them as it takes
 * to find the sentence in its paragraph. Undefined if no eight words of it are found there only once.
 */
export function evidenceIn(sentence: Sentence, start = 0, end = start): CandidateEvidence | undefined {
  const words = [...sentence.text.matchAll(/\S+/gu)].map(({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
  }))
  const first = Math.max(
    0,
    words.findIndex((word) => word.end > start),
  )
  const after = words.findIndex((word) => word.start >= Math.max(end, start + 1))
  const wanted = end > start ? (after < 0 ? words.length : after) - first : mostWords
  const length = Math.min(mostWords, wanted, words.length - first)
  for (const [from, until] of windows(first, length, words.length)) {
    const anchor = trimmed(sentence.text.slice(words[from]?.start, words[until - 1]?.end))
    if (anchor.length > mostCharacters || anchor === '') continue
    // A quick look first, because to compare a text as anchors are compared takes long.
    if (sentence.paragraph.sentences.filter(({ text }) => text.includes(anchor)).length > 1) continue
    const found = locateAnchor(sentence.paragraph.sentences, anchor)
    if (found.sentence?.ordinal === sentence.ordinal) {
      return { paragraph: sentence.paragraph.number, anchor, references: sentence.references }
    }
  }
  return undefined
}

/** The words that are wanted, then more of them after and before, then eight words anywhere. */
function* windows(first: number, length: number, total: number): Generator<readonly [number, number]> {
  for (let size = length; size <= mostWords; size += 1) {
    for (let from = first; from >= Math.max(0, first + length - size); from -= 1) {
      if (from + size <= total) yield [from, from + size]
    }
  }
  for (let from = 0; from < Math.min(total, 60); from += 1) yield [from, Math.min(total, from + mostWords)]
}

/** Without the marks around it, which are no words. */
function trimmed(text: string): string {
  return text.replace(/^[\s,;:.(“”"•]+/u, '').replace(/[\s,;:.(“”"•]+$/u, '')
}
