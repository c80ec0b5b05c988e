import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Tables } from '../database/tables.ts'
import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'

export type Table = keyof Tables
export type Kind = EntityKind | FactKind

const references = new Map<string, RawBuilder<never>>()

/** A column as SQL, written once: statements name the same few columns over and over. */
function referenceTo<T>(alias: string, column: string): Expression<T> {
  const key = `${alias}.${column}`
  const known = references.get(key)
  if (known) return known
  const inSnakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const made = sql.raw<never>(`"${inSnakeCase(alias)}"."${inSnakeCase(column)}"`)
  references.set(key, made)
  return made
}

/**
 * A row of a table within a statement. Its alias follows from its table and from how deep in the statement it is, so
 * that an inner query never hides a row of an outer one, and that questions of one shape have one text: statements are
 * prepared under a hash of it.
 */
export class Row<T extends Table = Table> {
  readonly table: T
  readonly alias: string
  /** The kinds that the row is known to be of; undefined: of any. */
  readonly kinds: readonly Kind[] | undefined
  readonly #depth: number

  private constructor(table: T, alias: string, depth: number, kinds?: readonly Kind[]) {
    this.table = table
    this.alias = alias
    this.#depth = depth
    this.kinds = kinds
  }

  /** A row of the outermost query. */
  static of<T extends Table>(table: T, kinds?: readonly Kind[]): Row<T> {
    return new Row(table, `${table}_0`, 0, kinds)
  }

  /** A row of a subquery inside the query that this row belongs to. Always ask the innermost row for it. */
  inside<U extends Table>(table: U, kinds?: readonly Kind[]): Row<U> {
    const depth = this.#depth + 1
    return new Row(table, `${table}_${depth}`, depth, kinds)
  }

  /** A row that is joined to this one, in the same query. */
  beside<U extends Table>(table: U): Row<U> {
    return new Row(table, `${this.alias}_${table}`, this.#depth)
  }

  /** A column of it. */
  ref<Column extends keyof Tables[T] & string>(column: Column): Expression<Tables[T][Column]> {
    return referenceTo(this.alias, column)
  }

  get id(): Expression<number> {
    return referenceTo(this.alias, 'id')
  }

  /** What FROM and JOIN say of it. */
  get from(): Expression<unknown> {
    return sql`${sql.table(this.table)} as ${sql.table(this.alias)}`
  }

  /** Whether it is known to be of this kind. */
  isOnly(kind: Kind): boolean {
    return this.kinds?.length === 1 && this.kinds[0] === kind
  }
}
