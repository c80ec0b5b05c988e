import type { Abbreviations } from './abbreviation.ts'
import { beginsEnglishSentence, english } from './english.ts'

/** True when `next` continues the sentence `text`, which ends with a full stop or another mark of the end. */
export function goesOn(text: string, next: string, rules: Abbreviations): boolean {
  if (/^[&+]/u.test(next) || isSaid(text, next)) return true
  if (/^["'“”‘’«»([–—-]*\s?\p{Ll}/u.test(next)) return !beginsSmall(text, next, rules)
  const word = lastWord(text.replace(/\s»\s*$/u, ''))
  if (word !== undefined) return isOpen(text, word, next, rules)
  return isExclaimedName(text, next, rules)
}

/** What says in Japanese and Chinese that the quotation before it is a part of the sentence. */
const quoting = [
  { before: /[」』]$/u, after: /^(?:と(?:[言云述語話答書主発呼叫訴聞し、の]|い[うっわい](?!のも))|って)/u },
  { before: /[。！？][”」』]$/u, after: /^[他她它我你您][们們]?[^。，]{0,2}[说說问問答喊][道着著]?[。，：]/u },
]

/** "「行く。」と言った。" and "“我走。”他说。": a particle or a verb of saying follows directly. */
function isSaid(text: string, next: string): boolean {
  return quoting.some(({ before, after }) => before.test(text) && after.test(next))
}

/**
 * The word before the full stop that ends `text`, with the full stops within it: "U.S" of "in the U.S.", and "z.B" of
 * "so z. B.", where spaces are between single letters.
 */
function lastWord(text: string): string | undefined {
  const word = /(?:^|[\s("'“‘«[–—/])((?:(?<!\p{L})\p{L}\. )*[\p{L}\p{M}\p{N}.'’-]+)\.\s*$/u.exec(text.slice(-60))?.[1]
  return word === undefined || /^(?:\p{L}\. )+\p{L}$/u.test(word) ? word?.replaceAll(' ', '') : word.split(' ').at(-1)
}

/** True when `list` has the word, or its last part: the "Mass" of "D-Mass", the "art" of "l’art". */
function isListed(list: ReadonlySet<string>, word: string): boolean {
  const plain = word.replaceAll('’', "'")
  return list.has(plain) || list.has(/[-'](\p{L}{2,})$/u.exec(plain)?.[1] ?? '')
}

/** Small words of names, which stand before a capital: "de Gaulle", "van der Stoel", "al-Shabaab". */
const particles =
  /^(?:(?:de|du|des|da|di|do|dos|das|del|della|von|van|der|den|zu|zur|af|av|la|le|el|al|bin|bint|ibn|ben|ter|ten|te|dal|d['’]|l['’]|al-|el-|as-|ash-|ad-|an-|at-) ?){1,3}\p{Lu}/u

/** Names and terms of science in small and capital letters: "iOS", "eBay", "mRNA"; and "e.e. cummings". */
const mixed = /^(?:\p{Ll}{1,4}\p{Lu}[\p{L}\p{N}]*|\p{Ll}\.\p{Ll}\. )/u

/** Words that connect what is before them and after them, so that an unknown abbreviation is before them. */
const connecting =
  /^(?:and|or|nor|but|of|in|on|to|for|from|with|by|at|as|than|per|via|vs|v|is|are|was|were|has|had|have|will|would)(?![\p{L}.])/u

/**
 * True when `next`, which starts with a small letter, begins a sentence: after a full stop that ends neither an
 * abbreviation nor an ellipsis, nor a question or a call ("Stop!" and left).
 */
function beginsSmall(text: string, next: string, rules: Abbreviations): boolean {
  const word = lastWord(text.replace(/["”’)]+\s*$/u, ''))
  if (word === undefined || word.endsWith('.') || !/^["“(]?\p{Ll}/u.test(next)) return false
  if (isAbbreviation(word, rules) || word.includes('.')) return false
  const opened = next.replace(/^["“(]/u, '')
  if (word.length < rules.shortestBeforeSmall && !/^\p{N}{2,}$/u.test(word)) return false
  if (particles.test(opened) || mixed.test(opened)) return true
  return rules === english && isOrdinary(word) && !connecting.test(opened) && /[.]["”’)]?\s*$/u.test(text)
}

/** A word that is too long for most abbreviations, and can be said. */
function isOrdinary(word: string): boolean {
  return /^[\p{L}’'-]{4,}$/u.test(word) && /[aeiouyáéíóú]/iu.test(word)
}

function isAbbreviation(word: string, { leading, numbered, either }: Abbreviations): boolean {
  return [leading, numbered, either].some((list) => isListed(list, word)) || isInitial(word)
}

/** "J" and "U.S". */
function isInitial(word: string): boolean {
  return /^\p{Lu}$/u.test(word) || /^(?:\p{L}\.)+-?\p{L}$/u.test(word)
}

/** True within an abbreviation that is listed, but written with spaces: "z." before "B. Bären", "a." before "C. Roma". */
function isParted(word: string, next: string, { leading, either }: Abbreviations): boolean {
  const [, part] = /^(\p{L}{1,3})\./u.exec(next) ?? []
  if (part === undefined || !/^(?:\p{L}\.)*\p{L}$/u.test(word)) return false
  return [...leading, ...either].some((listed) => `${listed}.`.startsWith(`${word}.${part}.`))
}

/** True when `word`, with a full stop after it, does not end a sentence before `next`. */
function isOpen(text: string, word: string, next: string, rules: Abbreviations): boolean {
  if (isListed(rules.leading, word) && !isStreet(text, word, next, rules)) return true
  if (isParted(word, next, rules)) return true
  if (rules.beforeTitle?.has(word) && rules.leading.has(/^(\p{Lu}\p{L}+)\. /u.exec(next)?.[1] ?? '')) return true
  const startsWithNumber = /^["'“‘«([]?\p{N}/u.test(next)
  if (isListed(rules.numbered, word) && startsWithNumber) return true
  if (/^\d{1,2}$/u.test(word) && rules.ordinals) return true
  if (isListed(rules.either, word) && isAnother(next, rules)) return true
  if (isNumeral(text)) return false
  if (!isInitial(word) && !isListed(rules.either, word) && !(rules === english && isUnspeakable(word))) return false
  return !startsWithNumber && !beginsSentence(text, word, next, rules)
}

/** "1550 Bryant St." and "12 Mt.", where the abbreviation is no saint and no mountain. */
function isStreet(text: string, word: string, next: string, { starters }: Abbreviations): boolean {
  if (word !== 'St') return false
  return /\p{N}\p{L}* (?:\p{Lu}[\p{L}'’]+ ){1,3}St\.\s*$/u.test(text) && starters.has(/^\p{L}+/u.exec(next)?.[0] ?? '')
}

/** "Pte. Ltd." and "Mfg. Co.": the next word is such an abbreviation, too. */
function isAnother(next: string, { either }: Abbreviations): boolean {
  return either.has(/^(\p{L}+)\.(?:[\s,;)]|$)/u.exec(next)?.[1] ?? '')
}

/** "World War I." and "Vitamin C.", which are no initials. */
function isNumeral(text: string): boolean {
  return /(?<!\p{L})(?:War|Type|Group|Class|Vitamin|Hepatitis|Plan|Part|Phase|Annex|Appendix|Schedule|Title|Tier|Table|Category|Chapter|Grade|Level|Division|Section|Article|Block|Zone|Option|Protocol|Act) \p{Lu}\.\s*$/u.test(
    text.slice(-40),
  )
}

/** A short word that nobody can say, in capitals and small letters: an abbreviation that is not listed ("Blvd", "Sqn"). */
function isUnspeakable(word: string): boolean {
  return /^\p{Lu}(?=.*\p{Ll})[^aeiouyáéíóú\P{L}]{1,5}$/iu.test(word) && /^\p{Lu}\p{Ll}+$/u.test(word)
}

function beginsSentence(text: string, word: string, next: string, rules: Abbreviations): boolean {
  const [, first = '', after] = /^["'“‘«([]*([\p{L}\p{M}]+)(.?)/u.exec(next) ?? []
  // "J. A. Smith": the second initial is not the article.
  if (rules.starters.has(first)) return !(after === '.' && /^\p{Lu}$/u.test(first))
  return rules === english && beginsEnglishSentence(text, word, next)
}

/** Names that end with an exclamation mark, and a company form after one. */
const exclaimedName = /(?<!\p{L})(?:Yahoo|Yum|Joomla|Jeopardy|Kahoot|Panic)!\s*$/u

function isExclaimedName(text: string, next: string, { either, starters }: Abbreviations): boolean {
  if (!/!\s*$/u.test(text)) return false
  const [, first = '', after] = /^(\p{L}+)(.?)/u.exec(next) ?? []
  return (after === '.' && either.has(first)) || (exclaimedName.test(text) && !starters.has(first))
}
