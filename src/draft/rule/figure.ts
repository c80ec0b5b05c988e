import { amount, amountOf } from './amount.ts'
import { edtfOf, leadingDate } from './date.ts'
import { evidenceIn } from './evidence.ts'
import { figureFact } from './figure-fact.ts'
import type { Found } from './found.ts'
import { holdsSubject, subjectMention } from './mention.ts'
import { type Reading, readingOf } from './reading.ts'
import type { Rule } from './rule.ts'
import type { Sentence } from './sentence.ts'
import { date, leadIn, lower } from './vocabulary.ts'

interface Measure {
  readonly metric: string
  readonly unit?: string
  /** What follows the number, or for money stands before it. */
  readonly words: string
  /** What stands before the number, if the subject does not just have it. */
  readonly before?: string
}

/** What the subject does in countries, in whose number it can be found. */
const present = String.raw`(?:works?|working|operat(?:es?|ing)|active|present|presence|offices|operations|programmes?|programs|missions|branches)\s(?:in|across)\s`
/** Of people only: "employs around 3,460 people". */
const employing = String.raw`\bemploy(?:s|ed|ing)\s(?:(?:a total of|in total|now|currently)\s)?`

/** What is counted, after its number: "some 11,500 staff". */
const counted: readonly Measure[] = [
  {
    metric: 'staff',
    unit: 'people',
    words: String.raw`(?:(?:paid|full-time|permanent|total)\s)?(?:staff(?:\s(?:members|people|persons))?|employees|workers|personnel)`,
  },
  { metric: 'staff', unit: 'people', words: String.raw`(?:people|persons)`, before: employing },
  { metric: 'volunteers', unit: 'people', words: String.raw`(?:active\s)?volunteers` },
  {
    metric: 'members',
    unit: 'states',
    words: String.raw`(?:[Mm]ember\s(?:[Ss]tates|[Nn]ations|[Cc]ountries)|(?:states|nations|countries)\sas\s(?:its\s)?members)`,
  },
  { metric: 'observers', unit: 'states', words: String.raw`observer\s(?:states|nations|countries)` },
  {
    metric: 'members',
    words: String.raw`(?:active\s|individual\s|associated?\s|affiliated\s)?(?:members(?!\sof)|member\s(?:associations|organi[sz]ations|societies|federations|churches|agencies|companies))`,
  },
  { metric: 'supporters', unit: 'people', words: String.raw`(?:members\sand\ssupporters|supporters|donors)` },
  { metric: 'offices', unit: 'offices', words: String.raw`(?:field\s|regional\s|country\s|national\s)?offices` },
  {
    metric: 'countries',
    unit: 'countries',
    words: String.raw`(?:countries|nations)(?:\sand\sterritories)?`,
    before: present,
  },
]
const have = String.raw`(?:has|have|had|employs|employed|counts|comprises|comprised|reports?|claims?|maintains|runs|includes?|numbers|with|operates|consists\sof|consisting\sof)`
const small = String.raw`(?:\s(?!not|no|only)(?:a|an|the|its|also|now|currently|total|of|staff|paid|global|worldwide|network|membership|workforce|annual|operating|budget|grown|to|reported))`
const asOf = String.raw`(?:,?\s(?:as of|as at|in|by|for)\s(?:(?:the\s)?(?:fiscal|financial)\syear\s|FY\s|the\syear\s)?(?<date>${date}))?`

const membership = new RegExp(
  String.raw`\b${have}\s(?:an?\s)(?:\p{Ll}+\s)?(?<metric>membership|staff|workforce)\sof\s${amount}(?!\s(?:dollars|euros|pounds))${asOf}`,
  'u',
)
/** "a budget of US$1.8 billion", "The budget of the IOM was US$1.8 billion" */
const moneyOf = (owner: string) =>
  new RegExp(
    String.raw`(?<!\b[Nn]et\s)\b(?:annual\s|yearly\s|operating\s|total\s|regular\s|administrative\s|core\s|overall\s)*(?<metric>budget|revenues?|income|turnover|expenditures?|endowment|assets)(?:\sof\s${owner}(?=\s(?:was|is|totall?ed|amounted|reached)))?\s(?:of|was|is|totalled|totaled|amounted\sto|reached)(?:\sa\stotal\sof)?\s(?=\S)${amount}${asOf}`,
    'u',
  )

/** Figures of the subject with hedges and dates: "some 11,500 staff", "a budget of US$1.8 billion". */
export const figures: Rule = {
  name: 'figure',
  description: 'staff, volunteers, members, offices, countries and money of the subject, with hedges and dates',
  precision: 0.92,
  *find(context) {
    const reading = readingOf(context)
    const money = moneyOf(`(?:${reading.owner}|${reading.genericOwner})`)
    for (const sentence of reading.sentences) {
      const mention = subjectMention(reading, sentence)
      const from = mention?.end ?? withoutNames(reading, sentence)
      if (isOfOthers(sentence.text)) continue
      const owned = from ?? ownedFrom(reading, sentence)
      if (owned !== undefined) yield* moneyIn(reading, sentence, owned, money)
      if (from === undefined) continue
      yield* countedIn(reading, sentence, from)
      yield* membershipIn(reading, sentence, from)
    }
  },
}

/** Where the money of a sentence begins that says whose it is: "The IOM's budget was", "The budget of the IOM was". */
function ownedFrom(reading: Reading, { text }: Sentence): number | undefined {
  const owner = `(?:${reading.owner}|${reading.genericOwner})`
  const own = new RegExp(
    String.raw`^(?:${leadIn})?${owner}['’]s?\s(?=(?:${lower}+\s){1,4}(?:of|was|is|totall?ed|amounted|reached)\s)`,
    'u',
  )
  const of = new RegExp(
    String.raw`^(?:${leadIn})?The\s(?=(?:${lower}+\s){1,3}of\s${owner}\s(?:was|is|totall?ed|amounted|reached)\s)`,
    'u',
  )
  return (own.exec(text) ?? of.exec(text))?.[0].length
}

const grown =
  /\b(?:agency|organi[sz]ation|body|network|movement|charity)\s(?:in)?to\s(?:one|an?\s[\p{Ll}-]+(?:\s[\p{Ll}-]+)?)\swith\b/u

/**
 * Where the figures of a sentence begin that names nobody and follows a paragraph about the subject: "... from a small
 * agency into one with 11,500 staff".
 */
function withoutNames(reading: Reading, { text, paragraph }: Sentence): number | undefined {
  const match = grown.exec(text)
  if (match === null || /\s\p{Lu}\p{Ll}/u.test(text.slice(1))) return undefined
  const near = reading.context.paragraphs.slice(Math.max(0, paragraph.number - 2), paragraph.number)
  return near.some((one) => holdsSubject(reading, one.text)) ? match.index + match[0].length - 'with'.length : undefined
}

/** Plans, conditions, denials and shares are no figures of what is. */
const isOfOthers = (text: string): boolean =>
  /\b(?:would|could|should|if|unless|aims?|plans?|planned|hopes?|goal|target|denied|not|never|percent|per cent|of its (?:own )?members)\b/u.test(
    text,
  )

/** Each measure with the pattern that finds it after the subject. */
const patterns = counted.map((measure) => {
  const before = measure.before ?? String.raw`\b${have}${small}{0,6}\s|\band\s`
  return { measure, pattern: new RegExp(String.raw`(?:${before})${amount}\s${measure.words}\b${asOf}`, 'u') }
})

/** What the number after "and" may go on from: "175 member states and 8 observer states". */
const another = /\b(?:budget|staff|members?|states|volunteers|employees|countries)\b/u

function* countedIn(reading: Reading, sentence: Sentence, from: number): Generator<Found> {
  const { text } = sentence
  for (const { measure, pattern } of patterns) {
    const match = pattern.exec(text.slice(from))
    if (match === null || !isOwn(reading, text.slice(from, from + match.index), match[0])) continue
    if (match[0].startsWith('and') && !another.test(text.slice(from, from + match.index))) continue
    if (isPast.test(match[0]) && dateOf(sentence, match) === undefined) continue
    yield* figure(reading, sentence, measure, match, from)
  }
}

/** What was so at some time is no fact without that time. */
const isPast = /^(?:had|employed|comprised|operated)\b/u

/** Between the subject and its number no other one may begin. */
function isOwn({ named, generic }: Reading, between: string, match: string): boolean {
  const rest = between.replaceAll(new RegExp(`${named}|${generic}`, 'gu'), '')
  const hasOther = /[;:]|\b(?:which|who|whose|where|while|whereas|that)\b|["“”]/u.test(rest)
  const isOfAnother = /\b(?:of|for)\s\p{Lu}\p{Ll}/u.test(match.replace(new RegExp(named, 'u'), ''))
  return !hasOther && !isOfAnother && (rest.match(/\p{Lu}\p{L}+/gu) ?? []).length <= 3
}

function* moneyIn(reading: Reading, sentence: Sentence, from: number, money: RegExp): Generator<Found> {
  const match = money.exec(sentence.text.slice(from))
  if (
    (match?.groups?.money === undefined && match?.groups?.word === undefined) ||
    !isOwn(reading, sentence.text.slice(from, from + match.index), match[0])
  )
    return
  const metric = (match.groups.metric ?? '').replace(/^(revenue|expenditure)s$/u, '$1')
  const isDollars = match.groups.money?.trim() === '$' && match.groups.word === undefined
  const isYearly = /\b(?:annual|yearly)\b/u.test(match[0])
  yield* figure(
    reading,
    sentence,
    { metric, words: '', ...(isYearly ? { unit: 'per year' } : isDollars ? { unit: 'dollars' } : {}) },
    match,
    from,
  )
}

function* membershipIn(reading: Reading, sentence: Sentence, from: number): Generator<Found> {
  const match = membership.exec(sentence.text.slice(from))
  if (match === null || match.groups?.money !== undefined) return
  if (!isOwn(reading, sentence.text.slice(from, from + match.index), match[0])) return
  const measure = match.groups?.metric === 'membership' ? { metric: 'members' } : { metric: 'staff', unit: 'people' }
  yield* figure(reading, sentence, { ...measure, words: '' }, match, from)
}

function* figure(
  reading: Reading,
  sentence: Sentence,
  measure: Measure,
  match: RegExpExecArray,
  from: number,
): Generator<Found> {
  const groups = match.groups ?? {}
  const value = amountOf(groups)
  if (value === undefined) return
  const start = from + match.index + match[0].indexOf(groups.hedge ?? groups.money ?? groups.digits ?? '')
  const date = dateOf(sentence, match)
  const evidence = [evidenceIn(sentence, start, from + match.index + match[0].length)]
  yield* figureFact(reading, { ...measure, ...value, asOf: date }, evidence)
}

/** "as of 2015" after the number, or "As of 2015," at the start. */
function dateOf({ text }: Sentence, { groups }: RegExpExecArray): string | undefined {
  return groups?.date === undefined ? leadingDate(text) : edtfOf(groups.date)
}
