const letter = /^[\p{L}\p{M}\p{N}_]/u
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Scripts that leave no space between words: Chinese, Japanese, Thai ... */
export const isUnspaced = (text: string): boolean => unspaced.test(text)

/** Short words that French, Italian and Catalan join to the next one: "l'organisation" holds "organisation". */
const elided = [
  'c d j l m n s t qu jusqu lorsqu puisqu quoiqu quelqu presqu',
  'all dall dell nell sull coll quell quest un nessun alcun gl degl agl dagl negl sugl sant bell com anch',
]
const elision = new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}'])(?:${elided.join(' ').replaceAll(' ', '|')})'$`, 'iu')

/** Stands for the minus sign of a number where dashes are hyphens. */
export const minusSign = '⁻'

/** What goes on across a border of letters: the text before it, and the text after. */
const goingOn: readonly (readonly [RegExp, RegExp])[] = [
  // 1,500 and 12:30 and 1/2.
  [/\p{N}$/u, /^[.,:'/⁄]\p{N}/u],
  [/\p{N}[.,:'/⁄]$/u, /^\p{N}/u],
  // .5 and ⁻5.
  [/(?:^|[\s($€£¥])\.$/u, /^\p{N}/u],
  [/⁻[$€£¥]?$/u, /^[$€£¥]?\p{N}/u],
  // can't and 1950's; but "the agency's report" holds "the agency".
  [/\p{L}\p{M}*$/u, /^'(?!s(?!\p{L}))\p{L}/u],
  [/\p{N}$/u, /^'\p{L}/u],
  [/[\p{L}\p{M}\p{N}]'$/u, /^\p{L}/u],
]

/**
 * True when no word and no number goes on across the offset `at`. In the text, all apostrophes are straight, and a
 * minus is {@link minusSign}.
 */
export function isWordBorder(text: string, at: number): boolean {
  // Two units each way at least, because a letter may be a surrogate pair; more for a word that is elided.
  const [before, after] = [text.slice(Math.max(0, at - 10), at), text.slice(at, at + 3)]
  const last = [...before].at(-1) ?? ''
  const first = [...after][0] ?? ''
  if (goingOn.some(([head, tail]) => head.test(before) && tail.test(after))) return elision.test(before)
  if (!letter.test(last) || !letter.test(first)) return true
  return !/\p{M}/u.test(first) && (isUnspaced(last) || isUnspaced(first))
}
