/**
 * Characters that are invisible and separate nothing: soft hyphens, zero-width spaces, joiners of words, direction
 * marks.
 */
const invisible = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu

/** White space of every kind, and control characters, which separate words if they occur at all. */
const space = /[\s\p{Cc}]+/gu

/**
 * `text` in the form in which texts are compared: composed (NFC), without invisible characters, each run of white space
 * (also non-breaking spaces) as one plain space, none at the ends. Half surrogate pairs, which have no encoding, become
 * U+FFFD.
 */
export function normalizeSpace(text: string): string {
  return text.toWellFormed().replace(invisible, '').replace(space, ' ').trim().normalize('NFC')
}
