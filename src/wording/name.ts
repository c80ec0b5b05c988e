import { nameKey } from '../model/name-key.ts'
import { isUnspaced } from './border.ts'
import { sameSpelling } from './spelling.ts'

/** A word of a text, as names compare it. */
export interface Word {
  readonly text: string
  /** With what separates it from the word before. */
  readonly gap: string
  readonly key: string
  /** The key with umlauts written out: "mueller" for "Müller". */
  readonly longKey: string
}

const wordPattern = /[\p{L}\p{M}\p{N}]+|&/gu

/** The words of a text; each character of a script without spaces is one. */
export function wordsOf(text: string): Word[] {
  let from = 0
  return Array.from(text.matchAll(wordPattern), ({ 0: found, index }) => {
    const gap = text.slice(from, index)
    from = index + found.length
    const parts = isUnspaced(found) ? [...found] : [found]
    return parts.map((part, at) => wordOf(part, at === 0 ? gap : ''))
  }).flat()
}

/** Words that are written in another way. "ST" may be an acronym, so capitals count. */
const written = new Map([
  ['&', 'and'],
  ['St', 'Saint'],
  ['Ste', 'Sainte'],
])

/** Letters that are two letters where a keyboard does not have them. */
const letters: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }

function wordOf(text: string, gap: string): Word {
  const spelled = written.get(text) ?? text
  const long = spelled
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[äöüøå]/gu, (letter) => letters[letter] ?? letter)
  return { text, gap, key: sameSpelling(nameKey(spelled)), longKey: sameSpelling(nameKey(long)) }
}

/** Marks after which another part of a sentence starts. */
const clauseEnd = /[.,;:!?…。、，；：！？()[\]—]|\s[-–]\s/u

/**
 * Whether whole words of a text are the name. As everywhere, case, accents, punctuation and white space do not count:
 * "U.N." is UN, and "Human Rights-Watch" is Human Rights Watch. But a name in capitals, such as WHO or US, is not
 * "who" or "us", though Unesco is UNESCO; and no name goes on after the end of a clause. The two spellings of English
 * are one, and so are "Mueller" and "Müller". A leading "the" may be missing, and a text may add a middle initial.
 */
export function holdsName(words: readonly Word[], name: string): boolean {
  const wanted = wordsOf(name.replace(/^the\s+/iu, ''))
  if (wanted.length === 0) return false
  const isCapitals = name === name.toUpperCase() && name !== name.toLowerCase()
  const mayBeSmall = /^\p{Lu}{4,}$/u.test(name)
  const isInCase = ({ text }: Word) =>
    !isCapitals || text === text.toUpperCase() || (mayBeSmall && /^\p{Lu}\p{Ll}+$/u.test(text))
  const forms = (['key', 'longKey'] as const).map((form) => formOf(wanted, form))
  return words.some((_, start) => forms.some((form) => startsWith(words, start, form, isInCase)))
}

/** The letters of a name, and what separates its words, by how many letters are before. */
interface Form {
  readonly key: string
  readonly gaps: ReadonlyMap<number, string>
}

function formOf(words: readonly Word[], form: 'key' | 'longKey'): Form {
  const gaps = new Map<number, string>()
  let key = ''
  for (const word of words) {
    if (key !== '') gaps.set(key.length, word.gap)
    key += word[form]
  }
  return { key, gaps }
}

function startsWith(words: readonly Word[], start: number, form: Form, isInCase: (word: Word) => boolean): boolean {
  const { key, gaps } = form
  let found = 0
  let inner: string | undefined
  for (let at = start; at < words.length && found < key.length; at += 1) {
    const word = words[at] as Word
    const before = words[at - 1]
    if (at > start && !isJoined(before as Word, word, gaps.get(found))) return false
    if (at > start && !gaps.has(found)) {
      // The letters of an acronym are separated alike: "U.S.A." is one, "the U.S. A" and "the US A" are none.
      if (inner !== undefined && inner !== word.gap) return false
      if (/^\s$/u.test(word.gap) && word.text.length === 1 && (before?.text.length ?? 0) > 1) return false
      inner = word.gap
    }
    if (at > start && gaps.has(found) && isInitial(words, at) && partAt(key, found, words[at + 1]) !== undefined)
      continue
    const part = partAt(key, found, word)
    if (part === undefined || !isInCase(word)) return false
    found += part.length
  }
  return found === key.length
}

/** The key of a word that a name has at a place. */
const partAt = (name: string, at: number, word: Word | undefined) =>
  [word?.key, word?.longKey].find((key) => key && name.startsWith(key, at))

/** Words that end with a full stop in the middle of a name, and those that follow a comma. */
const abbreviations = new Set(
  'St Ste Dr Mr Mrs Ms Prof Rev Fr Hon Gen Lt Col Capt Maj Sgt Adm Sen Rep Gov Pres Mt Ft Dept Univ Inst Assn Bros Co'.split(
    ' ',
  ),
)
const afterComma = new Set('Jr Sr Inc Ltd LLC Corp'.split(' '))

/** Whether a name may go on from one word of a text to the next. `own` is what the name has in this place. */
function isJoined(before: Word, { text, gap }: Word, own: string | undefined): boolean {
  if (!clauseEnd.test(gap)) return true
  if (own !== undefined && clauseEnd.test(own)) return true
  if (/^,\s$/u.test(gap)) return afterComma.has(text)
  // No sentence starts with a small letter: "Dept. of State".
  const isAbbreviation = [...before.text].length === 1 || abbreviations.has(before.text) || /^\p{Ll}/u.test(text)
  return isAbbreviation && /^\.[\s-]?$/u.test(gap)
}

/** "M." in "Antonio M. Guterres". */
function isInitial(words: readonly Word[], at: number): boolean {
  const [initial, next] = [words[at], words[at + 1]]
  return /^\p{Lu}$/u.test(initial?.text ?? '') && /^\.\s$/u.test(next?.gap ?? '') && /^\s$/u.test(initial?.gap ?? '')
}
