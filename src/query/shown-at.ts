import { sql } from '../database/sql.ts'
import { type FieldJson, related, type Shown } from './field-json.ts'
import { columnType, modelOfTable, relationOf } from './relation.ts'
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

/** The row to which single relations lead. */
export function reach(row: Row, path: readonly string[], { joined }: Pick<Shown, 'joined'>): Row {
  return path.reduce(joined, row)
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
      json: (row, shown) => {
        const last = reach(row, relations.toReversed(), shown)
        if (columnType(modelOfTable(last.table), column) === undefined) throw new Error(`${path} is no column.`)
        const found = last.ref(column as never)
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
      json: (row, shown) => {
        const [end = '', ...way] = names.toReversed()
        const last = reach(row, way.toReversed(), shown)
        const found = related(relationOf(modelOfTable(last.table), end))(last, shown)
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
      json: (row, shown) => {
        const last = reach(row, way, shown)
        const { table, from, to } = relationOf(modelOfTable(last.table), list)
        const each = last.inside(table)
        const one = link === undefined ? shown.below(each) : related(relationOf(modelOfTable(table), link))(each, shown)
        return sql`(select coalesce(json_agg(${one}${orderOf(inOrder, each)}), '[]')
          from ${each.from} where ${each.ref(to as never)} = ${last.ref(from as never)})`
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
