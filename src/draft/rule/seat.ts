import { evidenceIn } from './evidence.ts'
import { type Found, found, short } from './found.ts'
import { namingSubject, subjectMention } from './mention.ts'
import { type Reading, readingOf } from './reading.ts'
import type { Rule } from './rule.ts'
import type { Sentence } from './sentence.ts'
import { name } from './vocabulary.ts'

const place = String.raw`in\s(?:the\s(?=Hague))?(?<place>Washington,\sD\.C\.|${name})`
const main = String.raw`(?:main\s)?(?:[Hh]eadquarters|seat|[Ss]ecretariat)`
/** After the subject: "is headquartered in Geneva", "is a digital rights group based in San Francisco". */
const based = new RegExp(
  String.raw`^(?:\s\([^()]{1,300}\))?,?\s(?:(?:is|are)\s(?:an?\s[^.;:]{0,140}?\s)?(?:headquartered|based)|has\sits\s(?:main\s)?(?:headquarters|seat|secretariat))\s${place}`,
  'u',
)
/** What no seat is in. */
const noPlace =
  /\b(?:Act|Charter|Building|House|Palace|Street|Avenue|Tower|Centre|Center)\b|^(?:Europe|Africa|Asia|America|North|South|East|West|Northern|Southern|Eastern|Western)\b/u

/** Where the subject has its seat: "is based in Geneva", "The headquarters of the ILO are in Geneva". */
export const seat: Rule = {
  name: 'seat',
  description: 'where the subject has its seat: "is headquartered in X", "has its secretariat in X"',
  precision: 1,
  *find(context) {
    const reading = readingOf(context)
    const owner = `(?:${reading.owner}|(?<generic>${reading.genericOwner}))`
    const headquarters = new RegExp(
      String.raw`^(?:The\s${main}\sof\s(?:${reading.owner}|${reading.generic})|(?:${owner}(?:['’]s?)?|(?<pronoun>Its))\s${main})(?:,[^,]{1,60},)?\s(?:is|are)\s(?:located\s|based\s|situated\s)?${place}`,
      'u',
    )
    for (const sentence of reading.sentences) {
      if (!/\b(?:[Hh]eadquarter|based|seat|[Ss]ecretariat)/u.test(sentence.text)) continue
      const mention = subjectMention(reading, sentence)
      const match = headquarters.exec(sentence.text) ?? (mention && based.exec(sentence.text.slice(mention.end)))
      if (match != null && isOwn(reading, sentence, match)) yield* seatOf(reading, sentence, match)
    }
  },
}

/** "Its headquarters" and "the agency's headquarters" are those of the subject of the sentence before. */
function isOwn(reading: Reading, { before }: Sentence, { groups }: RegExpExecArray): boolean {
  const isNamed = groups?.pronoun === undefined && groups?.generic === undefined
  return (
    isNamed || (before === undefined ? groups.pronoun === undefined : subjectMention(reading, before) !== undefined)
  )
}

function* seatOf(reading: Reading, sentence: Sentence, { 0: text, groups }: RegExpExecArray): Generator<Found> {
  const { place: name = '' } = groups ?? {}
  const at = sentence.text.indexOf(text)
  const start = at + text.length - name.length
  const evidence = evidenceIn(sentence, start, start + name.length)
  const naming = namingSubject(reading, sentence.text)
  if (evidence === undefined || naming === undefined || noPlace.test(name) || name.split(' ').length > 3) return
  const { subject } = reading.context
  const object = reading.context.known(name) ?? reading.context.entity('PLACE', name, evidence)
  if (object.kind !== 'PLACE') return
  const fact = { subject: subject.slug, relationshipType: 'HEADQUARTERED_IN', object: object.slug }
  yield* found('RELATIONSHIP', fact, `${short(reading.phrase)} has its seat in ${object.name}.`, [evidence, ...naming])
}
