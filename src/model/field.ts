import type { CheckSubject, EntityKind, FactKind } from '../generated/prisma/enums.ts'

/**
 * What the fields of a kind contain, as data. Everything that checks files, writes rows, reads them back, resolves
 * references or makes test graphs follows these declarations.
 */
export type Field = ValueField | ReferenceField | ReferenceListField | FactReferenceField | RecordListField

/** How a single value is written: each is text until PostgreSQL reads it as the type of its column. */
export type Format =
  | { readonly name: 'text'; readonly most: number }
  | { readonly name: 'choice'; readonly values: readonly string[] }
  | { readonly name: 'slug' | 'language' | 'url' | 'decimal' | 'countryCode' | 'currency' | 'edtf' }

interface Common {
  readonly optional: boolean
  /** The name of the field in files of earlier versions. The message about an old file gives the new name. */
  readonly formerly?: string
}

/** One value in a column of the kind's table. */
export interface ValueField extends Common {
  readonly holds: 'value'
  readonly format: Format
  /** In snake_case; undefined: the field's own name. */
  readonly column?: string
  /** The value of a draft that lacks the field. */
  readonly fallback?: string
  /** The value is a name, so it must have visible characters. */
  readonly isName?: boolean
  /** Full text over facts looks into it, as into the statement. */
  readonly isSearched?: boolean
  /** The sentences of a fact should say the value, too. They are searched for it as this. */
  readonly checkedAs?: CheckSubject
}

/** Another entity, by its slug: a foreign key in the kind's table. */
export interface ReferenceField extends Common {
  readonly holds: 'reference'
  /** Undefined: entities of any kind. */
  readonly kinds?: readonly EntityKind[]
  readonly column: string
  /** The references of all entities of the kind form a tree, so there must be no cycle. */
  readonly isTree?: boolean
}

/** Other entities, by their slugs, in an order: a link table with the columns `owner`, `column` and `ordinal`. */
export interface ReferenceListField extends Common {
  readonly holds: 'references'
  readonly kinds?: readonly EntityKind[]
  readonly table: string
  /** The column that points back at the fact. */
  readonly owner: string
  /** The column that points at the entity. */
  readonly column: string
}

/** Another fact, by its key within the dataset, or as DATASET/KEY: a foreign key in the kind's table. */
export interface FactReferenceField extends Common {
  readonly holds: 'fact'
  readonly kind: FactKind
  readonly column: string
}

/** A list of small records that belong to the fact: a table with the columns `owner` and `ordinal`. */
export interface RecordListField extends Common {
  readonly holds: 'records'
  readonly table: string
  readonly owner: string
  readonly fields: Readonly<Record<string, ValueField | ReferenceField>>
}

type Options<F> = Partial<
  Pick<
    F,
    keyof F & ('optional' | 'formerly' | 'column' | 'fallback' | 'isName' | 'isSearched' | 'checkedAs' | 'isTree')
  >
>

function value(format: Format, options: Options<ValueField> = {}): ValueField {
  const { optional = false, ...rest } = options
  return { holds: 'value', format, optional: optional || options.fallback !== undefined, ...rest }
}

/** Text on one line with at most so many characters. */
export const text = (most: number, options?: Options<ValueField>) => value({ name: 'text', most }, options)

/** One of the values of an enum. */
export const choice = (values: Readonly<Record<string, string>>, options?: Options<ValueField>) =>
  value({ name: 'choice', values: Object.values(values) }, options)

/** A value in a format that has a name: see `Format`. */
export const formatted = (name: Exclude<Format['name'], 'text' | 'choice'>, options?: Options<ValueField>) =>
  value({ name }, options)

export function reference(
  column: string,
  kinds?: readonly EntityKind[],
  { optional = false, ...options }: Options<ReferenceField> = {},
): ReferenceField {
  return { holds: 'reference', kinds, optional, ...options, column }
}

/** Entities in a link table. */
export function references(
  table: string,
  owner: string,
  column: string,
  kinds?: readonly EntityKind[],
): ReferenceListField {
  return { holds: 'references', table, owner, column, kinds, optional: true }
}

export function factReference(column: string, kind: FactKind): FactReferenceField {
  return { holds: 'fact', column, kind, optional: false }
}

export function records(table: string, owner: string, fields: RecordListField['fields']): RecordListField {
  return { holds: 'records', table, owner, fields, optional: true }
}

/** The column of a value or reference. */
export function columnOf(name: string, field: ValueField | ReferenceField | FactReferenceField): string {
  return field.column ?? name
}
