import type { RelationshipType } from '../../generated/prisma/enums.ts'
import { edtfOf, inDate, leadingDate } from './date.ts'
import { evidenceIn } from './evidence.ts'
import { type Found, found, short } from './found.ts'
import { inSentences } from './in-sentences.ts'
import { holdsSubject, namingSubject, subjectMention } from './mention.ts'
import { organizationNamed } from './organization.ts'
import { isState } from './places.ts'
import { type Reading, readingOf } from './reading.ts'
import type { KnownEntity, Rule } from './rule.ts'
import type { Sentence } from './sentence.ts'
import { date, leadIn, lower, name, upper } from './vocabulary.ts'

const when = String.raw`(?:\s(?:in|on)\s(?<date>${date}))?`
const body = String.raw`(?:the\s)?(?<body>${name})(?!['’]s|\s${upper})`
const became = new RegExp(
  String.raw`^\s(?:became|has been|is|was)\sa(?:n)?\s(?:founding\s|full\s|associate\s)?(?<what>member|related organi[sz]ation|affiliate|speciali[sz]ed agency|autonomous agency|subsidiary|part)\s(?:of|to)\s${body}${when}(?<after>.{0,60})`,
  'u',
)
const joined = new RegExp(String.raw`^\sjoined\s${body}${when}(?<after>.{0,30})`, 'u')

/** What the subject belongs to: "became a related organization of the United Nations in 2016". */
export const membership: Rule = {
  name: 'membership',
  description: 'bodies that the subject is a member or an agency of: "became a member of X in 2016", "joined X"',
  precision: 0.92,
  find: inSentences(membershipIn),
}

function* membershipIn(reading: Reading, sentence: Sentence): Generator<Found> {
  const mention = subjectMention(reading, sentence)
  if (mention === undefined) return
  const after = sentence.text.slice(mention.end)
  const match = became.exec(after) ?? joined.exec(after)
  const { what = 'member', body: written = '', date: text } = match?.groups ?? {}
  const start = mention.end + after.indexOf(written)
  const object = wholeName(reading, written, sentence.text.slice(start))
  if (match === null || object === undefined || isState(object)) return
  const evidence = evidenceIn(sentence, Math.max(mention.start, start - 40), start + object.length)
  if (evidence === undefined) return
  const body = organizationNamed(reading, object, evidence)
  if (body === undefined || body.entity.slug === reading.context.subject.slug) return
  const { entity: target, naming } = body
  const since = text === undefined ? leadingDate(mention.before) : edtfOf(text)
  const period = since === undefined ? {} : { period: `${since}/` }
  const relationshipType: RelationshipType = /member/u.test(what) ? 'MEMBER_OF' : 'PART_OF'
  const fact = { subject: reading.context.subject.slug, relationshipType, object: target.slug, ...period }
  const tie = relationshipType === 'MEMBER_OF' ? 'is or was a member of' : 'belongs or belonged to'
  const words =
    since === undefined ? `${tie} ${short(target.name)}` : `tied itself to ${short(target.name)} ${inDate(since)}`
  yield* found('RELATIONSHIP', fact, `${short(reading.phrase)} ${words}.`, [evidence, ...mention.named, ...naming])
}

const goesOn = new RegExp(String.raw`^\sand\s(?:the\s)?${upper}`, 'u')

/** "A and B" may be one body or two. If its acronym follows, it is one; else nobody can say. */
function wholeName({ definitions }: Reading, written: string, text: string): string | undefined {
  const defined = [...definitions.values()].find(
    ({ name: full }) => full.startsWith(`${written} and `) && text.startsWith(full),
  )
  if (defined !== undefined) return defined.name
  return goesOn.test(text.slice(written.length)) ? undefined : written
}

const state = String.raw`(?:The\s|the\s)?(?:(?:People['’]s\s)?(?:Kingdom|Republic)\sof\s)?(?<state>${name})`
const ordinal = String.raw`(?:\s(?:\d{1,3}(?:st|nd|rd|th)|${lower}+)){0,4}`
const stateJoined = String.raw`(?:,\swhich)?,?\s(?:(?:also\s|both\s|all\s|formally\s|officially\s|later\s)?joined|was admitted to|acceded to|became (?:an?|the|its)${ordinal}\s(?:member(?:\s(?:state|country|nation))?|participating\sstate)\sof)\s`

/** A quick look, because most sentences tell of nothing else. */
const isJoining = /joined|admitted|acceded|became/u

/** States that joined the subject: "Iraq joined the League on 3 October 1932". */
export const accession: Rule = {
  name: 'accession',
  description: 'states that joined the subject: "Iraq joined the League on 3 October 1932"',
  precision: 1,
  *find(context) {
    const reading = readingOf(context)
    const bodies = `(?:${reading.named}|${reading.generic})`
    const pattern = new RegExp(
      String.raw`(?:^|[,;]\s|\b(?<and>and)\s|^${leadIn})${state}(?:${stateJoined}${bodies}|\sbecame\s${reading.owner}['’]s${ordinal}\smember)${when}`,
      'gu',
    )
    for (const sentence of reading.sentences) {
      if (!isJoining.test(sentence.text)) continue
      for (const match of sentence.text.matchAll(pattern)) yield* accessionOf(reading, sentence, match)
      yield* unnamedAccession(reading, sentence)
    }
  },
}

function* accessionOf(reading: Reading, sentence: Sentence, match: RegExpExecArray): Generator<Found> {
  const { state: last = '', and } = match.groups ?? {}
  const since = dateOf(sentence, match)
  if (!isState(last) || since === undefined) return
  const before = and === undefined ? [] : listed(sentence.text.slice(0, match.index))
  for (const text of [...before, last]) yield* joinedBy(reading, sentence, text, since, match)
  if (match.groups?.date !== undefined) yield* furtherAccessions(reading, sentence, match)
}

const further = new RegExp(
  String.raw`^(?:,\sand\s|,\s|\sand\s)(?<state>(?:the\s)?${name})\s(?:in|on)\s(?<date>${date})`,
  'u',
)

/** "Norway joined in 2005, Iceland in 2006 and Chad on 2 February 2007": those after the first. */
function* furtherAccessions(reading: Reading, sentence: Sentence, first: RegExpExecArray): Generator<Found> {
  let at = first.index + first[0].length
  for (;;) {
    const match = further.exec(sentence.text.slice(at))
    const { state: text = '', date: when = '' } = match?.groups ?? {}
    const since = edtfOf(when)
    if (match === null || since === undefined || !isState(text)) return
    match.index = at
    yield* joinedBy(reading, sentence, text, since, match)
    at += match[0].length
  }
}

const unnamed = new RegExp(
  String.raw`^${state}\s(?:joined|was\sadmitted(?:\sas\s(?:an?|the|its)${ordinal}\smember(?:\sstate)?)?|became\s(?:an?|the|its)${ordinal}\smember(?:\s(?:state|country))?)\s(?:in|on)\s(?<date>${date})`,
  'u',
)

/** "Norway became a member in 1992." after a sentence that names the subject, or that tells of the same. */
function* unnamedAccession(reading: Reading, sentence: Sentence): Generator<Found> {
  const match = unnamed.exec(sentence.text)
  const { state: text = '', date: when = '' } = match?.groups ?? {}
  const since = edtfOf(when)
  if (match === null || since === undefined || !isState(text) || !followsSubject(reading, sentence)) return
  yield* joinedBy(reading, sentence, text, since, match)
  yield* furtherAccessions(reading, sentence, match)
}

function followsSubject(reading: Reading, { before }: Sentence): boolean {
  if (before === undefined) return false
  return holdsSubject(reading, before.text) || (unnamed.test(before.text) && followsSubject(reading, before))
}

const anyDate = new RegExp(String.raw`\b${date}`, 'u')
const leadingPart = /^(?:In|On|As of|By)\s[^,]{1,30},/u

/** The date after it, or that at the start of the sentence if no other one stands between. */
function dateOf({ text }: Sentence, { index, groups }: RegExpExecArray): string | undefined {
  if (groups?.date !== undefined) return edtfOf(groups.date)
  return anyDate.test(text.slice(0, index).replace(leadingPart, '')) ? undefined : leadingDate(text)
}

/** The states of a list that a text ends with: "In 1995, Austria, Finland,". */
function listed(text: string): string[] {
  const parts = text.replace(/,?\s*$/u, '').split(/,\s/u)
  const last = parts.findLastIndex((part) => !isState(part))
  return parts.slice(last + 1).map((part) => part.replace(/^[Tt]he\s/u, ''))
}

function* joinedBy(
  reading: Reading,
  sentence: Sentence,
  text: string,
  since: string,
  match: RegExpExecArray,
): Generator<Found> {
  const start = text === match.groups?.state ? match.index + match[0].indexOf(text) : sentence.text.indexOf(text)
  const evidence = evidenceIn(sentence, start, match.index + match[0].length)
  if (evidence === undefined) return
  const member: KnownEntity = reading.context.known(text) ?? reading.context.entity('PLACE', text, evidence)
  const { subject } = reading.context
  const naming = namingSubject(reading, sentence.text)
  if (naming === undefined) return
  const fact = { subject: member.slug, relationshipType: 'MEMBER_OF', object: subject.slug, period: `${since}/` }
  yield* found('RELATIONSHIP', fact, `${member.name} entered ${short(reading.phrase)} ${inDate(since)}.`, [
    evidence,
    ...naming,
  ])
}
