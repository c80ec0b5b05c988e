import { nameKey } from '../model/name-key.ts'
import { isUnspaced } from './border.ts'

/** A word of a text, as names compare it. */
export interface Word {
  readonly text: string
  readonly key: string
}

const wordPattern = /[\p{L}\p{M}\p{N}]+/gu

/** The words of a text; each character of a script without spaces is one. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(wordPattern), ([word]) => (isUnspaced(word) ? [...word] : [word]))
    .flat()
    .map((word) => ({ text: word, key: nameKey(word) }))
}

/**
 * Whether whole words of a text are the name. As everywhere, case, accents, punctuation and white space do not count:
 * "U.N." is UN, and "Human Rights-Watch" is Human Rights Watch. But a name in capitals, such as WHO or US, is not
 * "who" or "us". A leading "the" may be missing.
 */
export function holdsName(words: readonly Word[], name: string): boolean {
  const key = nameKey(name.replace(/^the\s+/iu, ''))
  const isCapitals = name === name.toUpperCase() && name !== name.toLowerCase()
  return words.some((_, start) => {
    let found = ''
    for (let at = start; at < words.length && found.length < key.length; at += 1) {
      const word = words[at] as Word
      if (isCapitals && word.text !== word.text.toUpperCase()) return false
      found += word.key
      if (!key.startsWith(found)) return false
    }
    return found === key && key !== ''
  })
}
