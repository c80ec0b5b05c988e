import { anchorSpan, locateAnchor } from '../change/anchor.ts'
import { mostAnchorCharacters, mostAnchorWords } from '../change/value-format.ts'
import type { PlacedSentence, SourceText } from '../dataset/source-text.ts'
import type { CandidateEvidence } from './candidate.ts'

/**
 * Evidence for words of a sentence: an anchor that holds them, or as many of them as an anchor may hold, and that stands in
 * no other sentence of the paragraph. Undefined if there is none.
 */
export function evidenceFor(text: SourceText, sentence: PlacedSentence, words: string): CandidateEvidence | undefined {
  const span = anchorSpan(sentence.text, words)
  if (span === undefined) return undefined
  const others = text.paragraph(sentence.paragraph)
  const isRight = (anchor: string) => locateAnchor(others, anchor).sentence === sentence
  const anchor = windows(sentence.text, span).find((one) => one.length <= mostAnchorCharacters && isRight(one))
  return anchor === undefined ? undefined : { paragraph: sentence.paragraph, anchor, references: sentence.references }
}

/** Parts of a sentence that an anchor may be: those that hold the span first, the shortest of them first. */
function windows(text: string, { start, end }: { readonly start: number; readonly end: number }): string[] {
  const words = [...text.matchAll(/\S+/gu)].map(({ 0: word, index }) => ({ from: index, to: index + word.length }))
  const first = words.findIndex(({ to }) => to > start)
  const last = words.findLastIndex(({ from }) => from < end)
  const size = Math.min(last - first + 1, mostAnchorWords)
  const exact = last - first + 1 <= mostAnchorWords ? [text.slice(start, end)] : []
  const wider = range(size, mostAnchorWords).flatMap((length) =>
    range(Math.max(0, first - (length - size)), Math.min(first, words.length - length)).map((at) =>
      text.slice(words[at]?.from, words[at + length - 1]?.to),
    ),
  )
  return [...exact, ...wider]
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}
