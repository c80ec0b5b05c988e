import { escapeRegExp } from 'es-toolkit/string/escapeRegExp'
import { holdsName, wordsOf } from '../../wording/name.ts'
import type { CandidateEvidence } from '../candidate.ts'
import { fullName } from './acronym-spelling.ts'
import { type BoxRow, boxRows } from './box.ts'
import { evidenceIn } from './evidence.ts'
import { acronymsIn, type Lead, leadOf } from './lead.ts'
import type { KnownEntity, RuleContext } from './rule.ts'
import { type Sentence, sentencesOf } from './sentence.ts'
import { leadIn, letter, lower, nameWithAnd, openers, organizationWord, upper } from './vocabulary.ts'

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
  const reading: Reading = {
    context,
    sentences,
    rows,
    lead,
    names,
    definitions,
    named: `${whole(names)}${noFurther}`,
    owner: String.raw`${whole(names)}(?!${letter}|[-–/]${letter}|\.${letter})`,
    owned: String.raw`${whole(names)}['’]s?\s(?=${lower})`,
    generic: genericOf([...names, lead?.definition.split(/[,;]/u)[0] ?? '']),
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
  return [...new Set([...names, ...acronyms].map((name) => name.replace(/^The\s/u, '')))].filter((name) => name !== '')
}

/** No capitalised word before, and none after: neither "BMW India" nor "BMW-based" nor "New BMW" is BMW. */
function whole(names: readonly string[]): string {
  const longestFirst = names.toSorted((one, other) => other.length - one.length).map((name) => escapeRegExp(name))
  return String.raw`(?:\b[Tt]he\s)?(?<!${letter}|[/-]|(?<!\b(?:The|To|Then|${openers}))(?<=${upper}(?:${letter}|[.&-]){0,30})\s)(?:${longestFirst.join('|')})`
}

const noFurther = String.raw`(?!\s${upper}|${letter}|[-–/’']${letter}|\.${letter})`

const kinds = new RegExp(String.raw`\b${organizationWord}\b`, 'giu')

/** "the organization", "the Court": the words for its kind in its names and in what the text says that it is. */
function genericOf(texts: readonly string[]): string {
  const words = new Set(texts.flatMap((text) => text.match(kinds) ?? []).map((word) => word.toLowerCase()))
  words.delete('watch')
  if (words.has('organization') || words.has('organisation') || words.size === 0) words.add('organi[sz]ation')
  return String.raw`(?:[Tt]he|[Tt]his)\s(?:${[...words].map(anyCase).join('|')})(?!\s(?:of|for)\s)${noFurther}`
}

function anyCase(word: string): string {
  const [first = ''] = word
  return `[${first.toUpperCase()}${first}]${word.slice(first.length)}`
}

function phraseOf({ subject, title }: RuleContext, sentences: readonly Sentence[]): string {
  const bare = subject.name.replace(/^The\s/u, '')
  const article = new RegExp(String.raw`\b[Tt]he\s${escapeRegExp(bare)}(?!\s${upper}|['’])`, 'u')
  const isWithArticle =
    bare !== subject.name || /^The\s/u.test(title) || sentences.some(({ text }) => article.test(text))
  return isWithArticle ? `the ${bare}` : bare
}

/** The subject of a text where it is the subject of a sentence. */
export interface SubjectMention {
  /** Where its mention ends. */
  readonly start: number
  readonly end: number
  /** The words before it: "In 2003,". */
  readonly before: string
  /** Sentences that name it, if this one says "the agency" or "it". */
  readonly named: readonly CandidateEvidence[]
}

const mentions = new WeakMap<Sentence, { readonly mention: SubjectMention | undefined }>()

/**
 * The mention of the text's subject that a sentence starts with, perhaps after "In 2003,". "The agency" and "it" count
 * only if they cannot be anything else: the sentence before starts with the subject, too, or names it.
 */
export function subjectMention(reading: Reading, sentence: Sentence): SubjectMention | undefined {
  const known = mentions.get(sentence)
  if (known !== undefined) return known.mention
  const found = mentionIn(reading, sentence)
  const mention = found === undefined ? indirectMention(reading, sentence) : { ...found, named: [] }
  mentions.set(sentence, { mention })
  return mention
}

function indirectMention(reading: Reading, sentence: Sentence): SubjectMention | undefined {
  const { before } = sentence
  const match = patternsOf(reading).generic.exec(sentence.text)
  if (match === null) return undefined
  const isNamed = before !== undefined && holdsSubject(reading, before.text)
  const isSame = before !== undefined && subjectMention(reading, before) !== undefined
  const isPronoun = match.groups?.pronoun !== undefined
  if (isPronoun ? !isSame : before !== undefined && !isNamed && !isSame) return undefined
  const named = isNamed ? evidenceIn(before) : leadEvidence(reading)
  const start = match.groups?.before?.length ?? 0
  return named && { start, end: match[0].length, before: match.groups?.before ?? '', named: [named] }
}

function mentionIn(reading: Reading, { text }: Sentence) {
  const match = patternsOf(reading).named.exec(text)
  if (match === null) return undefined
  const before = match.groups?.before ?? ''
  return { start: before.length, end: match[0].length, before }
}

const patterns = new WeakMap<Reading, { named: RegExp; generic: RegExp; anywhere: RegExp }>()

function patternsOf(reading: Reading) {
  const known = patterns.get(reading)
  if (known !== undefined) return known
  const made = {
    named: new RegExp(`^(?<before>${leadIn})?${reading.named}`, 'u'),
    generic: new RegExp(String.raw`^(?<before>${leadIn})?(?:${reading.generic}|(?<pronoun>[Ii]t)(?=\s))`, 'u'),
    anywhere: new RegExp(reading.named, 'u'),
  }
  patterns.set(reading, made)
  return made
}

/** Whether a text names the subject. */
export function holdsSubject(reading: Reading, text: string): boolean {
  return patternsOf(reading).anywhere.test(text)
}

/** The sentence that says what the subject is, or the first that names it. */
export function leadEvidence(reading: Reading): CandidateEvidence | undefined {
  const { lead } = reading
  if (lead !== undefined) return evidenceIn(lead.sentence, lead.start, lead.end)
  const { name } = reading.context.subject
  const sentence = reading.sentences.find(({ text }) => text.includes(name) && text !== name)
  const start = sentence?.text.indexOf(name) ?? 0
  return sentence && evidenceIn(sentence, start, start + name.length)
}

/**
 * The sentences that have to be cited beside this one so that the evidence names the subject by a name that its readers
 * know: none if this one does. Undefined if there is none that does.
 */
export function namingSubject(reading: Reading, text: string): readonly CandidateEvidence[] | undefined {
  const { context, lead, names } = reading
  const known = names.filter(
    (name) => name === context.subject.name || context.known(name)?.slug === context.subject.slug,
  )
  const isNamedIn = (said: string) => known.some((name) => holdsName(wordsOf(said), name))
  if (isNamedIn(text)) return []
  const evidence = leadEvidence(reading)
  return evidence && isNamedIn(lead?.sentence.text ?? evidence.anchor) ? [evidence] : undefined
}

/**
 * The organisation that a name stands for: somebody's, or that of the full name that the text abbreviates so, with the
 * sentence that does. An acronym that nobody explains stands for none.
 */
export function organizationNamed(
  reading: Reading,
  name: string,
  evidence: CandidateEvidence,
): NamedOrganization | undefined {
  const { context, definitions } = reading
  const known = context.known(name)
  if (known !== undefined) return known.kind === 'ORGANIZATION' ? { entity: known, naming: [] } : undefined
  const definition = definitions.get(name)
  const naming = definition && evidenceIn(definition.sentence, definition.start, definition.end)
  if (definition === undefined || naming === undefined) {
    if (!name.includes(' ') || !organizational.test(name)) return undefined
    return { entity: context.entity('ORGANIZATION', name, evidence), naming: [] }
  }
  const full = context.known(definition.name)
  if (full === undefined && !organizational.test(definition.name)) return undefined
  if (full !== undefined && full.kind !== 'ORGANIZATION') return undefined
  return { entity: full ?? context.entity('ORGANIZATION', definition.name, naming), naming: [naming] }
}

interface NamedOrganization {
  readonly entity: KnownEntity
  /** The sentence that says what its acronym stands for, if it is called by that. */
  readonly naming: readonly CandidateEvidence[]
}

const organizational = new RegExp(String.raw`\b(?:${organizationWord}s?|Nations|Times|Post)\b|\bInternational$`, 'iu')
