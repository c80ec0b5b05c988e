import { type BoxRow, rowEvidence } from './box.ts'
import { boxRule } from './box-rule.ts'
import { edtfOf, inDate } from './date.ts'
import { figureFact } from './figure-fact.ts'
import { type Found, found, short } from './found.ts'
import { acronymsIn } from './lead.ts'
import type { Reading } from './reading.ts'
import { date } from './vocabulary.ts'

/** Not the first year of several: "1969 – 1972" is no date. */
const startDate = new RegExp(String.raw`^(?:\D{0,20}\s)?(?<date>${date})(?!\s?[-–]\s?\d)`, 'u')

export const boxFounding = boxRule(
  'box-founding',
  'the date of foundation in the information box',
  0.97,
  function* (reading, row) {
    if (!/^(?:Formation|Founded|Established|Formed|Creation|Origin|Inception|Date founded)$/u.test(row.key)) return
    const text = startDate.exec(row.value)?.groups?.date
    const value = text === undefined ? undefined : edtfOf(text)
    if (text === undefined || value === undefined) return
    const fact = { subject: reading.context.subject.slug, attribute: 'founded', value }
    yield* found('ATTRIBUTE', fact, `${short(reading.phrase)} came into being ${inDate(value)}.`, [
      rowEvidence(row, text),
    ])
    yield* ageIn(reading, row)
  },
)

function* ageIn(reading: Reading, row: BoxRow): Generator<Found> {
  const match = /(?<age>\d{1,4})\syears\sago/u.exec(row.value)
  if (match === null) return
  const values = {
    metric: 'age',
    unit: 'years',
    decimal: match.groups?.age ?? '',
    qualifier: 'EXACT' as const,
    asOf: undefined,
  }
  yield* figureFact(reading, values, [rowEvidence(row, match[0])])
}

const domain = /^(?:https?:\/\/)?(?<domain>(?:[\p{L}\p{N}-]{1,63}\.){1,4}[a-z]{2,12}(?:\/[\w./-]{0,60})?)(?=$|[,\s])/iu

const attributes: Readonly<Record<string, string>> = {
  Type: 'type',
  Motto: 'motto',
  'Legal status': 'legal-status',
  Purpose: 'purpose',
  Focus: 'focus',
  'Area served': 'area-served',
  'Region served': 'area-served',
  'Tax ID no.': 'tax-id',
  'Tax ID': 'tax-id',
  'Registration no.': 'registration-number',
}

export const boxAttribute = boxRule(
  'box-attribute',
  'type, motto, legal status, purpose, area served, languages and website in the information box',
  1,
  function* (reading, row) {
    const subject = reading.context.subject.slug
    if (/^(?:Official\s)?[Ww]ebsite$/u.test(row.key)) {
      const site = domain.exec(row.value)?.groups?.domain
      if (site === undefined) return
      const fact = { subject, attribute: 'website', value: `https://${site}` }
      yield* found('ATTRIBUTE', fact, `The address of ${short(reading.phrase)} on the web is ${site}.`, [
        rowEvidence(row, site),
      ])
    }
    if (/^Abbreviations?$/u.test(row.key)) yield* abbreviations(reading, row)
    if (/^(?:Official|Working)?\s?[Ll]anguages?$/u.test(row.key)) yield* languages(reading, row)
    const attribute = attributes[row.key]
    const value = row.value.replace(/[",]+$|^["]+/gu, '')
    if (attribute === undefined || value.length > 120 || /•|\d{1,3}\syears\sago/u.test(value)) return
    const words = value.split(' ').length <= 7 ? value : `${value.split(' ').slice(0, 6).join(' ')} …`
    const label = attribute.replaceAll('-', ' ')
    yield* found(
      'ATTRIBUTE',
      { subject, attribute, value },
      `As ${label} of ${short(reading.phrase)} is given: ${words}.`,
      [rowEvidence(row)],
    )
  },
)

/** "ILO / OIT" */
function* abbreviations(reading: Reading, row: BoxRow): Generator<Found> {
  const { subject } = reading.context
  for (const name of acronymsIn(row.value)) {
    if (name === subject.name) continue
    const fact = { subject: subject.slug, name, aliasKind: 'ACRONYM' }
    yield* found('ALIAS', fact, `${name} is short for ${short(reading.phrase)}.`, [rowEvidence(row, name)])
  }
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' })
const knownLanguages = new Set(
  'en fr es ar zh ru pt de it sw nl ja ko hi fa tr el la pl sv da no fi cs hu ro uk he id ms vi th'
    .split(' ')
    .map((code) => languageNames.of(code)),
)

/** "English, French and Spanish". Stops at the first that is none: other rows may have run into this one. */
function* languages(reading: Reading, row: BoxRow): Generator<Found> {
  const attribute = row.key.startsWith('Working') ? 'working-language' : 'official-language'
  for (const text of row.value.split(/,\sand\s|[,;]\s|\sand\s/u)) {
    if (!knownLanguages.has(text)) return
    const fact = { subject: reading.context.subject.slug, attribute, value: text }
    yield* found('ATTRIBUTE', fact, `${short(reading.phrase)} has ${text} as ${attribute.replace('-', ' ')}.`, [
      rowEvidence(row, text),
    ])
  }
}

const noTown =
  /\d|\b(?:Building|Street|Avenue|Road|House|Centre|Center|Plaza|Tower|Floor|Square|Palace|Château|Palais|Suite|Box|Lane|Drive)\b/u

export const boxSeat = boxRule(
  'box-seat',
  'the place of the headquarters, or the location, in the information box',
  1,
  function* (reading, row) {
    if (!/^(?:Headquarters|Location|Seat|Secretariat)$/u.test(row.key)) return
    const parts = row.value.replaceAll(/,?\s*\([^)]*\)?/gu, '').split(/,\s|;\s/u)
    const text = parts.find((part) => /^\p{Lu}[\p{L}.'’ -]{1,40}$/u.test(part) && !noTown.test(part))
    const at = text === undefined ? -1 : parts.indexOf(text)
    // What comes after other parts may be a part of an address that this rule does not understand.
    if (text === undefined || at > 1) return
    const evidence = rowEvidence(
      row,
      parts.slice(at).join(', ').length < 60 && row.value.includes(parts.slice(at).join(', '))
        ? parts.slice(at).join(', ')
        : text,
    )
    if (evidence === undefined) return
    const place = reading.context.known(text) ?? reading.context.entity('PLACE', text, evidence)
    if (place.kind !== 'PLACE') return
    const relationshipType = row.key === 'Location' ? 'LOCATED_IN' : 'HEADQUARTERED_IN'
    const fact = { subject: reading.context.subject.slug, relationshipType, object: place.slug }
    const words = row.key === 'Location' ? 'is located' : 'has its seat'
    yield* found('RELATIONSHIP', fact, `${short(reading.phrase)} ${words} in ${place.name}.`, [evidence])
  },
)
