import { holdsName, wordsOf } from '../../wording/name.ts'
import type { CandidateEvidence } from '../candidate.ts'
import { evidenceIn } from './evidence.ts'
import type { Reading } from './reading.ts'
import type { Sentence } from './sentence.ts'
import { leadIn, nameWithAnd } from './vocabulary.ts'

/** The subject of a text where it is the subject of a sentence. */
export interface SubjectMention {
  /** Where it stands in the sentence. */
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
  const isSame = before !== undefined && isAboutSubject(reading, before)
  const isPronoun = match.groups?.pronoun !== undefined
  if (isPronoun ? !isSame : before !== undefined && !isNamed && !isSame) return undefined
  const named = isNamed ? evidenceIn(before) : leadEvidence(reading)
  const start = match.groups?.before?.length ?? 0
  return named && { start, end: match[0].length, before: match.groups?.before ?? '', named: [named] }
}

/** Whether the subject of the text is that of a sentence, or of the one before it, of which it says "its". */
export function isAboutSubject(reading: Reading, sentence: Sentence): boolean {
  const { before, text } = sentence
  if (subjectMention(reading, sentence) !== undefined) return true
  return /^Its\s/u.test(text) && before !== undefined && isAboutSubject(reading, before)
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
    generic: new RegExp(String.raw`^(?<before>${leadIn})?(?:${reading.broad}|(?<pronoun>[Ii]t)(?=\s))`, 'u'),
    anywhere: new RegExp(reading.named, 'u'),
  }
  patterns.set(reading, made)
  return made
}

/** Whether a text names the subject. */
export function holdsSubject(reading: Reading, text: string): boolean {
  return patternsOf(reading).anywhere.test(text)
}

const wordOfKind = /\b(?:[Tt]he|[Tt]his)\s(?<word>\p{L}+)$/u
const phrases = new RegExp(nameWithAnd, 'gu')

/** Whether "the organization" at the end of a match may be another one, because neither its sentence nor the one before names the subject. */
export function mayBeAnyOne(
  reading: Reading,
  { text, before }: Sentence,
  { 0: match, index }: RegExpExecArray,
): boolean {
  if (!/\b[Oo]rgani[sz]ation$/u.test(match) || new RegExp(`${reading.generic}$`, 'u').test(match)) return false
  return !holdsSubject(reading, text.slice(0, index)) && !(before !== undefined && holdsSubject(reading, before.text))
}

/**
 * Whether a match that ends with "the agency" may mean another body than the subject: one whose name has the word, and
 * which the paragraph names after it names the subject last.
 */
export function mayBeAnother(reading: Reading, sentence: Sentence, { 0: match, index }: RegExpExecArray): boolean {
  const word = wordOfKind.exec(match)?.groups?.word?.toLowerCase()
  if (word === undefined) return false
  const before = sentence.paragraph.sentences
    .filter(({ ordinal }) => ordinal < sentence.ordinal)
    .map(({ text }) => text)
  const said = [...before, sentence.text.slice(0, index)].join(' ')
  const named = [...said.matchAll(new RegExp(reading.named, 'gu'))].at(-1)?.index ?? -1
  return [...said.slice(named + 1).matchAll(phrases)].some(
    ([name]) =>
      !reading.names.includes(name.replace(/^The\s/u, '')) && name.toLowerCase().split(/[\s-]/u).includes(word),
  )
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
