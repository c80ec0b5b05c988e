const group = /^(?:notes?|nb|n|fn|footnote|ref|(?:lower|upper)-(?:alpha|roman|greek)|[注註]釈?|脚注|주) ?\p{Nd}{1,4}$/iu

/** Where a mark stands: whether it is attached to the end of something, and what is around it. */
export interface MarkPlace {
  readonly before: string
  readonly after: string
  readonly isAttached: boolean
}

/** An opening character, which is before words and not after them. */
const opening = /[\s([{«‹“„‘‚¿¡—–/（［【「『]/u

/** The place between `before`, of two characters at most, and `after`. */
export function markPlace(before: string, after: string): MarkPlace {
  const attached = before !== '' && !opening.test(before.slice(-1))
  const openingQuote = /^.?["']$/u.test(before) && (before.length === 1 || opening.test(before.charAt(0)))
  return { before, after, isAttached: attached && !openingQuote }
}

/**
 * The citation labels of a mark, or nothing where `inner` are words that an editor puts into a quotation ("[the]
 * agency"). One mark can cite several: "5, 6", "34–36". Labels stay as they are printed, but wide digits become plain.
 */
export function labelsOf(inner: string, place: MarkPlace): readonly string[] | undefined {
  const labels: string[] = []
  for (const part of inner.normalize('NFKC').split(/ ?[,;،、] ?| (?:and|et|und|e|y|&) /u)) {
    const [, first, last] = /^(\S+?) ?[-–—] ?(\S+)$/u.exec(part) ?? []
    const ends = first !== undefined && last !== undefined && isRange(first, last) ? [first, last] : [part]
    if (!ends.every((label) => isLabel(label, place))) return undefined
    labels.push(...(ends.length === 2 ? labelsBetween(first ?? '', last ?? '') : ends))
  }
  return labels.length > 1 && !standsForSeveral(labels, place) ? undefined : labels
}

/** Several labels in one mark stand at the end of something: "the [18–24] age group" and "between [0, 1]" do not cite. */
function standsForSeveral(labels: readonly string[], { before, after, isAttached }: MarkPlace): boolean {
  return !labels.includes('0') && (isAttached || /^[.,;:!?)\]»”]?$|^\[/u.test(after) || /[.,;!?]\s$/u.test(before))
}

/**
 * A number is a citation; a letter or a word with a number is one where it is attached to what precedes it.
 */
function isLabel(inner: string, { before, after, isAttached }: MarkPlace): boolean {
  if (isNumber(inner)) return inner.length <= 3 || (isAttached && inner.length <= 5)
  if (group.test(inner)) return true
  if (!isAttached || /^[\p{L}\p{M}]/u.test(after)) return false
  if (/^\p{L}[\p{L}\p{M}.-]{0,19} ?\p{Nd}{1,3}$/u.test(inner)) return true
  // "agree[d]" and "claim[s]" complete a word; "agreed.[d]" cites.
  const afterWord = /[\p{L}\p{M}]$/u.test(before)
  if (/^\p{L}$/u.test(inner)) return !(afterWord && /^[sdnrty]$/u.test(inner))
  return !afterWord && /^(?:\p{Ll}{2}|[ivxlc]{2,6})$/u.test(inner)
}

/** "34–36" and "a–c". */
function isRange(first: string, last: string): boolean {
  return (isNumber(first) && isNumber(last)) || (/^[a-z]$/u.test(first) && /^[a-z]$/u.test(last))
}

function isNumber(label: string): boolean {
  return /^\p{Nd}+$/u.test(label)
}

/** "34", "35" and "36" for 34–36, in the digits of the first; only the ends where they are far apart or turned round. */
export function labelsBetween(first: string, last: string): string[] {
  if (!isNumber(first) || !isNumber(last)) return charactersBetween(first, last)
  const zero = zeroOf(first)
  const [from, to] = [valueOf(first), valueOf(last)]
  if (zero !== zeroOf(last) || to <= from || to - from > 40) return [first, last]
  return Array.from({ length: to - from + 1 }, (_, index) => writeWith(zero, from + index))
}

function charactersBetween(first: string, last: string): string[] {
  const [from, to] = [first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0]
  return to > from
    ? Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index))
    : [first, last]
}

/** The code point of the zero of a number's script: the ten digits of a script follow each other. */
function zeroOf(number: string): number {
  let code = number.codePointAt(0) ?? 0
  while (/\p{Nd}/u.test(String.fromCodePoint(code - 1))) code -= 1
  return code
}

function valueOf(number: string): number {
  const zero = zeroOf(number)
  return [...number].reduce((value, digit) => value * 10 + ((digit.codePointAt(0) ?? 0) - zero), 0)
}

function writeWith(zero: number, value: number): string {
  return [...String(value)].map((digit) => String.fromCodePoint(zero + Number(digit))).join('')
}
