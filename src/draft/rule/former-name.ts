import { fullName } from './acronym-spelling.ts'
import { isCurrent, statement } from './alias.ts'
import { edtfOf } from './date.ts'
import { evidenceIn } from './evidence.ts'
import { type Found, found } from './found.ts'
import { acronymsIn } from './lead.ts'
import { subjectMention } from './mention.ts'
import { type Reading, readingOf } from './reading.ts'
import { predecessors, renamings } from './renaming.ts'
import type { Rule } from './rule.ts'
import type { Sentence } from './sentence.ts'
import { date, founded, longName, nameWithAnd, upper } from './vocabulary.ts'

const title = String.raw`(?:the\s|["“'])?(?<name>${longName}(?=\s\(${upper})|${nameWithAnd})["”']?(?:\s\((?<brackets>[^()]{2,60})\))?`
const year = String.raw`(?:,?\s(?:in|on)\s(?<date>${date}))?`
const adverb = String.raw`(?:(?:also|formally|officially|then|later|previously|subsequently|still)\s)?`

/** Each with the kind of name, and what follows the subject of the sentence. */
const patterns: readonly { readonly kind: 'FORMER' | 'ALSO_KNOWN_AS'; readonly is: RegExp }[] = [
  {
    kind: 'FORMER',
    is: new RegExp(
      String.raw`^,?\s(?:(?:was|were)\s)?(?:formerly|originally|previously|first|initially|at first)\s(?:(?:known|named|called)\s(?:as\s)?|as\s)?${title}(?<rest>.*)`,
      'su',
    ),
  },
  {
    kind: 'FORMER',
    is: new RegExp(
      String.raw`^\s(?:was|were)\s(?:(?:originally|initially|first|formally|officially)\s)?${founded}(?:\s(?:in|on|at|by)\s[^,;.()]{1,60}?)?\s(?:as|under the name(?: of)?)\s${title}(?<rest>.*)`,
      'su',
    ),
  },
  {
    kind: 'ALSO_KNOWN_AS',
    is: new RegExp(
      String.raw`^,?\s(?:or|(?:also|commonly|widely|usually|often|generally|normally|better|popularly|informally)\s(?:known|called|referred to)\s(?:simply\s)?(?:as\s)?)(?:(?:simply|just)\s)?${title}(?<rest>,.*|\s(?:is|was|has)\s.*)`,
      'su',
    ),
  },
  {
    kind: 'ALSO_KNOWN_AS',
    is: new RegExp(
      String.raw`^,?\s(?:(?:is|are|sometimes|often|also|usually)\s){0,2}(?:rendered|translated|known|called|referred to)\sin\sEnglish\sas\s${title}(?<rest>.*)`,
      'su',
    ),
  },
  {
    kind: 'ALSO_KNOWN_AS',
    is: new RegExp(
      String.raw`^\s(?:is|are)\s(?:also|commonly|widely|often|normally|informally|popularly)\s(?:known|called|referred to)\s(?:simply\s)?(?:as\s)?${title}(?<rest>.*)`,
      'su',
    ),
  },
]
const renamed = new RegExp(String.raw`^\s(?:was|were)\s${adverb}renamed\s(?:as\s|to\s)?${title}${year}`, 'u')
const changed = new RegExp(
  String.raw`^\s(?:has\s)?${adverb}(?:changed\sits\sname|renamed\sitself|took\sthe\sname|adopted\sthe\sname)\s(?:(?:from\s(?:the\s)?${nameWithAnd}\s)?(?:to|as|of)\s)?${title}${year}`,
  'u',
)
/** It names no body of its own, but what came before, or a translation. */
const indefinite = /^,?\s(?:or\s)?(?:in|a|an)\s/u

/** The subject's other and former names: "formerly known as ...", "renamed X in 2001", "also known as ...". */
export const formerName: Rule = {
  name: 'former-name',
  description:
    'other and former names, and successions of them: "formerly known as X", "was renamed X in 2001", "also known as X"',
  precision: 0.9,
  *find(context) {
    const reading = readingOf(context)
    yield* renamings(reading)
    yield* predecessors(reading)
    for (const sentence of reading.sentences) {
      yield* byname(reading, sentence)
      const mention = subjectMention(reading, sentence)
      if (mention === undefined) continue
      const after = sentence.text.slice(mention.end).replace(/^\s\([^()]{1,300}\)/u, '')
      const shift = sentence.text.length - after.length
      if (indefinite.test(after)) continue
      yield* named(reading, sentence, after, shift)
      yield* newName(reading, sentence, after, shift)
    }
  },
}

const asByname = /^As\s(?:the\s)?["“](?<name>[^"“”]{3,60})["”],\s/u

/** 'As the "UN migration agency", the IOM ...' */
function* byname(reading: Reading, sentence: Sentence): Generator<Found> {
  const { 0: start = '', groups } = asByname.exec(sentence.text) ?? {}
  if (
    groups === undefined ||
    subjectMention(reading, { ...sentence, text: sentence.text.slice(start.length) }) === undefined
  )
    return
  yield* aliasesOf(reading, sentence, groups, start.indexOf(groups.name ?? ''), 'ALSO_KNOWN_AS', undefined)
}

function* named(reading: Reading, sentence: Sentence, after: string, shift: number): Generator<Found> {
  for (const { kind, is } of patterns) {
    const groups = is.exec(after)?.groups
    if (groups === undefined) continue
    const at = shift + after.indexOf(groups.name ?? '')
    yield* aliasesOf(reading, sentence, groups, at, kind, kind === 'FORMER' ? periodOf(groups) : undefined)
    const more = kind === 'FORMER' ? second.exec(groups.rest ?? '')?.groups : undefined
    if (more !== undefined) {
      const from = shift + after.indexOf(more.name ?? '', at - shift + (groups.name ?? '').length)
      yield* aliasesOf(reading, sentence, more, from, kind, periodOf(more))
    }
    return
  }
}

/** "(1948–1956)" after a name. */
const years = /^(?<from>1\d{3}|20\d\d)\s?[-–]\s?(?<until>1\d{3}|20\d\d)$/u
/** "and the World Conservation Union (1990–2008)" */
const second = new RegExp(
  String.raw`^,?\sand\s(?:later\s)?(?:the\s|["“'])?(?<name>${nameWithAnd})["”']?\s\((?<brackets>\d{4}\s?[-–]\s?\d{4})\)(?<rest>.*)`,
  'su',
)

function periodOf({ brackets = '', rest }: Groups): string | undefined {
  const { from, until } = years.exec(brackets)?.groups ?? {}
  return from === undefined ? untilIn(rest) : `${from}/${until}`
}

/** "It was known as X until 1994." */
function untilIn(rest = ''): string | undefined {
  const until = new RegExp(String.raw`^,?\suntil\s(?<date>${date})`, 'u').exec(rest)?.groups?.date
  const edtf = until === undefined ? undefined : edtfOf(until)
  return edtf === undefined ? undefined : `/${edtf}`
}

function* newName(reading: Reading, sentence: Sentence, after: string, shift: number): Generator<Found> {
  const groups = renamed.exec(after)?.groups ?? changed.exec(after)?.groups
  if (groups === undefined) return
  const from = groups.date === undefined ? leadingYear(sentence) : edtfOf(groups.date)
  const isPresent = isCurrent(reading, groups.name ?? '')
  const period = from === undefined ? undefined : `${from}/${isPresent ? '..' : ''}`
  yield* aliasesOf(
    reading,
    sentence,
    groups,
    shift + after.indexOf(groups.name ?? ''),
    isPresent ? 'OFFICIAL' : 'FORMER',
    period,
  )
}

function leadingYear({ text }: Sentence): string | undefined {
  const found = new RegExp(String.raw`^(?:In|On)\s(?<date>${date}),`, 'u').exec(text)?.groups?.date
  return found === undefined ? undefined : edtfOf(found)
}

const atPlace = new RegExp(String.raw`^["”']?\sat\s(?:the\s)?${upper}`, 'u')

type Groups = Readonly<Record<string, string | undefined>>

function* aliasesOf(
  reading: Reading,
  sentence: Sentence,
  { name = '', brackets = '' }: Groups,
  start: number,
  aliasKind: 'FORMER' | 'ALSO_KNOWN_AS' | 'OFFICIAL',
  period: string | undefined,
): Generator<Found> {
  const evidence = [evidenceIn(sentence, start, start + name.length)]
  const isOwn = isCurrent(reading, name)
  const subject = reading.context.subject.slug
  if (isOwn && period === undefined) return
  // "X at the External Borders" may be all one name, or X at some place.
  if (name !== '' && atPlace.test(sentence.text.slice(start + name.length))) return
  const acronym = fullName(name, acronymsIn(brackets))?.acronym
  const kind = /^\p{Lu}{2,6}$/u.test(name) ? 'ACRONYM' : aliasKind
  const fields = { subject, language: 'en', ...(period === undefined ? {} : { period }) }
  yield* found('ALIAS', { ...fields, name, aliasKind: kind }, statement(reading, name, aliasKind, period), evidence)
  if (acronym === undefined) return
  const acronymFact = { ...fields, name: acronym, aliasKind: 'ACRONYM' }
  yield* found('ALIAS', acronymFact, statement(reading, acronym, aliasKind, period), evidence)
}
