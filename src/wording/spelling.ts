import { spellings } from '../model/english-words.ts'
import { nameKey } from '../model/name-key.ts'

/** Words in -our, which are -or in American English. A list, because "four" is not "for". */
const inOur =
  /(?:arm|behavi|cand|clam|col|demean|endeav|fav|flav|glam|harb|hon|hum|lab|neighb|od|parl|rig|rum|savi|sav|splend|tum|val|vap|vig)our/u

/** Endings that are written with an s or with a z. */
const inIse = /(?<=\p{L}{2}[iy])s(?=(?:ations?|ational|ed|ing)$)/u

/** Other words, by their spelling: the first of their line. */
const first: ReadonlyMap<string, string> = new Map(
  spellings.flatMap((line) => {
    const [word = '', ...others] = line.split(' ').map(nameKey)
    return others.map((other) => [other, word] as const)
  }),
)

/** The key of a word in one of its English spellings: "center" for "centre", "organization" for "organisation". */
export function sameSpelling(key: string): string {
  const whole = first.get(key)
  if (whole !== undefined) return whole
  const one = key.endsWith('s') ? first.get(key.slice(0, -1)) : undefined
  if (one !== undefined) return `${one}s`
  return key.replace(inOur, (word) => word.replace(/our$/u, 'or')).replace(inIse, 'z')
}
