const letter = /^[\p{L}\p{M}\p{N}_]/u
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Scripts that leave no space between words: Chinese, Japanese, Thai ... */
export const isUnspaced = (text: string): boolean => unspaced.test(text)

/** True when no word goes on across the offset `at`. */
export function isWordBorder(text: string, at: number): boolean {
  // Two units each way, because a letter may be a surrogate pair.
  const last = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? ''
  const first = [...text.slice(at, at + 2)][0] ?? ''
  if (!letter.test(last) || !letter.test(first)) return true
  return !/\p{M}/u.test(first) && (isUnspaced(last) || isUnspaced(first))
}
