/** Longer words were pasted and not typed. Comparing them costs more than it helps. */
const longestWord = 200

/**
 * The candidate that `word` probably means: the one with the fewest typing errors between them, if they are few for its
 * length. Undefined if none is close.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > longestWord) return undefined
  let best: string | undefined
  // Two errors in a short word, a third of the letters of a longer one.
  let least = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) continue
    const distance = typingErrors(word.toLowerCase(), candidate.toLowerCase(), least)
    if (distance < least && distance < Math.max(candidate.length, word.length)) {
      best = candidate
      least = distance
    }
  }
  return best
}

/** Up to `count` candidates that `word` may mean: the nearest, and those that begin with it or that it begins with. */
export function closest(word: string, candidates: readonly string[], count: number): string[] {
  const typed = word.toLowerCase()
  const found: string[] = []
  for (let left = candidates; found.length < count; left = left.filter((candidate) => !found.includes(candidate))) {
    const next = nearest(word, left) ?? left.find((candidate) => startsAlike(typed, candidate.toLowerCase()))
    if (next === undefined) break
    found.push(next)
  }
  return found
}

/** One is the start of the other, and long enough to say something. */
function startsAlike(one: string, other: string): boolean {
  return Math.min(one.length, other.length) >= 3 && (one.startsWith(other) || other.startsWith(one))
}

/** "; did you mean ...?", or nothing. */
export function suggestion(word: string, candidates: Iterable<string>): string {
  const found = nearest(word, candidates)
  return found === undefined ? '' : `; did you mean "${found}"?`
}

/** Counts letters that are added, missing, changed, or swapped with their neighbour, up to `limit`. */
function typingErrors(one: string, other: string, limit: number): number {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1]
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1)
      next.push(cost)
    }
    if (Math.min(...next) >= limit) return limit
    before = last
    last = next
  }
  return last[other.length] ?? limit
}
