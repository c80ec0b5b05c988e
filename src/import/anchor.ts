import { anchorSpan } from '../change/anchor.ts'
import { mostAnchorCharacters, mostAnchorWords } from '../change/value-format.ts'
import { normalizeSpace } from '../model/white-space.ts'

/** The anchor of a fact: the first of its words as they stand in the record, or the first words of the record. */
export function anchorIn(sentence: string, words: string): string {
  const wanted = cut(normalizeSpace(words))
  if (standsIn(sentence, wanted)) return wanted
  const span = wanted === '' ? undefined : anchorSpan(sentence, wanted)
  return span === undefined ? cut(sentence) : sentence.slice(span.start, span.end)
}

/** Whether the words stand there as they are, between marks or spaces: mostly so, and soon found out. */
function standsIn(sentence: string, words: string): boolean {
  const at = sentence.indexOf(words)
  return (
    at >= 0 &&
    words !== '' &&
    /(?:^|[ (])$/u.test(sentence.slice(Math.max(0, at - 1), at)) &&
    /^(?:$|[;, )])/u.test(sentence.slice(at + words.length))
  )
}

/** At most so many words and characters as an anchor may have, without half a word. */
function cut(text: string): string {
  const words = text.split(' ').slice(0, mostAnchorWords)
  let anchor = words.join(' ')
  while (anchor.length > mostAnchorCharacters && words.length > 1) {
    words.pop()
    anchor = words.join(' ')
  }
  if (anchor.length <= mostAnchorCharacters) return anchor
  // A long address: up to a mark within it. A script without spaces may be cut anywhere.
  const start = Array.from(anchor).slice(0, mostAnchorCharacters).join('').slice(0, mostAnchorCharacters).toWellFormed()
  return start.replace(/(?<=[^\p{L}\p{M}\p{N}_])[\p{Script=Latin}\p{N}_]*$/u, '').replace(/[^\p{L}\p{M}\p{N}]+$/u, '')
}
