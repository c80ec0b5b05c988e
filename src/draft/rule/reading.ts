import { escapeRegExp } from 'es-toolkit/string/escapeRegExp'
import { fullName } from './acronym-spelling.ts'
import { type BoxRow, boxRows } from './box.ts'
import { acronymsIn, type Lead, leadOf } from './lead.ts'
import type { RuleContext } from './rule.ts'
import { type Sentence, sentencesOf } from './sentence.ts'
import { letter, lower, nameWithAnd, openers, organizationWord, upper } from './vocabulary.ts'

/** A text as rules read it: made once for all of them. */
export interface Reading {
  readonly context: RuleContext
  readonly sentences: readonly Sentence[]
  readonly rows: readonly BoxRow[]
  readonly lead: Lead | undefined
  /** What the text calls its subject. */
  readonly names: readonly string[]
  /** A pattern for the subject by one of its names, as a whole capitalised phrase: "BMW India" is not BMW. */
  readonly named: string
  /** As `named`, but what follows is left to the pattern: "the ILO's director", "USAID Administrator". */
  readonly owner: string
  /** A pattern for what is its own: "the IOM's role". */
  readonly owned: string
  /** A pattern for it as "the agency". */
  readonly generic: string
  /** As `generic`, or "the organization", as texts call whatever is one: only where the sentence before has the subject. */
  readonly broad: string
  /** As `generic`, but what follows is left to the pattern: "the agency's director". */
  readonly genericOwner: string
  /** The full names that the text abbreviates, by acronym: "UN" where it has "United Nations (UN)". */
  readonly definitions: ReadonlyMap<string, Definition>
  /** Its name within a sentence, with "the" where the text has it. */
  readonly phrase: string
}

/** A full name with its acronym in brackets. */
export interface Definition {
  readonly name: string
  readonly sentence: Sentence
  readonly start: number
  readonly end: number
}

const defined = new RegExp(String.raw`(?<name>${nameWithAnd})\s\((?<brackets>[^()]{2,120})\)`, 'gu')

/** Of several definitions of an acronym the first. */
function definitionsIn(sentences: readonly Sentence[]): Map<string, Definition> {
  const found = new Map<string, Definition>()
  for (const sentence of sentences) {
    for (const { 0: text, groups, index } of sentence.text.matchAll(defined)) {
      const full = fullName(groups?.name ?? '', acronymsIn(groups?.brackets ?? ''))
      if (full === undefined || found.has(full.acronym)) continue
      found.set(full.acronym, { name: full.name, sentence, start: index + full.start, end: index + text.length })
    }
  }
  return found
}

const readings = new WeakMap<RuleContext, Reading>()

/** Reads a text once, however many rules ask. */
export function readingOf(context: RuleContext): Reading {
  const known = readings.get(context)
  if (known !== undefined) return known
  const sentences = sentencesOf(context.paragraphs)
  const lead = leadOf(context.title, sentences)
  const rows = boxRows(context.paragraphs)
  const definitions = definitionsIn(sentences)
  const names = namesOf(context, lead, rows, definitions)
  const kind = genericOf([...names, lead?.definition.split(/[,;]/u)[0] ?? ''])
  const reading: Reading = {
    context,
    sentences,
    rows,
    lead,
    names,
    definitions,
    named: `${whole(names)}${noFurther}`,
    owner: `${whole(names)}${noFurtherLetter}`,
    owned: String.raw`${whole(names)}['’]s?\s(?=${lower})`,
    generic: `${kind}${ofOthers}${noFurther}`,
    broad: `(?:${kind}|${String.raw`(?:[Tt]he|[Tt]his)\s[Oo]rgani[sz]ation`})${ofOthers}${noFurther}`,
    genericOwner: `${kind}${ofOthers}${noFurtherLetter}`,
    phrase: phraseOf(context, sentences),
  }
  readings.set(context, reading)
  return reading
}

function namesOf(
  { subject, title }: RuleContext,
  lead: Lead | undefined,
  rows: readonly BoxRow[],
  definitions: ReadonlyMap<string, Definition>,
): string[] {
  const abbreviations = rows
    .filter(({ key }) => /^Abbreviations?$/u.test(key))
    .flatMap(({ value }) => acronymsIn(value))
  const names = [subject.name, title, lead?.name ?? '', ...(lead?.acronyms ?? []), ...abbreviations]
  const acronyms = [...definitions].filter(([, { name }]) => names.includes(name)).map(([acronym]) => acronym)
  const plain = [...names, ...acronyms].map((name) => name.replace(/^The\s/u, ''))
  // "INTERPOL"
  const shouted = plain.filter((name) => /^\p{Lu}\p{Ll}{4,}$/u.test(name)).map((name) => name.toUpperCase())
  return [...new Set([...plain, ...shouted])].filter((name) => name !== '')
}

/** No capitalised word before, and none after: neither "BMW India" nor "BMW-based" nor "New BMW" is BMW. */
function whole(names: readonly string[]): string {
  const longestFirst = names.toSorted((one, other) => other.length - one.length).map((name) => escapeRegExp(name))
  return String.raw`(?:\b[Tt]he\s)?(?<!${letter}|[/-]|(?<!\b(?:The|To|Then|${openers}))(?<=${upper}(?:${letter}|[.&-]){0,30})\s)(?:${longestFirst.join('|')})`
}

/** "the committee of experts" is another one. */
export const ofOthers = String.raw`(?!\s(?:of|for)\s)`

const noFurtherLetter = String.raw`(?!${letter}|[-–/]${letter}|\.${letter})`

const noFurther = String.raw`(?!\s${upper}|${letter}|[-–/’']${letter}|\.${letter})`

const kinds = new RegExp(String.raw`\b(?:${organizationWord}|body|charity|NGO)\b`, 'giu')

/** "the organization", "the Court": the words for its kind in its names and in what the text says that it is. */
function genericOf(texts: readonly string[]): string {
  const words = new Set(texts.flatMap((text) => text.match(kinds) ?? []).map((word) => word.toLowerCase()))
  words.delete('watch')
  if (words.has('organization') || words.has('organisation') || words.size === 0) words.add('organi[sz]ation')
  return String.raw`(?:[Tt]he|[Tt]his)\s(?:${[...words].map(anyCase).join('|')})`
}

function anyCase(word: string): string {
  const [first = ''] = word
  return `[${first.toUpperCase()}${first}]${word.slice(first.length)}`
}

/** With "the" if the text mostly has it so: once somebody wrote "the OPEC". */
function phraseOf({ subject, title }: RuleContext, sentences: readonly Sentence[]): string {
  const bare = subject.name.replace(/^The\s/u, '')
  if (bare !== subject.name || /^The\s/u.test(title)) return `the ${bare}`
  const mention = new RegExp(
    String.raw`(?<article>\b[Tt]he\s)?(?<!\p{L})${escapeRegExp(bare)}(?!\s${upper}|['’]|\p{L})`,
    'gu',
  )
  const mentions = sentences.flatMap(({ text }) => [...text.matchAll(mention)])
  const withArticle = mentions.filter(({ groups }) => groups?.article !== undefined)
  return withArticle.length * 2 > mentions.length ? `the ${bare}` : bare
}
