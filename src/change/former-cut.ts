import { sentenceDigest } from '../model/sentence-digest.ts'

/** How many sentences before and after one are looked at, and how many places where a sentence can end. */
const nearby = 3
const mostEnds = 24

/** In characters; longer texts are tables and lists without an end, which no version of the rules cut. */
const mostText = 20_000

const end = /[.!?…。！？]["'”’»)\]]*\s*/gu

/**
 * True when `digest` is that of a sentence as another version of the rules cut it: of words that stand unchanged in the
 * paragraph, from one place where a sentence can begin to one where it can end, that are part of the sentence `index` or
 * reach beyond it, and that `holds` accepts.
 */
export function isFormerCut(
  sentences: readonly { readonly text: string }[],
  index: number,
  digest: string,
  holds: (text: string) => boolean,
): boolean {
  const before = sentences.slice(Math.max(0, index - nearby), index).map(({ text }) => text)
  const after = sentences.slice(index + 1, index + 1 + nearby).map(({ text }) => text)
  const own = sentences[index]?.text ?? ''
  return [' ', ''].some((joint) => {
    const text = [...before, own, ...after].join(joint)
    if (text.length > mostText) return false
    const from = [...before, ''].join(joint).length
    const within = { from, to: from + own.length }
    return spans(text, within).some((words) => sentenceDigest(words) === digest && holds(words))
  })
}

/** What could be a sentence of `text`, and overlaps the part `within`. */
function spans(text: string, within: { readonly from: number; readonly to: number }): string[] {
  const ends = [...text.matchAll(end)].map((match) => match.index + match[0].length).filter((at) => at < text.length)
  const borders = [0, ...ends.slice(0, mostEnds), text.length]
  return borders.flatMap((from) =>
    borders.filter((to) => to > from && from < within.to && to > within.from).map((to) => text.slice(from, to).trim()),
  )
}
