import { type Expression, sql } from '../database/sql.ts'
import { finishedOf } from '../execution/finished.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { entityKinds, factKinds } from '../model/kind.ts'
import { apartOfRow } from '../selection-plugin.ts'
import { partJson } from './finished.ts'
import { type Condition, ofKinds } from './logic.ts'
import { columnType } from './relation.ts'
import { conditionsOf, orderOf } from './relation-query.ts'
import type { Kind, Row } from './row.ts'
import type { RowSelection } from './row-selection.ts'
import type { SqlContext } from './sql-context.ts'

/** A row as resolvers get it: its columns, its related rows, and what was read of lists that belong to it. */
export interface ReadRow {
  readonly [column: string]: unknown
  /** The JSON of lists, by the place of the field. */
  readonly [listsOfRow]?: Readonly<Record<string, unknown>>
  readonly [apartOfRow]?: Readonly<Record<string, ReadRow | null>>
}

export const listsOfRow = Symbol('lists')

/** The most arguments of a function in PostgreSQL. */
const mostArguments = 100

function jsonArray(parts: readonly Expression<unknown>[]): Expression<unknown> {
  if (parts.length <= mostArguments) return sql`json_build_array(${sql.join(parts)})`
  const chunks = Array.from({ length: Math.ceil(parts.length / mostArguments) }, (_, index) =>
    parts.slice(index * mostArguments, (index + 1) * mostArguments),
  )
  return sql`json_build_array(${sql.join(chunks.map(jsonArray))})`
}

const frozen = new WeakMap<RowSelection, Map<string, Expression<unknown>>>()

/**
 * What a selection reads of a row, as a JSON array: columns, related rows, values, what is read apart,
 * finished fields and lists, in this order.
 * The SQL is kept with the selection unless it depends on variables.
 */
export function rowJson(selection: RowSelection, row: Row, context: SqlContext): Expression<unknown> {
  if (selection.isVariable) return makeJson(selection, row, context)
  const byAlias = frozen.get(selection) ?? new Map<string, Expression<unknown>>()
  frozen.set(selection, byAlias)
  const known = byAlias.get(row.alias)
  if (known) return known
  const made = makeJson(selection, row, context).flat()
  byAlias.set(row.alias, made)
  return made
}

function makeJson(selection: RowSelection, row: Row, context: SqlContext): Expression<unknown> {
  const { model, columns, relations, values, apart, lists, finished } = selection
  const ofTypes = (json: Expression<unknown>, types: ReadonlySet<string>) =>
    types.size === selection.types.size ? json : sql`case when ${isOfTypes(row, types)} then ${json} end`
  return jsonArray([
    ...[...columns].map((column) => columnJson(model, column, row)),
    ...[...relations.values()].map((read) => {
      const { table, isList, from, to } = read.relation
      const related = row.inside(table)
      const value = rowJson(read.selection, related, context)
      const where = sql`${related.ref(to as never)} = ${row.ref(from as never)}`
      if (!isList) return sql`(select ${value} from ${related.from} where ${where})`
      const conditions = [where, ...conditionsOf(read.query, related)]
      return sql`(select coalesce(json_agg(${value}${orderOf(read.query, related)}), '[]')
        from ${related.from} where ${sql.join(conditions, ' and ')})`
    }),
    ...[...values.values()].map(({ value, types }) => ofTypes(value(row as Row<never>), types)),
    ...[...apart.values()].map((own) => rowJson(own, row, context)),
    ...[...finished.values()].map(({ plan, types }) => ofTypes(partJson(plan, row, context), types)),
    ...[...lists.values()].map(({ plan, types }) => {
      const json = context.listJson(plan, row)
      return json ? ofTypes(json, types) : sql`null::json`
    }),
  ])
}

function isOfTypes(row: Row, types: ReadonlySet<string>): Condition {
  const kinds = [...entityKinds(), ...factKinds()].filter(({ type }) => types.has(type)).map(({ kind }) => kind as Kind)
  return ofKinds((row as Row<'entity' | 'fact'>).ref('kind'), kinds)
}

function columnJson(model: string, column: string, row: Row): Expression<unknown> {
  const reference = row.ref(column as never)
  // As text, because a JavaScript number would lose digits.
  if (columnType(model, column) === 'Decimal') return sql`trim_scale(${reference})::text`
  return columnType(model, column) === 'BigInt' ? sql`${reference}::text` : reference
}

type Decode = (json: unknown[]) => ReadRow

const decoders = new WeakMap<RowSelection, Decode>()

/** Brings what rowJson reads into the form in which Prisma gives rows; null for no row. */
export function readRowJson(selection: RowSelection, json: unknown): ReadRow | null {
  if (json == null) return null
  const known = decoders.get(selection)
  if (known) return known(json as unknown[])
  const made = decoderOf(selection)
  decoders.set(selection, made)
  return made(json as unknown[])
}

function decoderOf(selection: RowSelection): Decode {
  const { model, columns, relations, values, apart, lists, finished } = selection
  const steps: ((row: Record<PropertyKey, unknown>, value: unknown) => void)[] = [
    ...[...columns].map((column) => {
      const read = reader(columnType(model, column))
      return (row: Record<PropertyKey, unknown>, value: unknown) => {
        row[column] = value === null || !read ? value : read(value as string)
      }
    }),
    ...[...relations].map(
      ([name, { relation, selection: below }]) =>
        (row: Record<PropertyKey, unknown>, value: unknown) => {
          row[name] = relation.isList
            ? (value as unknown[]).map((each) => readRowJson(below, each))
            : readRowJson(below, value)
        },
    ),
    ...[...values.keys()].map((name) => (row: Record<PropertyKey, unknown>, value: unknown) => {
      row[name] = value
    }),
    ...[...apart].map(([place, own]) => (row: Record<PropertyKey, unknown>, value: unknown) => {
      const known = (row[apartOfRow] ??= {}) as Record<string, unknown>
      known[place] = readRowJson(own, value)
    }),
    ...[...finished.keys()].map((place) => (row: Record<PropertyKey, unknown>, value: unknown) => {
      const known = (row[finishedOf] ??= {}) as Record<string, unknown>
      known[place] = value
    }),
    ...[...lists.keys()].map((place) => (row: Record<PropertyKey, unknown>, value: unknown) => {
      const known = (row[listsOfRow] ??= {}) as Record<string, unknown>
      known[place] = value
    }),
  ]
  return (json) => {
    const values = steps.length > mostArguments ? json.flat() : json
    const row: Record<PropertyKey, unknown> = {}
    for (let index = 0; index < steps.length; index += 1) steps[index]?.(row, values[index])
    return row
  }
}

/** How a type of column comes out of JSON, where that is not as it is. */
function reader(type: string | undefined): ((text: string) => unknown) | undefined {
  if (type === 'DateTime') return (text) => new Date(text)
  if (type === 'BigInt') return BigInt
  return type === 'Decimal' ? (text) => new Prisma.Decimal(text) : undefined
}
