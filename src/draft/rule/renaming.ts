import { fullName } from './acronym-spelling.ts'
import { isCurrent, statement } from './alias.ts'
import { edtfOf, leadingDate } from './date.ts'
import { evidenceIn } from './evidence.ts'
import { type Found, found } from './found.ts'
import { acronymsIn } from './lead.ts'
import { subjectMention } from './mention.ts'
import type { Reading } from './reading.ts'
import type { Sentence } from './sentence.ts'
import { date, leadIn, longName, lower, nameWithAnd, upper } from './vocabulary.ts'

const from = new RegExp(
  String.raw`\bfrom\s(?:the\s)?(?<name>${longName}(?=\s\(${upper})|${nameWithAnd})(?:\s\((?<brackets>[^()]{2,60})\))?(?=,?\s(?:${lower}+\s){0,2}(?:to|into)\s)`,
  'u',
)
const step = new RegExp(
  String.raw`\b(?:to|into|as|becoming)\s(?:its\s(?:current|present)\sname,?\s)?(?:the\s)?(?<name>${longName}(?=\s\(${upper})|${nameWithAnd})(?:\s\((?<brackets>[^()]{2,60})\))?,?\sin\s(?<date>${date})`,
  'gu',
)
/** What tells that the names are those of the subject. */
const isAboutNames = /\b(?:name changes?|changes? of name|changed its names?|renamed|names?)\b/u

/** A succession of names: "from A to B in 1952, to C in 1980, and finally to its current name, D, in 1989". */
export function* renamings(reading: Reading): Generator<Found> {
  for (const sentence of reading.sentences) {
    if (!isAboutNames.test(sentence.text) || subjectMention(reading, sentence) === undefined) continue
    const names = succession(sentence)
    if (names.length < 2) continue
    for (const [index, entry] of names.entries()) {
      yield* aliases(reading, sentence, entry, periodOf(entry, names[index + 1], reading))
    }
  }
}

const wasRenamed = String.raw`\s(?:was|were)\s(?:(?:then|later|officially|formally|subsequently)\s)?(?:renamed|reorgani[sz]ed|transformed|reconstituted)\s(?:as\s|to\s|into\s)?`

/** What became the subject by a new name: "The CSCE was renamed the OSCE on 1 January 1995". */
export function* predecessors(reading: Reading): Generator<Found> {
  const pattern = new RegExp(
    String.raw`^(?:${leadIn})?(?:[Tt]he\s)?(?<name>${longName}(?=\s\(${upper})|${nameWithAnd})(?:\s\((?<brackets>[^()]{2,60})\))?${wasRenamed}${reading.named}(?:,?\s(?:in|on)\s(?<date>${date}))?`,
    'u',
  )
  for (const sentence of reading.sentences) {
    const { name = '', brackets = '', date: when } = pattern.exec(sentence.text)?.groups ?? {}
    const until = when === undefined ? leadingDate(sentence.text) : edtfOf(when)
    if (name === '' || until === undefined || isCurrent(reading, name)) continue
    const at = sentence.text.indexOf(name)
    const acronym = fullName(name, acronymsIn(brackets))?.acronym
    yield* aliases(reading, sentence, { name, acronym, since: undefined, at }, `/${until}`)
  }
}

interface Entry {
  readonly name: string
  readonly acronym: string | undefined
  readonly since: string | undefined
  readonly at: number
}

function succession({ text }: Sentence): Entry[] {
  const steps = [...text.matchAll(step)]
  const first = from.exec(text.slice(0, steps[0]?.index === undefined ? 0 : steps[0].index + 3))
  return [...(first === null ? [] : [first]), ...steps].flatMap(({ 0: match, groups, index }): Entry[] => {
    const { name = '', brackets = '', date: since } = groups ?? {}
    const at = index + match.indexOf(name)
    return [{ name, acronym: fullName(name, acronymsIn(brackets))?.acronym, since: since && edtfOf(since), at }]
  })
}

/** From its own year to that of the next name. */
function periodOf({ name, since = '' }: Entry, next: Entry | undefined, reading: Reading): string {
  if (next !== undefined) return `${since}/${next.since ?? ''}`
  return `${since}/${isCurrent(reading, name) ? '..' : ''}`
}

function* aliases(reading: Reading, sentence: Sentence, entry: Entry, period: string): Generator<Found> {
  const { name, acronym, at } = entry
  const kind = isCurrent(reading, name) ? 'OFFICIAL' : 'FORMER'
  const evidence = [evidenceIn(sentence, at, at + name.length)]
  const fields = { subject: reading.context.subject.slug, language: 'en', period }
  const isAcronym = /^\p{Lu}{2,8}$/u.test(name)
  const full = { ...fields, name, aliasKind: isAcronym ? 'ACRONYM' : kind }
  yield* found('ALIAS', full, statement(reading, name, kind, period), evidence)
  if (acronym === undefined) return
  yield* found(
    'ALIAS',
    { ...fields, name: acronym, aliasKind: 'ACRONYM' },
    statement(reading, acronym, kind, period),
    evidence,
  )
}
