import { holdsName, wordsOf } from '../../wording/name.ts'
import type { CandidateEvidence } from '../candidate.ts'
import { type Critic, criticsAtEnd, criticsAtStart } from './critic.ts'
import { edtfOf, leadingDate } from './date.ts'
import { evidenceIn } from './evidence.ts'
import { asSentence, type Found, found, short } from './found.ts'
import { mayBeAnother, mayBeAnyOne, namingSubject } from './mention.ts'
import { type Reading, readingOf } from './reading.ts'
import type { Rule } from './rule.ts'
import { gistOf, isSaying, quotationsIn, type Saying, sayingsOf, whenSaid } from './saying.ts'
import type { Sentence } from './sentence.ts'
import { date } from './vocabulary.ts'

/** What critics say of the subject: "criticised X for ...", "accused X of ...", "X was condemned by ...". */
export const criticisms: Rule = {
  name: 'criticism',
  description:
    'criticisms of the subject by named critics: criticised, accused, condemned, urged, called on, expressed concern, described ... as',
  precision: 0.88,
  *find(context) {
    const reading = readingOf(context)
    const sayings = sayingsOf(reading)
    for (const sentence of reading.sentences) {
      if (!isSaying.test(sentence.text)) continue
      for (const saying of sayings) {
        const match = saying.pattern.exec(sentence.text)
        if (match !== null) yield* criticismsIn(reading, sentence, saying, match)
      }
    }
  },
}

function* criticismsIn(reading: Reading, sentence: Sentence, saying: Saying, match: RegExpExecArray): Generator<Found> {
  if (mayBeAnother(reading, sentence, match) || mayBeAnyOne(reading, sentence, match)) return
  const end = match.index + match[0].length
  const { critics, what, said } = saidIn(reading, sentence, saying, match)
  for (const critic of critics) {
    for (const part of partsOf(what)) {
      const start = sentence.text.indexOf(part, match.index)
      const evidence =
        part.trim() === '' ? evidenceIn(sentence, match.index, end) : evidenceIn(sentence, start, start + part.length)
      if (evidence !== undefined) yield* criticism(reading, sentence, saying, { critic, part, evidence, said })
    }
  }
}

interface Said {
  readonly critics: readonly Critic[]
  readonly what: string
  /** The date that stands with the accusation. */
  readonly said: string | undefined
}

/** Who says what, and when. Critics are looked for last, because that makes entities of them. */
function saidIn(reading: Reading, sentence: Sentence, saying: Saying, match: RegExpExecArray): Said {
  const after = sentence.text.slice(match.index + match[0].length)
  const [critics, spoken] = saying.isPassive
    ? criticsAfter(reading, sentence, after)
    : [undefined, dateOfSaying(after, saying)]
  const what = match.groups?.what ?? spoken.rest
  if (!saying.isCritical(what)) return { critics: [], what, said: undefined }
  const found = critics ?? criticsAtEnd(reading, sentence, sentence.text.slice(0, match.index)).critics
  // States appeal for help.
  const isAppeal = /\bappealed\sto\s/u.test(match[0])
  return { critics: found.filter(({ entity }) => entity !== undefined || !isAppeal), what, said: spoken.said }
}

function criticsAfter(reading: Reading, sentence: Sentence, after: string) {
  const { critics, rest } = criticsAtStart(reading, sentence, after)
  return [critics, dateOfSaying(rest)] as const
}

/** "for operating ... and for denying ..." are two. */
const partsOf = (what: string): string[] => what.split(/,?\sand\s(?=for\s\p{L}+ing\b)/u).slice(0, 3)

const saidOn = new RegExp(`^${whenSaid}`, 'u')
/** "called X a cartel in 2015" */
const saidLast = new RegExp(`(?:${whenSaid})(?<=\\S)\\.?$`, 'u')
const anyDate = new RegExp(date, 'u')

/** The date right after whom somebody accuses, which is that of the accusation: "accused X in 2007 of". */
function dateOfSaying(text: string, saying?: Saying): { readonly said: string | undefined; readonly rest: string } {
  const last = saying?.isOneWord === true ? saidLast.exec(text) : null
  if (last !== null) return { said: edtfOf(anyDate.exec(last[0])?.[0] ?? ''), rest: text.slice(0, last.index) }
  const match = saidOn.exec(text)
  const said = edtfOf(anyDate.exec(match?.[0] ?? '')?.[0] ?? '')
  return said === undefined ? { said, rest: text } : { said, rest: text.slice(match?.[0].length) }
}

interface Criticised {
  readonly critic: Critic
  /** The date that stands with the accusation. */
  readonly said: string | undefined
  /** What the sentence says of the subject. */
  readonly part: string
  readonly evidence: CandidateEvidence
}

function* criticism(
  reading: Reading,
  sentence: Sentence,
  saying: Saying,
  { critic, part, evidence, said }: Criticised,
): Generator<Found> {
  const { context, phrase } = reading
  const naming = namingSubject(reading, sentence.text)
  if (naming === undefined) return
  const dated = said === undefined ? datedBy(reading, sentence, critic) : { date: said, evidence: [] }
  const gist = gistOf(part)
  const quotations = quotationsIn(part).map((text) => ({
    text,
    ...(critic.entity === undefined ? {} : { speaker: critic.entity.slug }),
  }))
  const fact = {
    ...(critic.entity === undefined ? { attribution: critic.name } : { critic: critic.entity.slug }),
    target: context.subject.slug,
    ...(dated === undefined ? {} : { statedOn: dated.date }),
    claim: asSentence(saying.claim(capitalised(short(phrase)), gist)),
    ...(quotations.length === 0 ? {} : { quotations }),
  }
  const year = dated === undefined ? '' : `In ${dated.date.slice(0, 4)} `
  const words = `${year}${short(critic.name)} ${saying.verb} ${short(phrase)}${gist === '' ? '' : `: ${gist}`}.`
  yield* found('CRITICISM', fact, words, [evidence, ...(dated?.evidence ?? []), ...naming])
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

interface Dated {
  readonly date: string
  readonly evidence: readonly CandidateEvidence[]
}

const report =
  /\b(?:in|In)\s(?:an?|its|their)\s(?:\p{L}+\s)?(?<year>(?:19|20)\d\d)\s(?:report|statement|letter|study|article|book|speech)\b/u

/** The year that the sentence starts with, or that of its report, or that of another one near it with the same citation that names the critic, too. */
function datedBy(reading: Reading, sentence: Sentence, critic: Critic): Dated | undefined {
  const { year } = report.exec(sentence.text)?.groups ?? {}
  const own = leadingDate(sentence.text) ?? year
  if (own !== undefined) return { date: own, evidence: [] }
  const cited = new Set(sentence.references)
  for (const other of reading.sentences) {
    const isNear = Math.abs(other.paragraph.number - sentence.paragraph.number) <= 3
    if (other === sentence || !isNear || !other.references.some((label) => cited.has(label))) continue
    const date = leadingDate(other.text)
    if (date === undefined || !holdsName(wordsOf(other.text), critic.name)) continue
    const evidence = evidenceIn(other)
    if (evidence !== undefined) return { date, evidence: [evidence] }
  }
  return undefined
}
