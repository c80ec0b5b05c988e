import { escape } from 'es-toolkit/string/escape'
import { readSentences } from '../document/sentence.ts'
import type { FieldText } from './field-text.ts'

/** What a question looks for in texts: stems of words, and whole names as sequences of stems. */
export interface Wanted {
  readonly stems: ReadonlySet<string>
  readonly names: readonly (readonly string[])[]
}

/** The stems of a word in a language. */
export type StemsOf = (word: string, language: string) => readonly string[]

export interface Snippet {
  readonly field: string
  /** HTML: everything escaped, what matched in <mark>. */
  readonly html: string
}

/** Words as people see them. In scripts without spaces every character is one, and 11,500 is one number, as in search. */
const words =
  /(?<![\p{L}\p{N}])\p{N}{1,3}(?:[,'’]\p{N}{3})+(?![\p{L}\p{N}])|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*|[\p{L}\p{M}\p{N}]+(?:['’.\u00AD\u200B-\u200D][\p{L}\p{M}\p{N}]+)*/gu

/** The words of a text, and where they are. */
export function wordsOf(text: string): { readonly word: string; readonly at: number }[] {
  return [...text.matchAll(words)].map((match) => ({ word: match[0], at: match.index }))
}

/** The most characters of a snippet; a longer sentence is cut round what matched. */
const longest = 300

interface Marked {
  readonly text: string
  /** Begin and end of each word that matched. */
  readonly marks: readonly (readonly [number, number])[]
  /** How much matched: a word that was typed counts more than another name of what was named. */
  readonly matched: number
}

/** Marks what a text has of what is wanted. */
function mark(text: string, language: string, wanted: Wanted, stemsOf: StemsOf): Marked {
  const found = wordsOf(text).map(({ word, at }) => ({ at, end: at + word.length, stems: stemsOf(word, language) }))
  const marked = new Set<number>()
  const typed = new Set<string>()
  const named = new Set<string>()
  for (const [index, { stems }] of found.entries()) {
    for (const stem of stems.filter((one) => wanted.stems.has(one))) {
      marked.add(index)
      typed.add(stem)
    }
    for (const name of wanted.names) {
      if (!name.every((stem, offset) => found[index + offset]?.stems.includes(stem))) continue
      for (const offset of name.keys()) marked.add(index + offset)
      named.add(name.join(' '))
    }
  }
  const marks = found.filter((_, index) => marked.has(index)).map(({ at, end }) => [at, end] as const)
  return { text, marks, matched: typed.size * 2 + named.size }
}

/** The better one; the first of two that are equally good. */
function better(one: Marked, other: Marked): Marked {
  return other.matched > one.matched ? other : one
}

/** The field that has most of what is wanted, as a sentence of it with that marked; the first field if none has any. */
export function bestSnippet(fields: readonly FieldText[], wanted: Wanted, stemsOf: StemsOf): Snippet | undefined {
  const whole = fields.map((field) => ({ ...field, ...mark(field.text, field.language, wanted, stemsOf) }))
  const own = whole.filter((field) => !field.isLinked)
  const candidates = own.some(({ matched }) => matched > 0) ? own : whole
  const [first, ...others] = candidates
  if (first === undefined) return undefined
  const best = others.reduce((one, other) => (other.matched > one.matched ? other : one), first)
  return { field: best.field, html: markedHtml(bestSentence(best, best.language, wanted, stemsOf)) }
}

function bestSentence(whole: Marked, language: string, wanted: Wanted, stemsOf: StemsOf): Marked {
  if (whole.text.length <= longest) return whole
  const sentences = readSentences(whole.text, language).map(({ text }) => mark(text, language, wanted, stemsOf))
  const [first = whole, ...others] = sentences
  const best = others.reduce(better, first)
  return best.text.length <= longest ? best : cut(best)
}

/** The part of a long sentence from a few words before the first match on, with dots where something is left out. */
function cut({ text, marks, matched }: Marked): Marked {
  const [first] = marks.at(0) ?? [0]
  const start = first < longest / 2 ? 0 : text.lastIndexOf(' ', first - longest / 4) + 1
  const space = text.lastIndexOf(' ', start + longest)
  const end = text.length - start <= longest ? text.length : space > start ? space : start + longest
  const before = start > 0 ? '… ' : ''
  const shift = before.length - start
  return {
    text: `${before}${text.slice(start, end).toWellFormed()}${end < text.length ? ' …' : ''}`,
    marks: marks.filter(([at, until]) => at >= start && until <= end).map(([at, until]) => [at + shift, until + shift]),
    matched,
  }
}

function markedHtml({ text, marks }: Marked): string {
  let html = ''
  let done = 0
  for (const [at, end] of marks) {
    html += `${escape(text.slice(done, at))}<mark>${escape(text.slice(at, end))}</mark>`
    done = end
  }
  return html + escape(text.slice(done))
}
