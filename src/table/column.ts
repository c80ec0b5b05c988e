/** What a column holds. Each form of file writes it in its own way. */
export type ColumnType =
  | 'string'
  | 'integer'
  | 'boolean'
  /** A decimal with up to 38 digits, ten of them after the point. It is a text here, because a number would lose digits. */
  | 'number'
  /** A day of the proleptic Gregorian calendar, counted from 1970-01-01. */
  | 'date'
  /** Some texts, in an order. None of them holds what separates them in CSV. */
  | 'list'
  /** Small records, in an order. */
  | 'records'

/** A column of a table, as data: the files, their schema and the documentation are made of it. */
export interface Column {
  readonly name: string
  readonly type: ColumnType
  readonly description: string
  /** The expression that reads it. */
  readonly sql: string
  /** The values that it can have, if they are few. */
  readonly values?: readonly string[]
  /** Every row has it. */
  readonly required?: true
}

export interface ForeignKey {
  readonly columns: readonly string[]
  readonly table: string
  readonly to: readonly string[]
}

/** One of the tables as which the graph can be taken away. */
export interface Table {
  readonly name: string
  readonly description: string
  /** Selects the ids of all rows, in the order of the table. It depends on no number of a row, so that equal graphs are equal files. */
  readonly ids: string
  /** The tables that hold what the columns read, joined to `wanted.id`. */
  readonly from: string
  readonly columns: readonly Column[]
  readonly primaryKey?: readonly string[]
  readonly foreignKeys?: readonly ForeignKey[]
}

/** A value of a row: what its column's type says, or null. */
export type Value = string | number | boolean | readonly string[] | readonly object[] | null

export type Row = Readonly<Record<string, Value>>

/** The columns of a date: as it was stated, and the first and last day that it can mean. */
export function dateColumns(name: string, description: string, prefix: string, days: string = name): Column[] {
  return [
    { name, type: 'string', description: `${description}, as EDTF`, sql: `${prefix}_edtf` },
    {
      name: `${days}_earliest`,
      type: 'date',
      description: 'The first day that this can mean',
      sql: `${prefix}_earliest`,
    },
    { name: `${days}_latest`, type: 'date', description: 'The last day that this can mean', sql: `${prefix}_latest` },
  ]
}

/** The expression of a global id, as `writeNodeId` makes it, of one that makes its text. */
export function nodeIdSql(text: string): string {
  return `translate(encode(convert_to(${text}, 'UTF8'), 'base64'), E'+/=\\n', '-_')`
}

/** The expression of a list of texts; null if there are none. */
export function listSql(value: string, order: string, from: string): string {
  return `(select json_agg(${value} order by ${order}) from ${from})`
}
