import { normalizeSpace } from '../model/white-space.ts'
import { isWordBorder, minusSign } from './border.ts'

/** Left out words: "...", "…", ". . .", with brackets or without. */
const ellipsis = /[[(]?\s*(?:\.{3,}|…|\.(?:\s\.){2,})\s*[\])]?/u

/** What an editor put in, such as "[the agency]". It stands for words that are not there. */
const inserted = /\[[^[\]]*\]/u

/** Marks at the ends of a quotation. American and British printers put them inside or outside of the quotes. */
const ends = /^(?:(?!\.\d)[\s'"«»‹›.,;:!?()-])+|[\s'"«»‹›.,;:!?()-]+$/gu

/** A minus sign, whatever was typed for it. It is no dash between words or numbers. */
const minus = /(?<=(?:^|[^\d\s]\s|[([])['"“„‘«]?)[-\u2010-\u2013\u2212](?=[$€£¥]?\d)/gu

/** A text without differences of typing: white space, quotes, dashes, and brackets within words ("[t]he"). */
function folded(text: string): string {
  return normalizeSpace(text.normalize('NFKC'))
    .replaceAll(/[‘’‚‛“”„‟«»‹›ʼ′″"`´]/gu, "'")
    .replaceAll(/'{2,}/gu, "'")
    .replaceAll(minus, minusSign)
    .replaceAll(/\s*[\u2010-\u2015\u2212-]+\s*/gu, '-')
    .replaceAll(/\[(\p{L})\](?=\p{L})/gu, '$1')
    .replaceAll(/(?<=\p{L})\[(\p{L}{1,3})\]/gu, '$1')
}

/**
 * Whether a paragraph says the words of a quotation, in the sentence `at` or across it and its neighbours. Where the
 * quotation leaves words out ("...") or puts some in ("[the agency]"), the parts have to follow each other in their
 * order. Only differences of typing do not count, nor do marks at the ends, nor the case of a first letter. Words and
 * numbers are whole.
 */
export function holdsQuotation(sentences: readonly string[], at: number, quotation: string): boolean {
  const texts = sentences.map(folded)
  const text = texts.join(' ')
  const start = texts.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0)
  const span = { start, end: start + (texts[at]?.length ?? 0) }
  return [ellipsis, new RegExp(`${ellipsis.source}|${inserted.source}`, 'u')].some((gap) =>
    holdsParts(text, span, partsOf(quotation, gap)),
  )
}

function partsOf(quotation: string, gap: RegExp): string[] {
  // Before folding, which makes one character "…" three full stops, as NFKC does.
  return quotation
    .split(gap)
    .map(folded)
    .map((part) => part.replace(ends, ''))
    .filter((part) => part !== '')
}

interface Span {
  readonly start: number
  readonly end: number
}

/** Whether the parts follow each other in the text, one of them inside the span or across its ends. */
function holdsParts(text: string, span: Span, parts: readonly string[]): boolean {
  if (parts.length === 0 || endOf(text, parts, 0) === undefined) return false
  let after = 0
  return parts.some((part, index) => {
    // Not before the parts before it, and not so early that it ends before the span.
    const at = find(text, part, Math.max(after, span.start - part.length + 1))
    after = find(text, part, after) + part.length
    return at >= 0 && at < span.end && endOf(text, parts.slice(index + 1), at + part.length) !== undefined
  })
}

/** Where the parts end if each stands as early as it can; undefined if they do not follow each other. */
function endOf(text: string, parts: readonly string[], from: number): number | undefined {
  let end = from
  for (const part of parts) {
    const at = find(text, part, end)
    if (at < 0) return undefined
    end = at + part.length
  }
  return end
}

/** Where whole words of a text are `words`; the case of their first letter does not count. */
function find(text: string, words: string, from: number): number {
  const [first = ''] = words
  const rest = words.slice(first.length)
  for (let next = from; next + words.length <= text.length; ) {
    const at = text.indexOf(rest, next + first.length) - first.length
    if (at < next) return -1
    const isSame = text.slice(at, at + first.length).toLowerCase() === first.toLowerCase()
    if (isSame && isWordBorder(text, at) && isWordBorder(text, at + words.length)) return at
    next = at + 1
  }
  return -1
}
