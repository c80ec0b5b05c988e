/**
 * Whether the initials of a name spell its acronym: each capital of the acronym is the first letter of a word, in order,
 * and each capitalised word of the name is used. A small word may be used, as in ECOWAS, and a small letter of the
 * acronym goes on in its word, as in AfDB.
 */
export function spells(acronym: string, name: string): boolean {
  const letters = [...acronym.replaceAll(/[.\s-]/gu, '')]
  const words = name.split(/[\s/–-]+|(?<=\p{Ll})['’]s\b/u).filter((word) => /\p{L}/u.test(word))
  if (letters.length < 2 || words.length < 2 || words.length > 16 || letters.length > 16) return false
  return fits(letters, 0, words, 0, 0)
}

/** `inWord`: how many letters of the word before `word` the acronym has used. */
function fits(letters: readonly string[], at: number, words: readonly string[], word: number, inWord: number): boolean {
  const next = words[word]
  const letter = letters[at]
  if (letter === undefined) return words.slice(word).every((rest) => isSmall(rest))
  const before = words[word - 1] ?? ''
  const goesOn = /\p{Ll}/u.test(letter) && inWord > 0 && before.slice(inWord).toLowerCase().includes(letter)
  if (goesOn && fits(letters, at + 1, words, word, before.toLowerCase().indexOf(letter, inWord) + 1)) return true
  if (next === undefined) return false
  if (sameLetter(next, letter) && fits(letters, at + 1, words, word + 1, 1)) return true
  return isSmall(next) && fits(letters, at, words, word + 1, 0)
}

const isSmall = (word: string): boolean => /^[^\p{L}]*\p{Ll}/u.test(word)

function sameLetter(word: string, letter: string): boolean {
  const [initial = ''] = word.normalize('NFD').replace(/^[^\p{L}]+/u, '')
  return initial.toLowerCase() === letter.toLowerCase()
}

/** A full name with the acronym that its initials spell. */
export interface Written {
  readonly name: string
  readonly acronym: string
  /** Where the name starts. */
  readonly start: number
}

const mayBegin = /^(?:The|In|At|By|Of|From|For|With|And|To|On|As|Both|Although|While|When)$/u

/** The name that one of the acronyms abbreviates: the phrase without what a sentence starts with. */
export function fullName(phrase: string, acronyms: readonly string[]): Written | undefined {
  const words = phrase.split(' ')
  for (const acronym of acronyms) {
    for (let from = 0; from < words.length - 1; from += 1) {
      const name = words.slice(from).join(' ')
      if (/^\p{Lu}/u.test(name) && spells(acronym, name)) return { name, acronym, start: phrase.length - name.length }
      if (!mayBegin.test(words[from] ?? '')) break
    }
  }
  return undefined
}
