import { nearest } from '../../model/did-you-mean.ts'
import { inOurWords, spelling, wordsOf } from './words.ts'

/** Names that are longer were pasted and not typed, and comparing them costs more than it helps. */
const longestName = 100

/** Names that a message lists at most, and names that it proposes at most. */
const listed = 30
const proposed = 3

/** The candidates that are the same name in another spelling. */
export function sameName(name: string, candidates: readonly string[]): string[] {
  if (name.length > longestName) return []
  const wanted = spelling(name)
  const isPlural = name.endsWith('s')
  const found = candidates.filter((candidate) => spelling(candidate) === wanted)
  return found.toSorted(
    (one, other) => Number(other.endsWith('s') === isPlural) - Number(one.endsWith('s') === isPlural),
  )
}

/** The candidates that `name` probably means, the best first: another spelling, our word for it, shared words, typing errors. */
export function similarNames(name: string, candidates: readonly string[]): string[] {
  if (name.length > longestName) return []
  for (const found of [sameName(name, candidates), inOurWords(name, candidates), sharingWords(name, candidates)]) {
    if (found.length > 0) return found.slice(0, proposed)
  }
  const typed = nearest(name, candidates)
  return typed === undefined ? [] : [typed]
}

/** The candidates that contain all words of the name, or of which the name contains all words; else those that share one. */
function sharingWords(name: string, candidates: readonly string[]): string[] {
  const words = new Set(wordsOf(name))
  const withWords = candidates.map((candidate) => ({ candidate, own: new Set(wordsOf(candidate)) }))
  const within = withWords.filter(
    ({ candidate, own }) => own.isSupersetOf(words) || (own.isSubsetOf(words) && candidate.length > 2),
  )
  const sharing = withWords.filter(({ own }) =>
    [...own].some((word) => [...words].some((other) => isAlike(word, other))),
  )
  const found = within.length > 0 ? within : sharing
  // The more words they share, the better, and then the fewer others there are.
  const score = ({ own }: (typeof found)[number]) => own.intersection(words).size * 10 - own.size
  return found.toSorted((one, other) => score(other) - score(one)).map(({ candidate }) => candidate)
}

/** Whether two words start in the same way: `founding` and `founded`, `critics` and `criticisms`. */
function isAlike(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length)
  const shared = Math.max(4, Math.ceil(shorter * 0.7))
  return shorter >= 4 && one.slice(0, shared) === other.slice(0, shared)
}

/** "a", "a or b", "a, b or c". */
export function either(items: readonly string[], word = 'or'): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`
}

/** The question whether one of these was meant; nothing when there are none. */
export function didYouMean(names: readonly string[]): string {
  if (names.length === 0) return ''
  return `Did you mean ${either(names.slice(0, proposed).map((name) => (/["`]/.test(name) ? name : `"${name}"`)))}?`
}

/** All names, or the first ones when they are many. */
export function listOf(names: readonly string[]): string {
  if (names.length <= listed + 1) return either(names, 'and')
  return `${names.slice(0, listed).join(', ')} and ${names.length - listed} others`
}

/** Sentences as one text; those that are missing are left out. */
export function sentences(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' ')
}
