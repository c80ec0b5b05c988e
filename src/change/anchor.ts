import { separateCitations } from '../model/citation.ts'
import { normalizeSpace } from '../model/white-space.ts'
import { isFormerCut } from './former-cut.ts'

/** The result of checking a piece of evidence. NOT_LOADED: there is no text to check against. */
export type CheckedStatus = 'FOUND' | 'AMBIGUOUS' | 'ORPHANED' | 'NOT_LOADED'

/** The part of a sentence that finding an anchor needs. */
export interface AnchoredSentence {
  readonly text: string
  readonly digest: string
}

/** The result for an anchor; `sentence` only if it is FOUND. */
export interface Location<S> {
  readonly status: CheckedStatus
  readonly sentence?: S
}

/**
 * Finds the sentence of a paragraph that contains `anchor` and, if given, has `digest`. None: ORPHANED; more than one:
 * AMBIGUOUS; `sentences` undefined because the text is not loaded: NOT_LOADED. Nothing is guessed: case and wording
 * must be the same. Only differences of typing are ignored: white space, composition of accents (NFC), characters
 * that look alike (see {@link comparable}), and citation marks that were copied with the anchor.
 *
 * A digest may be that of the sentence as another version of the program cut it (see {@link isFormerCut}).
 *
 * An anchor starts and ends at the borders of words: "form" is not found in "formation", nor "11" in "11,500", but
 * "organisation" is in "l'organisation". Scripts that leave no space between words (Chinese, Japanese, Thai ...) have
 * no such borders.
 */
export function locateAnchor<S extends AnchoredSentence>(
  sentences: readonly S[] | undefined,
  anchor: string,
  digest?: string | null,
): Location<S> {
  if (sentences === undefined) return { status: 'NOT_LOADED' }
  const spellings = spellingsOf(anchor)
  const holds = (text: string) => spellings.some((words) => placeOfWords(comparable(text), words) >= 0)
  const holding = sentences.filter(({ text }) => holds(text))
  let candidates = digest ? holding.filter((sentence) => sentence.digest === digest) : holding
  if (digest && candidates.length === 0) {
    candidates = holding.filter((sentence) => isFormerCut(sentences, sentences.indexOf(sentence), digest, holds))
  }
  const [sentence] = candidates
  if (sentence === undefined) return { status: 'ORPHANED' }
  return candidates.length > 1 ? { status: 'AMBIGUOUS' } : { status: 'FOUND', sentence }
}

/** The result for evidence. */
export interface EvidenceLocation<S> extends Location<S> {
  /** The sentence is not in the cited paragraph, and stands in others, once or several times. */
  readonly isElsewhere: boolean
}

/**
 * Finds evidence in its document: first in the `cited` paragraph, as `locateAnchor` does. A sentence that is not there
 * may have moved: it is then looked for among the sentences of the document that have its digest. Without a digest
 * nobody knows which sentence it was, so it is not looked for elsewhere.
 */
export function locateEvidence<S extends AnchoredSentence>(
  cited: readonly S[] | undefined,
  sameDigest: readonly S[],
  anchor: string,
  digest?: string | null,
): EvidenceLocation<S> {
  const here = locateAnchor(cited, anchor, digest)
  if (here.status !== 'ORPHANED' || !digest) return { ...here, isElsewhere: false }
  const elsewhere = locateAnchor(sameDigest, anchor, digest)
  return { ...elsewhere, isElsewhere: elsewhere.status !== 'ORPHANED' }
}

/** Characters that stand for the one after them, because people and programs type one for the other. */
const lookAlikes: readonly (readonly [RegExp, string])[] = [
  [/\p{Default_Ignorable_Code_Point}/gu, ''],
  [/[‘’‚‛ʹʻʼʽˈ′´`＇]/gu, "'"],
  [/[“”„‟″‶〝〞〟＂]/gu, '"'],
  [/[\u2010\u2011\u2212\uFE63\uFF0D]/gu, '-'],
  [/\u2012/gu, '–'],
  [/\u2015/gu, '—'],
  [/…/gu, '...'],
  [/[\u2044\u2215]/gu, '/'],
]

/** Letters that are one character or several, or wider than others: "ﬁ" is "fi", "Ａ" is "A". Not "²": "10²" is no "102". */
const compatible = /[\uFB00-\uFB06\uFF01-\uFF5E\u0132\u0133\u00B5]/gu

/** `text` in the form in which anchors are compared. A dash stays a dash: only hyphens look like hyphens. */
function comparable(text: string): string {
  const plain = lookAlikes.reduce(
    (typed, [pattern, plainly]) => typed.replaceAll(pattern, plainly),
    normalizeSpace(text),
  )
  return plain.replaceAll(compatible, (character) => character.normalize('NFKC'))
}

/** The anchor as it was typed, and without citation marks. */
function spellingsOf(anchor: string): string[] {
  return [...new Set([anchor, separateCitations(normalizeSpace(anchor)).text].map(comparable))]
}

/** The first place where `text` has `words` as whole words; -1 if there is none. */
function placeOfWords(text: string, words: string): number {
  if (words === '') return -1
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (isBorder(text, at) && isBorder(text, at + words.length)) return at
  }
  return -1
}

/** The first place of an anchor in a sentence that holds it, as offsets in the text as it is written. */
export function anchorSpan(text: string, anchor: string): { start: number; end: number } | undefined {
  const compared = comparable(text)
  for (const words of spellingsOf(anchor)) {
    const at = placeOfWords(compared, words)
    // Most texts are compared as they are written, and then the places are the same.
    if (at >= 0 && compared === text) return { start: at, end: at + words.length }
    if (at >= 0) return { start: offsetBefore(text, at + 1) - 1, end: offsetBefore(text, at + words.length) }
  }
  return undefined
}

/** The length of the shortest start of `text` that has `length` characters when it is compared. */
function offsetBefore(text: string, length: number): number {
  let low = 0
  let high = text.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (comparable(text.slice(0, middle)).length >= length) high = middle
    else low = middle + 1
  }
  return low
}

const letter = /^[\p{L}\p{M}\p{N}_]/u
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** True when no word and no number goes on across the offset `at`. */
function isBorder(text: string, at: number): boolean {
  // Two units each way: a letter may be a surrogate pair, a number may go on after a comma.
  const before = text.slice(Math.max(0, at - 2), at)
  const after = text.slice(at, at + 2)
  if (/\p{N}$/u.test(before) && /^[.,:]\p{N}/u.test(after)) return false
  if (/\p{N}[.,:]$/u.test(before) && /^\p{N}/u.test(after)) return false
  const last = [...before].at(-1) ?? ''
  const first = [...after][0] ?? ''
  if (!letter.test(last) || !letter.test(first)) return true
  return !/\p{M}/u.test(first) && (unspaced.test(last) || unspaced.test(first))
}
