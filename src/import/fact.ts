import type { AliasKind, RelationshipType } from '../generated/prisma/enums.ts'
import type { StatedFact } from './importer.ts'
import { shortDigest, slugPart } from './slug.ts'

// Facts that most registers state, each with a key that stays the same while the register says the same.

/** What a fact is about. */
export interface Subject {
  readonly slug: string
  readonly name: string
}

interface Alias {
  readonly name: string
  readonly aliasKind: AliasKind
  /** BCP 47. */
  readonly language?: string | undefined
  readonly period?: string | undefined
  /** Where the record says it, if that is not the name. */
  readonly words?: string
}

const aliasWords: Readonly<Record<AliasKind, string>> = {
  ACRONYM: 'is an acronym of',
  ALSO_KNOWN_AS: 'is another name of',
  FORMER: 'is a former name of',
  NICKNAME: 'is an informal name of',
  OFFICIAL: 'is the name of',
}

export function aliasFact(
  { slug, name: of }: Subject,
  { name, aliasKind, language, period, words }: Alias,
): StatedFact {
  const id = shortDigest([aliasKind, language ?? '', name, period ?? ''].join('\n'))
  return {
    kind: 'ALIAS',
    key: `${slug}-name-${id}`,
    subject: slug,
    name,
    aliasKind,
    ...(language === undefined ? {} : { language }),
    ...(period === undefined ? {} : { period }),
    statement: `"${name}" ${aliasWords[aliasKind]} ${of}.`,
    words: words ?? name,
  }
}

interface Attribute {
  readonly attribute: string
  readonly value: string
  readonly statement: string
  readonly words: string
  readonly period?: string | undefined
}

export function attributeFact(
  { slug }: Subject,
  { attribute, value, period, statement, words }: Attribute,
): StatedFact {
  return {
    kind: 'ATTRIBUTE',
    key: `${slug}-${attribute}-${shortDigest(value)}`,
    subject: slug,
    attribute,
    value,
    ...(period === undefined ? {} : { period }),
    statement,
    words,
  }
}

const months = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' })

/** "in 1951", "in December 1951", "on 5 December 1951". */
export function inWords(edtf: string): string {
  const [, year = '', month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/u.exec(edtf) ?? []
  if (year === '') return `at the time ${edtf}`
  if (month === undefined) return `in ${Number(year)}`
  const name = months.format(new Date(Date.UTC(2000, Number(month) - 1)))
  return day === undefined ? `in ${name} ${Number(year)}` : `on ${Number(day)} ${name} ${Number(year)}`
}

export function foundedFact(subject: Subject, value: string, words: string): StatedFact {
  const statement = `${subject.name} was founded ${inWords(value)}.`
  return attributeFact(subject, { attribute: 'founded', value, statement, words })
}

export function websiteFact(subject: Subject, value: string): StatedFact {
  const statement = `The website of ${subject.name} is ${value}.`
  return attributeFact(subject, { attribute: 'website', value, statement, words: value })
}

interface Relationship {
  readonly subject: string
  readonly object: string
  readonly relationshipType: RelationshipType
  readonly statement: string
  readonly words: string
  readonly period?: string | undefined
  readonly computed?: string
}

/** Its key names both ends, so that it is stated once, whichever of the two records says it. */
export function relationshipFact(dataset: string, relationship: Relationship): StatedFact {
  const { subject, object, relationshipType, period, ...rest } = relationship
  const bare = (slug: string) => (slug.startsWith(`${dataset}-`) ? slug.slice(dataset.length + 1) : slug)
  const key = `${subject}-${slugPart(relationshipType)}-${bare(object)}`
  const timed = period === undefined ? {} : { period }
  return { kind: 'RELATIONSHIP', key, subject, object, relationshipType, ...timed, ...rest }
}
