import { type Expression, sql } from '../database/sql.ts'
import type { Tables } from '../database/tables.ts'
import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'

export type Table = keyof Tables
export type Kind = EntityKind | FactKind

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

  /** A row that is joined to this one, in the same query; `name` tells it from others of the same table. */
  beside<U extends Table>(table: U, name: string = table): Row<U> {
    return new Row(table, `${this.alias}_${name}`, this.#depth)
  }

  /** A column of it. */
  ref<Column extends keyof Tables[T] & string>(column: Column): Expression<Tables[T][Column]> {
    return sql.ref(`${this.alias}.${column}`)
  }

  get id(): Expression<number> {
    return sql.ref(`${this.alias}.id`)
  }

  /** What FROM and JOIN say of it. */
  get from(): Expression<unknown> {
    return sql`${sql.ref(this.table)} as ${sql.ref(this.alias)}`
  }

  /** Whether it is known to be of this kind. */
  isOnly(kind: Kind): boolean {
    return this.kinds?.length === 1 && this.kinds[0] === kind
  }
}
