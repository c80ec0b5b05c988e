import { escape } from 'es-toolkit/string/escape'
import { sql } from 'kysely'
import { rankingQuery } from '../query/text.ts'

// Two characters that hardly any text contains. PostgreSQL marks words with them, and the text is escaped afterwards,
// so that nothing in a source is taken for markup.
const open = '\u{e000}'
const close = '\u{e001}'
const options = `StartSel=${open}, StopSel=${close}, MaxWords=35, MinWords=15`

/** The part of a text that matches the words, as PostgreSQL marks it. */
export function headline(language: unknown, text: unknown, words: string) {
  return sql<string>`ts_headline(text_search_configuration(${language}), translate(${text}, ${open + close}, ''),
    ${rankingQuery('query', words)}, ${options})`
}

/** The same as HTML: everything escaped, the matched words in <mark>. */
export function markedHtml(marked: string): string {
  return escape(marked).replaceAll(open, '<mark>').replaceAll(close, '</mark>')
}
