import { deburr } from 'es-toolkit/string/deburr'

/**
 * Marks that readers leave out: accents of Latin, Greek and Cyrillic, Hebrew points, Arabic harakat, variation
 * selectors. The voicing marks of Japanese are shared by scripts too, but change the word; so do the vowel signs of
 * Indic scripts, Thai and others, which belong to their own script.
 */
const accents =
  /(?![\u3099\u309A])[[\p{Script=Inherited}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]&&\p{M}]/gv

/**
 * Unicode counts them as letters, but people use them as punctuation: the okina, modifier apostrophes, the Arabic
 * tatweel.
 */
const modifiers = /[\u02B0-\u02FF\u0640]/gu

const neitherLetterNorNumber = /[^\p{L}\p{M}\p{N}]+/gu

/** Half surrogate pairs, which have no encoding, and invisible characters. */
const invisible = /[\p{Cs}\p{Cc}\p{Cf}\p{Cn}\uFE00-\uFE0F]/gu

/**
 * The key by which names are compared, sorted and found: "human  rights-watch" and "Human Rights Watch" have the same
 * one, so have "U.N." and "UN". Case, accents, punctuation and white space do not count; `%` and `_` are punctuation. A
 * name that consists of symbols keeps them, without white space at its ends. Only an invisible name has an empty key.
 * Never throws; the key of a key is itself.
 */
export function nameKey(text: string): string {
  const visible = text.replace(/\s+/gu, ' ').replace(invisible, '')
  const bare = deburr(fold(visible.normalize('NFKD').replace(accents, '')))
  const key = bare.replace(modifiers, '').replace(neitherLetterNorNumber, '').normalize('NFC')
  return /[\p{L}\p{N}]/u.test(key) ? key : symbolKey(visible)
}

/** Small letters, one form for each: sharp s as ss, no final sigma, i with one dot. */
function fold(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ').replaceAll('\u0307', '')
}

function symbolKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim()
}
