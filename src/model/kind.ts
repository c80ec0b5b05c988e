import { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import { columnOf, type Field, type ReferenceField, type ValueField } from './field.ts'

/** The values that a draft has in the fields of its kind. */
export type FieldValues = Readonly<Record<string, unknown>>

/** The text in a field of a draft; undefined if there is none. */
export function textIn(draft: FieldValues, field: string): string | undefined {
  const value = draft[field]
  return typeof value === 'string' ? value : undefined
}

/** An attribute whose value an entity of the kind shows as its own. */
export interface KnownAttribute {
  readonly value: 'date' | 'url'
  /**
   * The columns of the kind's table that hold a date: with `as: 'date'`, NAME_edtf, NAME_earliest and NAME_latest; with
   * `as: 'period'`, those of a period. Undefined: the entity shows the fact itself.
   */
  readonly columns?: { readonly as: 'date'; readonly name: string } | { readonly as: 'period' }
}

/** A kind of entity. Tables, files, references, ids and tests follow from this declaration. */
export interface EntityKindDeclaration {
  readonly kind: EntityKind
  /** The name of its GraphQL type. */
  readonly type: string
  /** The table that holds what only this kind has, one row for each entity. */
  readonly table: string
  /** The list of a dataset's files that declares entities of the kind. */
  readonly section: string
  /** With its article, for messages: "an organisation". */
  readonly noun: string
  /** Sources call it by its name. If not, a curator gave it the name, and sentences are not searched for it. */
  readonly hasProperName: boolean
  readonly fields: Readonly<Record<string, ValueField | ReferenceField>>
  /** By the name of the attribute. */
  readonly attributes: Readonly<Record<string, KnownAttribute>>
}

/** One end of a fact. */
export interface EndDeclaration {
  /** What files call it: "critic". */
  readonly field: string
  /** Undefined: entities of any kind. */
  readonly kinds?: readonly EntityKind[]
  /** Kinds that depend on what the fact says; they win over `kinds`. */
  readonly kindsOf?: (draft: FieldValues) => readonly EntityKind[] | undefined
  /** The sentences of a fact should name it. A sentence often says "it" or "the agency" of what it speaks of. */
  readonly isNamed?: boolean
  /** The name of the end in messages, if the name of its field is not clear enough: "the object of LOCATED_IN". */
  readonly nameOf?: (draft: FieldValues) => string
  /** The field that quotes the source if it names no subject. The fact then has its object at both ends. */
  readonly attribution?: string
}

/** Reports a problem of a draft: the path within it, the value there, and what would be right. */
export type Report = (path: readonly (string | number)[], value: string | undefined, message: string) => void

/** The field that gives the time of a fact, if another one has one of some values. */
export interface ImpliedPeriod {
  readonly field: string
  readonly when: string
  readonly isOneOf: () => readonly string[]
}

/** A kind of fact. Tables, files, references, ids and tests follow from this declaration. */
export interface FactKindDeclaration {
  readonly kind: FactKind
  readonly type: string
  readonly table: string
  readonly section: string
  readonly noun: string
  /** What a fact of the kind says. The API shows it as the description of the kind. */
  readonly description: string
  readonly subject: EndDeclaration
  readonly object?: EndDeclaration
  /** What files call the time of the fact: "period", "asOf", "statedOn". */
  readonly period: string
  /** A field that gives the time of the fact, if `period` is missing. */
  readonly impliedPeriod?: ImpliedPeriod
  readonly fields: Readonly<Record<string, Field>>
  /** The fact gives its subject a name: the fields that hold the name and its kind. */
  readonly name?: { readonly text: string; readonly kind: string }
  /** Rules that concern several fields. */
  readonly check?: (draft: FieldValues, report: Report) => void
}

export type KindDeclaration = EntityKindDeclaration | FactKindDeclaration

export interface Kinds {
  readonly entities: Readonly<Record<EntityKind, EntityKindDeclaration>>
  readonly facts: Readonly<Record<FactKind, FactKindDeclaration>>
}

let declared: Kinds | undefined

/** Makes the declarations known to the program; src/kinds.ts calls it with those of all nouns. */
export function declareKinds(kinds: Kinds): void {
  declared = kinds
}

function kinds(): Kinds {
  if (!declared) throw new Error('No kinds are declared yet: the program has to import src/kinds.ts first')
  return declared
}

export const entityKind = (kind: EntityKind): EntityKindDeclaration => kinds().entities[kind]
export const factKind = (kind: FactKind): FactKindDeclaration => kinds().facts[kind]

/** In the order of the enum. */
export const entityKinds = (): EntityKindDeclaration[] => Object.values(EntityKind).map(entityKind)
export const factKinds = (): FactKindDeclaration[] => Object.values(FactKind).map(factKind)

/** The kind that a list of a dataset's files holds; undefined for another list. */
export function kindOfSection(section: string): KindDeclaration | undefined {
  return [...entityKinds(), ...factKinds()].find((kind) => kind.section === section)
}

/** The attribute as some kind of entity declares it; undefined for one whose value is plain text. */
export function knownAttribute(name: string): KnownAttribute | undefined {
  for (const { attributes } of entityKinds()) {
    if (Object.hasOwn(attributes, name)) return attributes[name]
  }
  return undefined
}

/** The names of the attributes with values of a type, in whichever kinds of entities. */
export function attributesOfType(value: KnownAttribute['value']): string[] {
  const all = entityKinds().flatMap(({ attributes }) => Object.entries(attributes))
  return [...new Set(all.flatMap(([name, known]) => (known.value === value ? [name] : [])))]
}

/** The columns of the tables of kinds of facts that full text looks into. */
export function searchedColumns(): { readonly table: string; readonly column: string; readonly field: string }[] {
  return factKinds().flatMap(({ table, fields }) =>
    Object.entries(fields).flatMap(([name, field]) =>
      field.holds === 'value' && field.isSearched ? [{ table, column: columnOf(name, field), field: name }] : [],
    ),
  )
}
