import { type Expression, sql } from '../database/sql.ts'
import { Finished } from '../execution/finished.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { type ListArguments, listOf } from './declaration.ts'
import { shownJson } from './finished.ts'
import { knownCount, type List, selectList } from './list.ts'
import type { ListReads } from './list-reads.ts'
import type { Condition } from './logic.ts'
import { afterPosition, type KeyValue, keyOutput, type OrderKey, orderBy, rangesAfter, reverseOrder } from './order.ts'
import { type Page, readPage } from './page.ts'
import { beyond, type FirstRows, firstRows, isRanged, orderOfColumns } from './range.ts'
import type { Row } from './row.ts'
import { readRowJson, rowJson } from './row-json.ts'
import type { SqlContext } from './sql-context.ts'

/** A row of a page. */
export interface FoundRow {
  /** The row, or the value that the list shows of it. */
  readonly value: unknown
  readonly cursor: string
}

/** What was read of a list. */
export interface ListAnswer {
  /** Where the values were read as text: none, or with cursors alone. */
  readonly rows: readonly FoundRow[]
  /** The values of the rows as a JSON array, if they were read as text. */
  readonly text?: string | undefined
  /** The page has no rows. */
  readonly isEmpty: boolean
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

/** What is read of a row in an order. */
type ItemOf = (row: Row, order: readonly OrderKey[]) => Expression<unknown>

/** What is read of the keys of a row's order. */
type KeysOf = (order: readonly OrderKey[]) => Expression<unknown>

/** What a statement can read of a list. */
export interface ListParts {
  readonly list: List
  readonly page: Page & {
    /** One row more than the page has is read, to know whether there is one. */
    readonly readsMore: boolean
  }
  /** The rows of the page as a subquery, each as `item` (and `keys`), in the order in which they are read: backward from the end. */
  rows(itemOf: ItemOf, keysOf?: KeysOf): Expression<unknown>
  readonly count: Expression<unknown>
  /** Whether rows lie on the other side of the cursor `after`; undefined if nobody asks, or there is no such cursor. */
  readonly beyondAfter: Expression<unknown> | undefined
  readonly beyondBefore: Expression<unknown> | undefined
}

/** What is read besides the rows of the page. */
type Others = Pick<ListParts, 'count' | 'beyondAfter' | 'beyondBefore'>

const nothing = sql`null::json`

const noneRead: Json = [null, null, null, null]

/** A list with the arguments of one caller: its SQL, as one JSON value, and how that is read. */
export class ListQuery {
  readonly #reads: ListReads
  readonly #args: ListArguments
  readonly #page: Page
  /** As a list of its own. */
  readonly #list: List
  readonly #order: readonly OrderKey[]
  readonly #after: KeyValue[] | undefined
  readonly #before: KeyValue[] | undefined

  /** Throws BAD_USER_INPUT or BAD_CURSOR for arguments that are wrong. */
  constructor(reads: ListReads, args: ListArguments) {
    const { list } = reads
    this.#reads = reads
    this.#args = args
    this.#page = list.size === undefined ? readPage(args) : { size: list.size, backward: false }
    this.#list = listOf(list, args)
    const { name, order } = this.#list
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

  /** What can be read of the list; of that which belongs to `outer`, a row of the query around it. */
  parts(outer?: Row): ListParts {
    const list = outer ? listOf(this.#reads.list, this.#args, outer) : this.#list
    const parent = outer?.id
    const { hasNextPage, hasPreviousPage } = this.#reads
    return {
      list,
      page: { ...this.#page, readsMore: this.#readsMore },
      rows: (itemOf, keysOf) => this.#rows(list, parent, itemOf, keysOf),
      count: sql`(${knownCount(list) ?? sql`select count(*) ${selectList(list, { parent })}`})`,
      beyondAfter: hasPreviousPage && this.#after ? beyond(list, list.order, this.#after, parent) : undefined,
      beyondBefore:
        hasNextPage && this.#before ? beyond(list, reverseOrder(list.order), this.#before, parent) : undefined,
    }
  }

  /**
   * A statement that reads the list, as `list`, and the rows of its page as text, as `text`, where PostgreSQL writes them
   * as one field shows them. Where nothing but such rows is read, there is no `list`.
   */
  statement(context: SqlContext, takesText: boolean): Expression<{ list?: unknown; text?: string }> {
    const { finished, cursors } = this.#reads
    if (!takesText || finished?.field.name !== 'nodes') return sql`select ${this.json(context)} as list`
    const { page, rows, ...others } = this.parts()
    const readsOthers = cursors || page.readsMore || this.#reads.count || others.beyondAfter || others.beyondBefore
    if (!readsOthers && !page.backward) {
      const found = rows((row) => shownJson(finished, row, context))
      return sql`select coalesce(json_agg(found.item), '[]')::text as text from (${found}) as found`
    }
    const keysOf = (order: readonly OrderKey[]) =>
      cursors ? sql`json_build_array(null, ${sql.join(order.map(keyOutput))})` : sql`null::json`
    const found = rows((row) => shownJson(finished, row, context), keysOf)
    const cut = page.readsMore ? sql` filter (where place <= ${sql.lit(page.size)})` : sql``
    return sql`select text, ${this.#json(sql`keys`, others)} as list from (
      select coalesce(json_agg(item order by place ${page.backward ? sql`desc` : sql`asc`})${cut}, '[]')::text as text,
        coalesce(json_agg(keys order by place), '[]') as keys
      from (select item, keys, row_number() over () as place from (${found}) as found) as numbered) as page`
  }

  /** Everything that is read of the list for resolvers. */
  json(context: SqlContext, outer?: Row): Expression<unknown> {
    const { list, rows, ...others } = this.parts(outer)
    const found = () => rows((row, order) => this.#item(list, row, order, context))
    const isRead = this.#reads.page || this.#readsMore
    const items = isRead ? sql`(select coalesce(json_agg(found.item), '[]') from (${found()}) as found)` : nothing
    return this.#json(items, others)
  }

  #json(items: Expression<unknown>, { count, beyondAfter, beyondBefore }: Others): Expression<unknown> {
    const parts = [items, this.#reads.count ? count : nothing, beyondAfter ?? nothing, beyondBefore ?? nothing]
    return sql`json_build_array(${sql.join(parts)})`
  }

  /** Whether a row more than the page has is read, to know whether there is one. */
  get #readsMore(): boolean {
    return this.#page.backward ? this.#reads.hasPreviousPage : this.#reads.hasNextPage
  }

  /** The rows of the page as a subquery, each as `item`, in the order in which they are read. */
  #rows(list: List, parent: Expression<number> | undefined, itemOf: ItemOf, keysOf?: KeysOf): Expression<unknown> {
    const { backward, size } = this.#page
    const order = backward ? reverseOrder(list.order) : list.order
    const [position, other] = backward ? [this.#before, this.#after] : [this.#after, this.#before]
    const extra: Condition[] = other ? [afterPosition(reverseOrder(order), other)] : []
    const parts = (position ? rangesAfter(order, position) : [[]]).map((part) => [...part, ...extra])
    const limit = this.#readsMore ? size + 1 : size
    const first = { order, parts, limit, parent }
    if (isRanged(first)) return this.#rangedRows(list, first, itemOf, keysOf)
    const from = selectList(list, { extra: parts[0], isOrdered: true, parent })
    const keys = keysOf ? sql`, ${keysOf(list.order)} as keys` : sql``
    return sql`select ${itemOf(list.row, list.order)} as item${keys} ${from}
      order by ${sql.join(order.map(orderBy))} limit ${sql.lit(limit)}`
  }

  /** The rows are found first, and what is shown of them is read by their ids. */
  #rangedRows(list: List, first: FirstRows, itemOf: ItemOf, keysOf?: KeysOf): Expression<unknown> {
    const found = orderOfColumns(first.order, 'found')
    const row = list.row.inside(list.row.table)
    const keys = this.#page.backward ? reverseOrder(found) : found
    const item = sql`(select ${itemOf(row, keys)} from ${row.from} where ${row.id} = found.id)`
    const shownKeys = keysOf ? sql`, ${keysOf(keys)} as keys` : sql``
    return sql`select ${item} as item${shownKeys} from (${firstRows(list, first)}) as found
      order by ${sql.join(found.map(orderBy))} limit ${sql.lit(first.limit)}`
  }

  /** What is read of each row: what is shown, and with it the keys of its cursor, if that is shown. */
  #item(list: List, row: Row, order: readonly OrderKey[], context: SqlContext): Expression<unknown> {
    const { cursors } = this.#reads
    const shown = list.value ?? this.#shown(row, context)
    if (cursors) return sql`json_build_array(${sql.join([shown, ...order.map(keyOutput)])})`
    return list.value ? sql`to_json(${shown})` : shown
  }

  #shown(row: Row, context: SqlContext): Expression<unknown> {
    const { rows, finished } = this.#reads
    if (finished) return shownJson(finished, row, context)
    return rows ? rowJson(rows, row, context) : sql`true`
  }

  /** What `json` or `statement` found; nothing if there was nothing to read. */
  answer(json: unknown = noneRead, text?: string): ListAnswer {
    const [items, count, beyondAfter, beyondBefore] = json as Json
    const { size, backward } = this.#page
    const rows = items?.slice(0, size).map((item) => this.#row(item)) ?? []
    const more = (items?.length ?? 0) > size
    return {
      rows: backward ? rows.reverse() : rows,
      text,
      isEmpty: text === undefined ? rows.length === 0 : text === '[]',
      count: count ?? undefined,
      hasNextPage: (!backward && more) || (beyondBefore ?? false),
      hasPreviousPage: (backward && more) || (beyondAfter ?? false),
    }
  }

  #row(item: unknown): FoundRow {
    const { list, rows, finished, cursors } = this.#reads
    const order = this.#order
    const [shown, ...keys] = cursors ? (item as [unknown, ...KeyValue[]]) : [item]
    return {
      value: finished ? new Finished(shown) : rows ? readRowJson(rows, shown) : shown,
      // Written only if it is selected, because most pages need one cursor or none.
      get cursor() {
        return list.cursors?.write(keys as KeyValue[]) ?? writeCursor(list.name, order, keys as KeyValue[])
      },
    }
  }
}
