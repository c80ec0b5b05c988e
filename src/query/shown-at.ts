import { type Expression, sql } from '../database/sql.ts'
import type { FieldJson } from './field-json.ts'
import { columnType, modelOfTable, type Relation, relationOf } from './relation.ts'
import { orderOf } from './relation-query.ts'
import type { Row } from './row.ts'

/** Options of a field that says what it shows of rows: how they are read, its resolver, and its JSON in SQL. */
export interface Shows {
  // What a field selects has no common type: Prisma's differ by model.
  readonly select: never
  readonly resolve: (row: unknown) => never
  readonly extensions: { readonly json: FieldJson<Row> }
}

export type Values = Readonly<Record<string, unknown>> | null | undefined

/** What a row shows, or a row that single relations lead to from it; `path` is written as "paragraph.document". */
export function at(row: Values, path: readonly string[]): unknown {
  return path.reduce<unknown>((reached, name) => (reached as Values)?.[name] ?? null, row)
}

/** A selection of Prisma's, at the end of a path. */
export function selectAt(path: readonly string[], selection: unknown): object {
  return path.reduceRight<unknown>((inner, name, index) => {
    return { [name]: index === path.length - 1 ? inner : { select: inner } }
  }, selection) as object
}

/** The subquery of what is at the end of a path of single relations; the expression itself where there is no path. */
export function reach(
  row: Row,
  path: readonly string[],
  shown: (row: Row) => Expression<unknown>,
): Expression<unknown> {
  const [name, ...rest] = path
  if (name === undefined) return shown(row)
  const { table, from, to } = single(row, name)
  const other = row.inside(table)
  return sql`(select ${reach(other, rest, shown)} from ${other.from} where ${equal(other, to, row, from)})`
}

function single(row: Row, name: string): Relation {
  const relation = relationOf(modelOfTable(row.table), name)
  if (relation.isList) throw new Error(`${row.table}.${name} leads to several rows.`)
  return relation
}

function equal(row: Row, column: string, other: Row, otherColumn: string): Expression<boolean> {
  return sql`${row.ref(column as never)} = ${other.ref(otherColumn as never)}`
}

/**
 * A field that shows a column: "criticism.summary" is the column `summary` of the row that `criticism` leads to. `or` is
 * shown where there is none.
 */
export function columnAt(path: string, or: string | null = null): Shows {
  const names = path.split('.')
  const [column = '', ...relations] = names.toReversed()
  return {
    select: selectAt(names, true) as never,
    resolve: (row) => (at(row as Values, names) ?? or) as never,
    extensions: {
      json: (row) => {
        const found = reach(row, relations.toReversed(), (last) => {
          if (columnType(modelOfTable(last.table), column) === undefined) throw new Error(`${path} is no column.`)
          return last.ref(column as never)
        })
        return or === null ? found : sql`coalesce(${found}, ${sql.lit(or)})`
      },
    },
  }
}

/** A field that shows the row to which single relations lead; with `if`, only where that column of its own row is true. */
export function rowAt(path: string, { if: condition }: { readonly if?: string } = {}): Shows {
  const names = path.split('.')
  const select = (_args: unknown, _ctx: unknown, nested: () => unknown) => ({
    ...(condition && { [condition]: true }),
    ...selectAt(names, nested()),
  })
  return {
    select: select as never,
    resolve: (row) => (condition && !(row as Values)?.[condition] ? null : at(row as Values, names)) as never,
    extensions: {
      json: (row, { below }) => {
        const found = reach(row, names, below)
        return condition ? sql`case when ${row.ref(condition as never)} then ${found} end` : found
      },
    },
  }
}

const inOrder = { orderBy: { ordinal: 'asc' } } as const

/**
 * A field that shows the rows to which a relation leads, in their order: "quotations". With `link`, the rows to which
 * that relation leads from each of them: `rowsAt('criticism.topics', 'topic')`.
 */
export function rowsAt(path: string, link?: string): Shows {
  const names = path.split('.')
  const [list = '', ...before] = names.toReversed()
  const way = before.toReversed()
  const select = (_args: unknown, _ctx: unknown, nested: (query?: object) => unknown) =>
    selectAt(names, link === undefined ? nested(inOrder) : { ...inOrder, select: { [link]: nested() } })
  const shownOf = (row: Record<string, unknown>) => (link === undefined ? row : row[link])
  return {
    select: select as never,
    resolve: (row) => ((at(row as Values, names) ?? []) as Record<string, unknown>[]).map(shownOf) as never,
    extensions: {
      json: (row, { below }) => {
        const found = reach(row, way, (last) => {
          const { table, from, to } = relationOf(modelOfTable(last.table), list)
          const each = last.inside(table)
          const shown = reach(each, link === undefined ? [] : [link], below)
          return sql`(select coalesce(json_agg(${shown}${orderOf(inOrder, each)}), '[]')
            from ${each.from} where ${equal(each, to, last, from)})`
        })
        return way.length === 0 ? found : sql`coalesce(${found}, '[]')`
      },
    },
  }
}

/** A field that shows a number as text, with the digits that it has. */
export function decimalAt(path: string): Shows {
  const { select, extensions } = columnAt(path)
  const resolve = (row: unknown) => (at(row as Values, path.split('.')) as Decimal | null)?.toFixed() ?? null
  return {
    select,
    resolve: resolve as never,
    extensions: { json: (row, shown) => sql`trim_scale(${extensions.json(row, shown)})::text` },
  }
}

interface Decimal {
  toFixed(): string
}

/** The same field with more extensions. */
export function withExtensions<More extends object>(shows: Shows, more: More) {
  return { ...shows, extensions: { ...shows.extensions, ...more } }
}
