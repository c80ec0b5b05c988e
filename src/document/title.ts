import type { PlainDocument } from './plain.ts'

/** Small words that a run-together title has in small letters after a longer word: "Organizationfor". */
const small =
  /^(.*?)(of|for|the|and|in|on|to|at|by|from|with|or|de|la|le|les|du|des|del|der|die|das|und|von|zu|für|et|y|e)$/u

/**
 * A title that people can read. An article has it without spaces, and most texts contain it with spaces. Otherwise it is
 * split before capitals, and before small words if both parts are words of the text.
 */
export function readableTitle({
  format,
  title,
  paragraphs,
}: Pick<PlainDocument, 'format' | 'title' | 'paragraphs'>): string {
  if (format !== 'article' || /\s/u.test(title)) return title
  const body = paragraphs.filter(({ section }) => section === 'BODY').map(({ text }) => text)
  const spellings = body.flatMap((text) => spellingsIn(text, title))
  const found = spellings.length === 0 ? undefined : commonSpelling(spellings, title)
  return found ?? partWords(title, new Set(body.join(' ').match(/[\p{L}\p{M}\p{N}]+/gu)))
}

/**
 * Of the spellings of a title in its text the most common one: "YouTube" stays one word where somebody once wrote "You
 * Tube". Those with the capitals of the title go before others. A word that differs in capitals only is no other
 * spelling: "UNESCO" is not "Unesco".
 */
function commonSpelling(spellings: readonly string[], title: string): string {
  const sameCase = spellings.filter((spelling) => spelling.replaceAll(' ', '') === title)
  const [first = title] = spellings
  if (sameCase.length > 0) {
    const counts = [...Map.groupBy(sameCase, String)].map(([spelling, { length }]) => ({ spelling, length }))
    return counts.reduce((best, other) => (other.length > best.length ? other : best)).spelling
  }
  return first.includes(' ') ? title.charAt(0) + first.slice(1) : title
}

/** Where `text` has the title as whole words, ignoring spaces and case. Addresses and hashtags do not count. */
function spellingsIn(text: string, title: string): string[] {
  const plain = fold(text.replaceAll(' ', ''))
  const wanted = fold(title)
  let at = plain.indexOf(wanted)
  if (at < 0) return []
  const spellings: string[] = []
  const offsets = offsetsOfLetters(text)
  for (; at >= 0; at = plain.indexOf(wanted, at + 1)) {
    const start = offsets[at] ?? -1
    const end = (offsets[at + wanted.length - 1] ?? -1) + 1
    if (isLetter(text[start - 1]) || isLetter(text[end]) || isAddress(text, start, end)) continue
    spellings.push(withSignsOf(title, text.slice(start, end)))
  }
  return spellings
}

/** A spelling with the hyphens and apostrophes of the title, which mostly are those that people type. */
function withSignsOf(title: string, spelling: string): string {
  let at = 0
  return spelling.replaceAll(/\S/gu, (character) => {
    at += character.length
    return isLetter(character) ? character : title.slice(at - character.length, at)
  })
}

/** "#HumanRightsWatch", "@YouTube", "www.redcross.org". */
function isAddress(text: string, start: number, end: number): boolean {
  return (
    /[#@/_\p{L}]\.?$/u.test(text.slice(Math.max(0, start - 2), start)) ||
    /^(?:[@/_]|\.\p{L})/u.test(text.slice(end, end + 2))
  )
}

function offsetsOfLetters(text: string): number[] {
  const offsets: number[] = []
  for (let at = 0; at < text.length; at += 1) if (text[at] !== ' ') offsets.push(at)
  return offsets
}

/**
 * Small letters and plain hyphens and apostrophes, one for one: "İ" is two in lower case, and offsets must stay. Texts
 * have hyphens that do not break, where titles have plain ones.
 */
function fold(text: string): string {
  const plain = text.replaceAll(/[\u2010\u2011\u2212]/gu, '-').replaceAll(/[‘’ʼ]/gu, "'")
  return plain.replaceAll(/\p{Lu}/gu, (letter) => {
    const lower = letter.toLowerCase()
    return lower.length === letter.length ? lower : letter
  })
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{M}\p{N}]/u.test(character)
}

function partWords(title: string, known: ReadonlySet<string>): string {
  return title
    .replaceAll(/(?<=[\p{Ll}\p{N})])(?=[\p{Lu}(])|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})/gu, ' ')
    .split(' ')
    .flatMap((word, index, words) => (index < words.length - 1 ? partSmallWords(word, known) : [word]))
    .join(' ')
}

/**
 * "Organizationforthe" becomes "Organization", "for", "the" if the text contains "Organization". A word that the text
 * contains stays, because "Poland" does not end in "and".
 */
function partSmallWords(word: string, known: ReadonlySet<string>): string[] {
  const [, head = '', tail = ''] = small.exec(word) ?? []
  if (head === '' || known.has(word) || known.has(word.toLowerCase())) return [word]
  const parts = partSmallWords(head, known)
  const isKnown = parts.length > 1 || known.has(head) || known.has(head.toLowerCase())
  return isKnown ? [...parts, tail] : [word]
}
