/**
 * Joins lines to one text, and undoes hyphens at their ends. A hyphen stays where the words of the text have it
 * ("non-governmental"), or where what follows is no small letter.
 */
export function joinLines(lines: readonly string[], words: ReadonlySet<string>): string {
  return lines
    .map((line, index) => {
      const next = lines[index + 1]
      return next === undefined ? line : withJoint(line, next, words)
    })
    .join('')
}

/** The words of lines, in small letters, with their hyphens, for `joinLines`; not what is broken at an end. */
export function wordsOf(lines: Iterable<string>): ReadonlySet<string> {
  const words = new Set<string>()
  for (const line of lines) {
    for (const [word] of line
      .toLowerCase()
      .matchAll(/[\p{L}\p{M}]+(?:[-\u2010][\p{L}\p{M}]+)*(?![\p{L}\p{M}\u00AD\u2010-])/gu)) {
      words.add(word.replaceAll('\u2010', '-'))
    }
  }
  return words
}

/** First parts of words that keep their hyphens in English more often than not. */
const prefix =
  /^(?:all|anti|co|cross|ex|half|high|long|low|multi|mid|non|post|pre|pro|quasi|self|semi|short|so|sub|well)$/u

/** A line with what stands between it and the next one: a space, a hyphen of its own, or nothing. */
function withJoint(line: string, next: string, words: ReadonlySet<string>): string {
  const end = line.slice(-50)
  if (end.endsWith('\u00AD')) return line.slice(0, -1)
  // "2001–" and "2005"
  if (/\p{N}–$/u.test(end) && /^\p{N}/u.test(next)) return line
  if (!/[\p{L}\p{N}][-\u2010]$/u.test(end)) return `${line} `
  const [, left] = /(?:^|[\s(\u201C"'])([\p{L}\p{M}]{2,40}).$/u.exec(end) ?? []
  const [right] = /^[\p{Ll}\p{M}]+/u.exec(next.slice(0, 50)) ?? []
  // A hyphen of its own: "G-" and "7", "1950-" and "1960".
  if (left === undefined || right === undefined) return line
  // "short- and long-term"
  if (/^(?:and|or|et|ou|und|oder|y|o)$/u.test(right)) return `${line} `
  const [first, second] = [left.toLowerCase(), right.toLowerCase()]
  if (words.has(first + second)) return line.slice(0, -1)
  const keeps = words.has(`${first}-${second}`) || prefix.test(first) || /^\p{Lu}+$/u.test(left)
  return keeps ? line : line.slice(0, -1)
}
