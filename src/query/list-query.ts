import { type Expression, type Kysely, sql } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { keptBy } from '../execution/kept.ts'
import type { FieldPlan } from '../execution/plan.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { type ListArguments, listOf } from './declaration.ts'
import { knownCount, type List, selectList } from './list.ts'
import { type ListReads, listReads } from './list-reads.ts'
import type { Condition } from './logic.ts'
import { afterPosition, type KeyValue, keyOutput, type OrderKey, orderBy, rangesAfter, reverseOrder } from './order.ts'
import { type Page, readPage } from './page.ts'
import { type FirstRows, firstRows, isRanged, orderOfColumns } from './range.ts'
import type { Row } from './row.ts'
import { readRowJson, rowJson, type SqlContext } from './row-json.ts'

/** A row of a page. */
export interface FoundRow {
  /** The row, or the value that the list shows of it. */
  readonly value: unknown
  readonly cursor: string
}

/** What was read of a list. */
export interface ListAnswer {
  readonly rows: readonly FoundRow[]
  /** Undefined if it was not asked for. */
  readonly count: number | undefined
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
}

type Json = readonly [
  rows: unknown[] | null,
  count: number | null,
  beyondAfter: boolean | null,
  beyondBefore: boolean | null,
]

type Variables = Readonly<Record<string, unknown>>

/** A list with the arguments of one caller: its SQL, as one JSON value, and how that is read. */
export class ListQuery {
  readonly #reads: ListReads
  readonly #args: ListArguments
  readonly #page: Page
  readonly #order: readonly OrderKey[]
  readonly #after: KeyValue[] | undefined
  readonly #before: KeyValue[] | undefined

  /** Throws BAD_USER_INPUT or BAD_CURSOR for arguments that are wrong. */
  constructor(reads: ListReads, args: ListArguments) {
    const { list } = reads
    this.#reads = reads
    this.#args = args
    this.#page = list.size === undefined ? readPage(args) : { size: list.size, backward: false }
    const { name, order } = listOf(list, args)
    this.#order = order
    const { after, before } = this.#page
    const read = (argument: string, cursor: string | undefined) => {
      if (cursor === undefined) return undefined
      return list.cursors ? list.cursors.read(argument, cursor) : readCursor(argument, name, order, cursor)
    }
    this.#after = read('after', after)
    this.#before = read('before', before)
  }

  /** Whether there is anything to read. */
  get isNeeded(): boolean {
    const { page, hasNextPage, hasPreviousPage, count } = this.#reads
    return page || hasNextPage || hasPreviousPage || count
  }

  /** Everything that is read of the list; of that which belongs to `outer`, a row of the query around it. */
  json(context: SqlContext, outer?: Row): Expression<unknown> {
    const list = listOf(this.#reads.list, this.#args, outer)
    const { page, count, hasNextPage, hasPreviousPage } = this.#reads
    const parent = outer?.id
    const nothing = sql`null::json`
    const parts = [
      page || this.#readsMore ? this.#pageJson(list, context, parent) : nothing,
      count ? sql`(${knownCount(list) ?? sql`select count(*) ${selectList(list, { parent })}`})` : nothing,
      hasPreviousPage && this.#after ? beyond(list, list.order, this.#after, parent) : nothing,
      hasNextPage && this.#before ? beyond(list, reverseOrder(list.order), this.#before, parent) : nothing,
    ]
    return sql`json_build_array(${sql.join(parts)})`
  }

  /** Whether a row more than the page has is read, to know whether there is one. */
  get #readsMore(): boolean {
    return this.#page.backward ? this.#reads.hasPreviousPage : this.#reads.hasNextPage
  }

  #pageJson(list: List, context: SqlContext, parent: Expression<number> | undefined): Expression<unknown> {
    const { backward, size } = this.#page
    const order = backward ? reverseOrder(list.order) : list.order
    const [position, other] = backward ? [this.#before, this.#after] : [this.#after, this.#before]
    const extra: Condition[] = other ? [afterPosition(reverseOrder(order), other)] : []
    const parts = (position ? rangesAfter(order, position) : [[]]).map((part) => [...part, ...extra])
    const limit = this.#readsMore ? size + 1 : size
    const first = { order, parts, limit, parent }
    if (isRanged(first)) return this.#rangedPage(list, first, context)
    const from = selectList(list, { extra: parts[0], isOrdered: true, parent })
    const item = this.#item(list, list.row, list.order, context)
    return sql`(select coalesce(json_agg(found.item), '[]') from
      (select ${item} as item ${from} order by ${sql.join(order.map(orderBy))} limit ${sql.lit(limit)}) as found)`
  }

  /** The rows are found first, and what is shown of them is read by their ids. */
  #rangedPage(list: List, first: FirstRows, context: SqlContext): Expression<unknown> {
    const found = orderOfColumns(first.order, 'found')
    const row = list.row.inside(list.row.table)
    const keys = this.#page.backward ? reverseOrder(found) : found
    const item = sql`(select ${this.#item(list, row, keys, context)} from ${row.from} where ${row.id} = found.id)`
    return sql`(select coalesce(json_agg(page.item), '[]') from (select ${item} as item
      from (${firstRows(list, first)}) as found order by ${sql.join(found.map(orderBy))}
      limit ${sql.lit(first.limit)}) as page)`
  }

  /** What is read of each row: what is shown, and with it the keys of its cursor, if that is shown. */
  #item(list: List, row: Row, order: readonly OrderKey[], context: SqlContext): Expression<unknown> {
    const { rows, cursors } = this.#reads
    const shown = list.value ?? (rows ? rowJson(rows, row, context) : sql`true`)
    if (cursors) return sql`json_build_array(${sql.join([shown, ...order.map(keyOutput)])})`
    return list.value ? sql`to_json(${shown})` : shown
  }

  /** What `json` found. */
  answer(json: unknown): ListAnswer {
    const [items, count, beyondAfter, beyondBefore] = json as Json
    const { size, backward } = this.#page
    const rows = items?.slice(0, size).map((item) => this.#row(item)) ?? []
    const more = (items?.length ?? 0) > size
    return {
      rows: backward ? rows.reverse() : rows,
      count: count ?? undefined,
      hasNextPage: (!backward && more) || (beyondBefore ?? false),
      hasPreviousPage: (backward && more) || (beyondAfter ?? false),
    }
  }

  #row(item: unknown): FoundRow {
    const { list, rows, cursors } = this.#reads
    const order = this.#order
    const [shown, ...keys] = cursors ? (item as [unknown, ...KeyValue[]]) : [item]
    return {
      value: rows ? readRowJson(rows, shown) : shown,
      // Written only if it is selected, because most pages need one cursor or none.
      get cursor() {
        return list.cursors?.write(keys as KeyValue[]) ?? writeCursor(list.name, order, keys as KeyValue[])
      },
    }
  }
}

/**
 * Whether a cursor has left rows on its other side, towards the start of `order`: the list's first row tells, which an
 * index finds at once.
 */
function beyond(
  list: List,
  order: readonly OrderKey[],
  position: readonly KeyValue[],
  parent: Expression<number> | undefined,
): Expression<unknown> {
  const keys = orderOfColumns(order, 'found')
  return sql`(select ${afterPosition(keys, position)} is not true
    from (${firstRows(list, { order, parts: [[]], limit: 1, parent })}) as found)`
}

type Made = { readonly query: ListQuery } | { readonly error: unknown }

const madeWith = keptBy((_: Variables) => new Map<FieldPlan, Made>())

/**
 * The query of a list, made once for all rows that it belongs to. Throws BAD_USER_INPUT or BAD_CURSOR for arguments that
 * are wrong.
 */
export function listQueryOf(plan: FieldPlan, variables: Variables): ListQuery {
  const made = plan.isVariable ? madeFor(plan, variables) : plan.once('list query', () => makeQuery(plan, variables))
  if ('query' in made) return made.query
  throw made.error
}

function madeFor(plan: FieldPlan, variables: Variables): Made {
  const kept = madeWith(variables)
  const made = kept.get(plan) ?? makeQuery(plan, variables)
  kept.set(plan, made)
  return made
}

function makeQuery(plan: FieldPlan, variables: Variables): Made {
  try {
    return { query: new ListQuery(listReads(plan), plan.argumentsFor(variables) as ListArguments) }
  } catch (error) {
    return { error }
  }
}

/** What statements are written with: lists that belong to rows are part of the statement that reads the rows. */
export function sqlContext(compiler: Kysely<Tables>, variables: Variables): SqlContext {
  const context: SqlContext = {
    compiler,
    listJson(plan, row) {
      try {
        return listQueryOf(plan, variables).json(context, row)
      } catch {
        // Its resolver reports what is wrong with its arguments.
        return undefined
      }
    },
  }
  return context
}
