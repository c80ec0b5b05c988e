import { edtfOf, inDate, leadingDate } from './date.ts'
import { evidenceIn } from './evidence.ts'
import { type Found, found, short } from './found.ts'
import { inSentences } from './in-sentences.ts'
import { subjectMention } from './mention.ts'
import type { Reading } from './reading.ts'
import type { Rule } from './rule.ts'
import type { Sentence } from './sentence.ts'
import { date, founded } from './vocabulary.ts'

const adverb = String.raw`(?:(?:first|formally|officially|originally|legally|initially)\s)?`
/** Up to the date nothing may start another clause with an event of its own. */
const near = String.raw`(?:(?!\b(?:but|which|that|who|when|after|until|since|to|renamed|before|(?:and|,)\s(?:was|were|is|has|had|became|it|then|later|\p{L}+ed))\b)[^;:.]){0,90}?`
const passive = new RegExp(
  String.raw`^(?:\s\([^()]{1,200}\))?,?\s(?:was|were)\s${adverb}(?<verb>${founded})\b(?<rest>${near}\s(?:in|on)\s(?:early\s|late\s|the year\s)?(?<date>${date}))?`,
  'u',
)
const came = new RegExp(String.raw`^\scame\sinto\s(?:being|existence)\s(?:in|on)\s(?<date>${date})`, 'u')
const apposed = new RegExp(String.raw`^(?:\s\([^()]{1,200}\))?,\s(?<verb>${founded})\s(?:in|on)\s(?<date>${date})`, 'u')
const defined = new RegExp(
  String.raw`^(?:\s\([^()]{1,300}\))?,?\s(?:is|was)\san?\s[^.;:]{0,140}?(?:,\s|\s)(?<verb>${founded})\s(?:by\s[^.;:]{1,60}?\s)?(?:in|on)\s(?<date>${date})`,
  'u',
)
const participle = new RegExp(
  String.raw`^(?:Established|Founded|Formed|Created)\s(?:in|on)\s(?<date>${date})[^,.;]{0,60},\s`,
  'u',
)

/** When the subject was founded: "was established in 1951". */
export const founding: Rule = {
  name: 'founding',
  description: 'when the subject was founded: "was established in 1951", "Founded in 1961, ..."',
  precision: 0.96,
  find: inSentences(foundingIn),
}

/** What a subject does so that the next sentence may be about what it has made. */
const makes =
  /\b(?:developed|created|established|launched|introduced|produced|opened|started|published|adopted|formed|founded|set up)\b/u

function* foundingIn(reading: Reading, sentence: Sentence): Generator<Found> {
  const begun = participle.exec(sentence.text)
  const rest = begun === null ? sentence : { ...sentence, text: sentence.text.slice(begun[0].length) }
  const mention = subjectMention(reading, rest)
  if (mention === undefined) return
  if (begun !== null) {
    if (mention.start === 0) yield* fact(reading, sentence, begun.groups?.date, 0, begun[0].length, mention.named)
    return
  }
  // "The UPU developed a numbering system. It was launched in 2002."
  if (/^[Ii]t$/u.test(sentence.text.slice(mention.start, mention.end)) && makes.test(sentence.before?.text ?? ''))
    return
  const after = sentence.text.slice(mention.end)
  const match = [passive, came, apposed, ...(sentence === reading.lead?.sentence ? [defined] : [])]
    .map((pattern) => pattern.exec(after))
    .find((found) => found !== null)
  if (match == null) return
  const end = mention.end + match[0].length
  const date = match.groups?.date
  if (date !== undefined) yield* fact(reading, sentence, date, end - match[0].trimStart().length, end, mention.named)
  else if (leadingDate(mention.before) !== undefined)
    yield* fact(reading, sentence, leadingText(mention.before), 0, end, mention.named)
}

const leadingText = (before: string): string => new RegExp(date, 'u').exec(before)?.[0] ?? ''

type Named = ReturnType<typeof subjectMention>

function* fact(
  { context, phrase }: Reading,
  sentence: Sentence,
  text: string | undefined,
  start: number,
  end: number,
  named: NonNullable<Named>['named'],
): Generator<Found> {
  const value = text === undefined ? undefined : edtfOf(text)
  if (value === undefined) return
  const evidence = [evidenceIn(sentence, Math.max(start, end - 50), end), ...named]
  yield* found(
    'ATTRIBUTE',
    { subject: context.subject.slug, attribute: 'founded', value },
    `${short(phrase)} came into being ${inDate(value)}.`,
    evidence,
  )
}
