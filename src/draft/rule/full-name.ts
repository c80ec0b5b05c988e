import { once } from 'es-toolkit/function/once'
import { nameKey } from '../../model/name-key.ts'
import { statement } from './alias.ts'
import { evidenceIn } from './evidence.ts'
import { type Found, found, short } from './found.ts'
import { type Lead, legalForm } from './lead.ts'
import { type Reading, readingOf } from './reading.ts'
import type { Rule } from './rule.ts'
import { name, nameWithAnd } from './vocabulary.ts'

const known = String.raw`(?:(?:known|called|referred\sto|named)\s(?:simply\s)?(?:as\s)?)?`
const end = String.raw`["”']?(?=$|[;,.)]|\s\()`
/** "officially X" */
const official = new RegExp(
  String.raw`(?:^|[;,]\s)(?:officially|formally|legally|in full),?\s${known}(?:the\s|["“'])?(?<name>${nameWithAnd})${end}`,
  'u',
)
/** "also X", "commonly known as X and Y" */
const other = new RegExp(
  String.raw`(?:^|[;,]\s)(?:(?:also|or|often|sometimes)\s${known}|(?:(?:commonly|usually|better|generally|informally|popularly)\s)?known\sas\s)(?:the\s|["“'])?(?<name>${name})(?:["”']?\s(?:and|or)\s(?:the\s|["“'])?(?<more>${name}))?${end}`,
  'u',
)
/** "French: X" */
const foreign =
  /(?:^|[;,]\s)(?<language>\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)?):\s(?<name>[^;,()[\]:]{3,120}?)(?=\s?[;,()]|\s?$)/gu
const afterwards = new RegExp(
  String.raw`^,\s(?:officially|formally|legally|in full),?\s${known}(?:the\s|["“'])?(?<name>${nameWithAnd})["”']?(?=,|\s\()`,
  'u',
)

const opensBrackets = new RegExp(String.raw`^(?:${legalForm})?\s\(`, 'u')

/** The names that the first sentence gives its subject beside the title: "OPEC (officially X; French: Y)". */
export const fullNames: Rule = {
  name: 'full-name',
  description:
    'names in the first sentence: the full name of a title that abbreviates it, "(officially X; also Y; French: Z)"',
  precision: 1,
  *find(context) {
    const reading = readingOf(context)
    const { lead } = reading
    if (lead === undefined) return
    yield* fullName(reading, lead)
    const text = lead.sentence.text.slice(0, lead.end)
    const opened = opensBrackets.exec(lead.sentence.text.slice(lead.end))
    const from = text.length + (opened?.[0].length ?? 0)
    const inside = opened === null ? '' : insideOf(lead.sentence.text.slice(from))
    yield* inBrackets(reading, lead, inside, from)
    const rest = from + (opened === null ? 0 : inside.length + 1)
    const after = afterwards.exec(lead.sentence.text.slice(rest))?.groups?.name
    if (after !== undefined) yield* alias(reading, lead, after, rest, { aliasKind: 'OFFICIAL', language: 'en' })
  },
}

/** What stands in a bracket that was opened, with the brackets within it. */
function insideOf(text: string): string {
  let depth = 1
  for (const [at, sign] of [...text.slice(0, 400)].entries()) {
    if (sign === '(') depth += 1
    if (sign === ')') depth -= 1
    if (depth === 0) return [...text].slice(0, at).join('')
  }
  return ''
}

/** "The Organization of the Petroleum Exporting Countries" of a text whose title is "OPEC". */
function* fullName(reading: Reading, lead: Lead): Generator<Found> {
  const { name: subject } = reading.context.subject
  if (nameKey(lead.name) === nameKey(subject.replace(/^The\s/u, ''))) return
  const isAcronym = /^\p{Lu}{2,8}$/u.test(lead.name)
  yield* alias(reading, lead, lead.name, lead.start, {
    aliasKind: isAcronym ? 'ACRONYM' : 'OFFICIAL',
    language: 'en',
  })
}

function* inBrackets(reading: Reading, lead: Lead, inside: string, from: number): Generator<Found> {
  const full = official.exec(inside)?.groups?.name
  if (full !== undefined) yield* alias(reading, lead, full, from, { aliasKind: 'OFFICIAL', language: 'en' })
  const { name: first, more } = other.exec(inside)?.groups ?? {}
  for (const text of [first, more]) {
    if (text === undefined) continue
    const aliasKind = /^\p{Lu}{2,8}$/u.test(text) ? 'ACRONYM' : 'ALSO_KNOWN_AS'
    yield* alias(reading, lead, text, from, { aliasKind, language: 'en' })
  }
  for (const { groups } of inside.matchAll(foreign)) {
    const language = languages().get(groups?.language ?? '')
    const text = inItsScript((groups?.name ?? '').trim())
    if (language === undefined || !/^(?:\p{Lu}|\p{Lo})/u.test(text)) continue
    yield* alias(reading, lead, text, from, { aliasKind: 'ALSO_KNOWN_AS', language })
  }
}

/** Without the transliteration after it. */
const inItsScript = (text: string): string =>
  /^\p{Lo}/u.test(text) ? (text.split(/\p{Script=Latin}/u)[0] ?? '').trim() : text

interface Kind {
  readonly aliasKind: 'OFFICIAL' | 'ALSO_KNOWN_AS' | 'ACRONYM'
  readonly language: string
}

function* alias(reading: Reading, lead: Lead, text: string, from: number, kind: Kind): Generator<Found> {
  const { context, phrase } = reading
  const bearer = context.known(text)
  const isNew = bearer === undefined || bearer.slug === context.subject.slug
  if (!isNew || nameKey(text) === nameKey(context.subject.name)) return
  const at = lead.sentence.text.indexOf(text, from)
  const words =
    kind.aliasKind === 'OFFICIAL'
      ? `${short(phrase)} has ${short(text)} as its full name.`
      : statement(reading, text, 'ALSO_KNOWN_AS')
  yield* found('ALIAS', { subject: context.subject.slug, name: text, ...kind }, words, [
    evidenceIn(lead.sentence, at, at + text.length),
  ])
}

const codes =
  'ar bg bn ca cs cy da de el es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka ko lt lv mk ms mt my nl no pl pt ro ru sk sl sq sr sv sw th tr uk ur vi zh'

/** The languages that texts name, by their English names. */
const languages = once((): ReadonlyMap<string, string> => {
  const names = new Intl.DisplayNames(['en'], { type: 'language' })
  return new Map(codes.split(' ').map((code) => [names.of(code) ?? code, code]))
})
