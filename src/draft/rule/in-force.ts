import { edtfOf, inDate } from './date.ts'
import { evidenceIn } from './evidence.ts'
import { type Found, found, short } from './found.ts'
import { inSentences } from './in-sentences.ts'
import type { Reading } from './reading.ts'
import type { Rule } from './rule.ts'
import type { Sentence } from './sentence.ts'
import { date, leadIn, name } from './vocabulary.ts'

const treaty = String.raw`(?:Treaty|Convention|Charter|Covenant|Constitution|Statute|Act|Agreement|Protocol|Compact|Pact|Accord)s?`
const verb = String.raw`(?:entered|came|went)\sinto\s(?:force|effect)\son\s|took\seffect\son\s`
const pattern = new RegExp(
  String.raw`^(?:${leadIn})?[Tt]he\s(?<name>${name})(?:\s\([^()]{1,80}\))?\s(?:${verb.replaceAll(String.raw`on\s`, String.raw`(?:in|on)\s`)})(?<date>${date})`,
  'u',
)
const dated = new RegExp(
  String.raw`^(?:In|On)\s(?<date>${date}),\s[Tt]he\s(?<name>${name})(?:\s\([^()]{1,80}\))?\s(?:(?:entered|came|went)\sinto\s(?:force|effect)|took\seffect)(?!\s(?:in|on)\s)`,
  'u',
)
const isTreaty = new RegExp(String.raw`\b${treaty}\b`, 'u')

/** When a treaty or a constitution entered into force. */
export const inForce: Rule = {
  name: 'in-force',
  description: 'when a treaty, a charter or a constitution entered into force',
  precision: 0.85,
  find: inSentences(inForceIn),
}

function* inForceIn(reading: Reading, sentence: Sentence): Generator<Found> {
  const match = pattern.exec(sentence.text) ?? dated.exec(sentence.text)
  const { name: text = '', date: when = '' } = match?.groups ?? {}
  const value = edtfOf(when)
  if (match === null || value === undefined || !isTreaty.test(text)) return
  const start = sentence.text.indexOf(text)
  const at = sentence.text.indexOf(when)
  const evidence = evidenceIn(sentence, at, at + when.length)
  const { known, entity } = reading.context
  const agreement =
    known.call(reading.context, text) ??
    (evidence && isOwnName(text)
      ? entity.call(reading.context, 'AGREEMENT', text, evidenceIn(sentence, start, start + text.length) ?? evidence)
      : undefined)
  if (agreement?.kind !== 'AGREEMENT') return
  yield* found(
    'ATTRIBUTE',
    { subject: agreement.slug, attribute: 'in-force', value },
    `${short(agreement.name)} has been in force since ${value.length > 7 ? inDate(value).replace('on ', '') : value}.`,
    [evidence],
  )
}

/** "Constitution" alone is the name of many. */
const isOwnName = (text: string): boolean => text.includes(' ')
