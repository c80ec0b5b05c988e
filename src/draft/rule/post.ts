import { edtfOf, inDate } from './date.ts'
import { evidenceIn } from './evidence.ts'
import { type Found, found, short } from './found.ts'
import { itsPost } from './its-post.ts'
import { namingSubject } from './mention.ts'
import { organizationNamed } from './organization.ts'
import { isState } from './places.ts'
import { type Reading, readingOf } from './reading.ts'
import type { KnownEntity, Rule } from './rule.ts'
import type { Sentence } from './sentence.ts'
import { date, honorific, letter, lower, name, organizationWord, person, post, upper } from './vocabulary.ts'

const who = String.raw`${honorific}?(?<person>${person})`
const when = String.raw`(?:,?\s(?:(?:in|on|since)\s(?<date>${date})|(?:serving\s)?from\s(?<from>${date})\s(?:to|until|till)\s(?<until>${date})|between\s(?<after>${date})\sand\s(?<before>${date})|\((?<first>\d{4})[-–](?<last>\d{4})\)))?`
/** "Ada Brook, a keeper," and "Ada Brook of Norway" */
const whoever = String.raw`${who}(?:,\san?\s[^,;.]{1,60},|\s(?:of|from)\s(?:the\s)?${name}|\s\([^()]{1,40}\))?`

/** The parts of which the ways to name a post are made: patterns. */
interface Parts {
  readonly body: string
  readonly title: string
}

const adjective = String.raw`(?:(?:current|present|former|then|new|first|second|third|longest-serving)\s)?`

function ways({ body, title }: Parts): string[] {
  const of = String.raw`${title}\s(?:of|at)\s${body}`
  const either = String.raw`(?:${of}|${body}(?:['’]s?)?\s${adjective}${title})`
  const holds = String.raw`(?:(?:has\s)?served\sas|serves\sas|is|was|has\sbeen|became|was\s(?:elected|appointed|named|chosen|confirmed)(?:\sas)?|took\soffice\sas|took\sover\sas|took\sup\s(?:the\s)?(?:post|position|office)\s(?:of|as))`
  const leaves = String.raw`(?<left>resigned|stepped\sdown|retired)\s(?:as|from\s(?:the\s)?(?:post|position|office)\s(?:of|as))`
  return [
    // "the Director General of the IOM, António Vitorino"
    String.raw`\b[Tt]he\s${adjective}${of},?\s${who}`,
    // "UN Secretary-General António Guterres", "Former IPCC chairman Robert Watson", "the ILO's director-general, Guy Ryder"
    String.raw`(?:^|\b[Tt]he\s|(?<=(?:${lower}|[,;:"“(])\s)|\b(?:Former|When|While|As|But|And|Then)\s)${adjective}${body}(?:['’]s?)?\s${adjective}${title},?\s${who}`,
    // "Rajendra Pachauri, the IPCC chair,"; "Samuel Gompers, president of the AFL,"
    String.raw`${who},\s(?:who\s(?:is|was|has\sbeen|had\sbeen)\s)?(?:the\s)?${adjective}${either}(?=[,.;)]|\s(?:and(?!\s(?:the\s)?${upper})|who|said|has|was|is|for|from)\b|$)`,
    // "Hoesung Lee has been the chair of the IPCC since 2015", "Guy Ryder was elected director-general of the ILO in 2012"
    String.raw`${whoever}\s(?:${holds}|${leaves})\s(?:the\s|an?\s)?${adjective}${either}(?!\s${upper}|\sand\s${upper})${when}`,
    // "the current president of the court is Chile Eboe-Osuji"
    String.raw`\b[Tt]he\s${adjective}${of}\s(?:is|was)\s${who}(?=[,.;]|$)`,
  ]
}

/** Posts: "the Director General of the IOM, António Vitorino". */
export const posts: Rule = {
  name: 'post',
  description:
    'who holds or held which post: "the Director General of X, NAME", "NAME was elected president of X in 2004"',
  precision: 0.9,
  *find(context) {
    const reading = readingOf(context)
    const patterns = patternsFor(reading)
    for (const sentence of reading.sentences) {
      const text = sentence.text
      if (!hasPost.test(text)) continue
      for (const pattern of patterns) {
        for (const match of text.matchAll(pattern)) yield* postOf(reading, sentence, match)
      }
      yield* servesAs(reading, sentence)
      const held = itsPost(reading, sentence)
      const person = held && personOf(reading, held.name, held.anchor)
      if (held === undefined || person === undefined) continue
      const organization = { entity: reading.context.subject, naming: [] }
      yield* role(reading, sentence, {
        person,
        organization,
        title: held.title,
        period: undefined,
        anchor: held.anchor,
      })
    }
  },
}

const hasPost = new RegExp(String.raw`\b${post}\b`, 'u')

function patternsFor(reading: Reading): RegExp[] {
  const body = String.raw`(?:(?<own>${reading.owner}|${reading.genericOwner})|(?:the\s)?(?<body>${name}?))`
  return ways({ body, title: String.raw`(?<title>${post})(?!${letter})(?:\s\(CEO\))?` }).map(
    (way) => new RegExp(way, 'gu'),
  )
}

function* postOf(reading: Reading, sentence: Sentence, match: RegExpExecArray): Generator<Found> {
  const { title = '', own, body, person: text = '' } = match.groups ?? {}
  const start = match.index + match[0].indexOf(text)
  const anchor = evidenceIn(sentence, match.index, match.index + match[0].length)
  const person = personOf(reading, text, evidenceIn(sentence, start, start + text.length))
  const organization =
    own === undefined ? bodyOf(reading, body ?? '', anchor) : { entity: reading.context.subject, naming: [] }
  if (anchor === undefined || person === undefined || organization === undefined) return
  yield* role(reading, sentence, { person, organization, title, period: periodOf(match), anchor })
}

const starts = /\b(?:elected|appointed|named|chosen|confirmed|became|took|since)\b/u

/** "was elected in 2004" says when it began, "was president in 2004" does not. */
function periodOf({ 0: text, groups }: RegExpExecArray): string | undefined {
  const { date: dated = '' } = groups ?? {}
  const from = groups?.from ?? groups?.after ?? groups?.first ?? ''
  const until = groups?.until ?? groups?.before ?? groups?.last ?? ''
  if (from !== '') return [from, until].map((one) => edtfOf(one) ?? '').join('/')
  if (groups?.left !== undefined) return dated === '' ? undefined : `/${edtfOf(dated) ?? ''}`
  const since = starts.test(text) ? edtfOf(dated) : undefined
  return since === undefined ? undefined : `${since}/`
}

interface Post {
  readonly person: KnownEntity
  readonly organization: NonNullable<ReturnType<typeof organizationNamed>>
  readonly title: string
  readonly period: string | undefined
  readonly anchor: NonNullable<ReturnType<typeof evidenceIn>>
}

function* role(
  reading: Reading,
  sentence: Sentence,
  { person, organization, title, period, anchor }: Post,
): Generator<Found> {
  const { entity, naming: defining } = organization
  const isSubject = entity.slug === reading.context.subject.slug
  const naming = isSubject ? namingSubject(reading, sentence.text) : []
  if (naming === undefined) return
  const fact = {
    person: person.slug,
    organization: entity.slug,
    title,
    ...(period === undefined ? {} : { period }),
  }
  const phrase = isSubject ? reading.phrase : entity.name
  const [from = '', until = ''] = period?.split('/') ?? []
  const words =
    from === '' && until !== ''
      ? `held until ${until} the post of`
      : from === ''
        ? 'is or was'
        : until === ''
          ? `took up ${inDate(from)} the post of`
          : `was, between ${from} and ${until},`
  yield* found('ROLE', fact, `${person.name} ${words} ${title} at ${short(phrase)}.`, [anchor, ...naming, ...defining])
}

/** Words that no name of a person has. */
const noPerson = new RegExp(
  String.raw`\b(?:${organizationWord}|of|the|for|Nations|States|Kingdom|Act|General|Assembly|Day|January|February|March|April|May|June|July|August|September|October|November|December|War|Rights|Affairs|Report|Summit|Award|Prize|President|Minister|Secretary|Director|Chair|Chairman|Officer|Commissioner|House|City|North|South|East|West)\b`,
  'iu',
)

export function personOf(
  { context }: Reading,
  text: string,
  evidence: Post['anchor'] | undefined,
): KnownEntity | undefined {
  const known = context.known(text)
  if (known !== undefined) return known.kind === 'PERSON' ? known : undefined
  const isPlain = !noPerson.test(text.replace(/\b(?:de la|del|van|von|der|den)\b/gu, '')) && !/\p{Lu}{2}|\d/u.test(text)
  return evidence !== undefined && isPlain ? context.entity('PERSON', text, evidence) : undefined
}

function bodyOf(reading: Reading, text: string, evidence: Post['anchor'] | undefined) {
  // A post of a state is none of an organisation.
  if (evidence === undefined || isState(text) || /^(?:US|USA|UK|U\.S\.|EU)$/u.test(text)) return undefined
  return organizationNamed(reading, text, evidence)
}

const serves = new RegExp(
  String.raw`(?<person>${person}),?\s(?:serves|served|has served)\sas\s(?:the|its)\s(?<title>(?<word>${upper}${letter}+)\s(?:Coordinator|Director|Chair|Secretary))\b`,
  'u',
)

/** "... of the UN Network on Migration ... António Vitorino, serves as the Network Coordinator". */
function* servesAs(reading: Reading, sentence: Sentence): Generator<Found> {
  const match = serves.exec(sentence.text)
  const { person: text = '', title = '', word = '' } = match?.groups ?? {}
  if (match === null) return
  const before = sentence.text.slice(0, match.index)
  const bodies = [...before.matchAll(new RegExp(name, 'gu'))].map(([body]) => body.replace(/^The\s/u, ''))
  const named = [...new Set(bodies.filter((body) => body.includes(' ') && body.split(' ').includes(word)))]
  const anchor = evidenceIn(sentence, match.index + match[0].indexOf(title) - 10, match.index + match[0].length)
  const [body = ''] = named
  const at = match.index + match[0].indexOf(text)
  const person = personOf(reading, text, evidenceIn(sentence, at, at + text.length))
  const organization = named.length === 1 ? bodyOf(reading, body, anchor) : undefined
  if (anchor === undefined || person === undefined || organization === undefined) return
  yield* role(reading, sentence, { person, organization, title, period: undefined, anchor })
}
