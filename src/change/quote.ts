import { anchorSpan } from './anchor.ts'

/** What stands around an anchor in its sentence. */
export interface QuoteSelector {
  readonly prefix: string
  readonly suffix: string
}

/** In characters: as much as programs that annotate pages keep. */
const mostContext = 40

/** The words before and after an anchor, with the spaces between; undefined if the sentence does not hold it. */
export function quoteSelector(sentence: string, anchor: string): QuoteSelector | undefined {
  const span = anchorSpan(sentence, anchor)
  if (span === undefined) return undefined
  return { prefix: lastWords(sentence.slice(0, span.start)), suffix: firstWords(sentence.slice(span.end)) }
}

/** Whole words, if there are spaces between them; never half a character. */
function lastWords(text: string): string {
  const end = [...text].slice(-mostContext).join('')
  return end.length === text.length ? end : end.replace(/^(?:\S*\s+(?=\S)|\p{M}+)/u, '')
}

function firstWords(text: string): string {
  const start = [...text].slice(0, mostContext).join('')
  return start.length === text.length ? start : start.replace(/(?<=\S)\s+\S*$/u, '')
}
