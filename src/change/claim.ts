import { parsePeriod } from '../date/period.ts'
import { CheckSubject, type EntityKind } from '../generated/prisma/enums.ts'
import { impliedPeriodOf } from '../model/ends.ts'
import type { Field } from '../model/field.ts'
import { entityKind, type FieldValues, factKind, textIn } from '../model/kind.ts'
import type { FactDraft } from './draft.ts'
import type { DraftPath } from './problem.ts'
import { fieldReferences } from './reference.ts'

/** Something that a fact says and that its sentences should say, too. */
export interface Claim {
  readonly subject: CheckSubject
  /** The words, the label, the number, the name, or the date as EDTF. */
  readonly value: string
  /** Where the draft says it, first place first. */
  readonly paths: readonly DraftPath[]
  /** The names by which a sentence may call it. */
  readonly names?: readonly string[]
}

/** An entity as sentences may name it. */
export interface NamedEntity {
  readonly kind: EntityKind
  readonly name: string
  /** All that it is or was called, labels included. */
  readonly names: readonly string[]
}

/** By slug. */
export type KnownNames = ReadonlyMap<string, NamedEntity>

const order = Object.values(CheckSubject)

/**
 * What a fact says that can be looked for word for word: quotations, the citation labels of its evidence, numbers,
 * names and dates, each once. The declaration of its kind says which fields hold them. Entities are looked for by any
 * of their names, unless a curator made up the name (topics, events) or the sentences need not repeat it (the subject
 * of a figure).
 */
export function claimsOf(draft: FactDraft, names: KnownNames): Claim[] {
  const claims = [
    ...fieldClaims(draft, factKind(draft.kind).fields),
    ...citationClaims(draft),
    ...nameClaims(draft, names),
    ...dateClaims(draft),
  ]
  return order.flatMap((subject) => mergeClaims(claims.filter((claim) => claim.subject === subject)))
}

/** The same citation of two pieces of evidence is one claim with two places. */
function mergeClaims(claims: readonly Claim[]): Claim[] {
  return [...Map.groupBy(claims, ({ value }) => value).values()].map((same) => ({
    ...(same[0] as Claim),
    paths: same.flatMap(({ paths }) => paths),
  }))
}

function fieldClaims(values: FieldValues, fields: Readonly<Record<string, Field>>): Claim[] {
  return Object.entries(fields).flatMap(([name, field]): Claim[] => {
    if (field.holds === 'records') {
      return ((values[name] ?? []) as readonly FieldValues[]).flatMap((record, index) =>
        fieldClaims(record, field.fields).map((claim) => ({
          ...claim,
          paths: claim.paths.map((path) => [name, index, ...path]),
        })),
      )
    }
    const value = textIn(values, name)
    if (field.holds !== 'value' || field.checkedAs === undefined || value === undefined) return []
    return [{ subject: field.checkedAs, value, paths: [[name]], names: [value] }]
  })
}

function citationClaims({ evidence }: FactDraft): Claim[] {
  return evidence.flatMap(({ references }, piece) =>
    references.map((label, index): Claim => {
      return { subject: 'CITATION', value: label, paths: [['evidence', piece, 'references', index]] }
    }),
  )
}

function nameClaims(draft: FactDraft, names: KnownNames): Claim[] {
  const { subject, object, fields } = factKind(draft.kind)
  const ends = [subject, object].flatMap((end) => {
    const slug = end?.isNamed ? textIn(draft, end.field) : undefined
    return end === undefined || slug === undefined ? [] : [{ path: [end.field], slug }]
  })
  return [...ends, ...fieldReferences(draft, fields)].flatMap(({ path, slug }): Claim[] => {
    const entity = names.get(slug)
    if (entity === undefined || !entityKind(entity.kind).hasProperName) return []
    return [{ subject: 'NAME', value: entity.name, names: entity.names, paths: [path] }]
  })
}

/** The start and the end of the fact's time, and of a value that is a date. */
function dateClaims(draft: FactDraft): Claim[] {
  const { period, impliedPeriod: implied } = factKind(draft.kind)
  const fields = implied && impliedPeriodOf(draft) !== undefined ? [period, implied.field] : [period]
  return fields.flatMap((field) => {
    const text = textIn(draft, field)
    if (text === undefined) return []
    const { from, until } = parsePeriod(text)
    return [from, until].flatMap((date): Claim[] =>
      date === null ? [] : [{ subject: 'DATE', value: date.edtf, paths: [[field]] }],
    )
  })
}
