import { DossierError } from '../errors.ts'

/** The longest text that is read as a date; the longest that can be right has some 25 characters. */
export const longestText = 100

const examples =
  'Right would be, for example: 1951, 2016-09, 1951-12-06, 1952/1980, 1989/.., 1950~, 195X, 2001-21 (spring).'

/** A caller's text as a message shows it: shortened, with invisible characters escaped. */
export function quoted(text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text
  return `«${shown.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`)}»`
}

/**
 * The error for a text that is no date: «1951-13» is not a date in EDTF: month 13 at position 6 ...
 * `index` counts from 0; `problem` says what is wrong there, with {at} where the position is named.
 */
export function notADate(text: string, index: number, problem: string): DossierError {
  const position = index + 1
  const message = problem.replace('{at}', `at position ${position}`)
  return new DossierError('BAD_USER_INPUT', `${quoted(text)} is not a date in EDTF: ${message}. ${examples}`, {
    value: text.slice(0, longestText).toWellFormed(),
    position,
  })
}

/** Rejects texts that are too long, or have a character that no date has, before they are parsed. */
export function checkCharacters(text: string): void {
  if (text === '') throw notADate(text, 0, 'it is empty; leave out a date that is not known')
  if (text.length > longestText) {
    throw notADate(text, longestText, `it has ${text.length} characters, and at most ${longestText} are read`)
  }
  const index = text.search(/[^0-9XY~?%./-]/u)
  if (index < 0) return
  const character = String.fromCodePoint(text.codePointAt(index) ?? 0)
  throw notADate(text, index, `${quoted(character)} {at} ${foreign(character, text.slice(0, index))}`)
}

/** Why a character cannot be in a date, given what is before it. */
function foreign(character: string, before: string): string {
  if (/[\p{Cc}\p{Cs}\p{Cf}]/u.test(character)) return 'is a character that cannot be seen and does not belong here'
  if (/\s/u.test(character)) return 'is white space, and a date has none'
  if (/[\u2010-\u2015\u2212]/.test(character)) {
    return 'is a dash: a plain hyphen (-) stands between year, month and day, and a slash (/) between begin and end'
  }
  if (character === 'x') return 'is a small letter: a digit that is not known is a capital X'
  if (character === 'y') return 'is a small letter: a year of five digits or more begins with a capital Y'
  if (character === 'T' && /\d-\d\d-\d\d$/.test(before)) return 'begins a time of day, and only days are kept'
  if ('[{'.includes(character)) return 'begins a list, which is level 2 of EDTF; levels 0 and 1 are read'
  if ('ES'.includes(character) && /\d$/.test(before)) return 'is level 2 of EDTF; levels 0 and 1 are read'
  return 'does not belong in a date, which is written in digits'
}
