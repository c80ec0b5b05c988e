import { brandWithType } from '@pothos/core'
import DataLoader from 'dataloader'
import { type GraphQLNamedType, type GraphQLResolveInfo, getNamedType } from 'graphql'
import type { Context } from '../builder.ts'
import { type Expression, sql } from '../database/sql.ts'
import { Finished } from '../execution/finished.ts'
import { JsonText } from '../execution/json-text.ts'
import { keptBy } from '../execution/kept.ts'
import type { FieldPlan } from '../execution/plan.ts'
import { planOf } from '../execution/plans.ts'
import { sqlContext } from './asked-list.ts'
import { BatchedReads } from './batched-reads.ts'
import { fieldsBelow, modelOf } from './below.ts'
import { shownJson } from './finished.ts'
import { Row } from './row.ts'
import { listsOfRow, type ReadRow, readRowJson, rowJson } from './row-json.ts'
import type { RowSelection } from './row-selection.ts'
import { isFinished } from './sayable.ts'
import { rowsOf, rowsOfType } from './selection.ts'
import type { Source } from './source.ts'

export interface WithId {
  readonly id: number
}

/** The place of a field in the query, whichever item of a list it is asked on, and of whichever type that is. */
export function placeOf(info: GraphQLResolveInfo): string {
  return `${planOf(info).place} ${info.fieldName}`
}

/** What the fields of one operation share. */
const sharedOf = keptBy((_: Context) => new Map<string, unknown>())

/** The short reads of one operation. */
export const readsOf = keptBy((ctx: Context) => new BatchedReads(ctx.db))

/** One value under a key for all of an operation. */
export function perOperation<T>(ctx: Context, key: string, make: () => T): T {
  const shared = sharedOf(ctx)
  const known = shared.get(key)
  if (known !== undefined) return known as T
  const made = make()
  shared.set(key, made)
  return made
}

/** Has the operation read again what it asks from now on. */
export function forgetReads(ctx: Context): void {
  sharedOf(ctx).clear()
}

/** One value for each place in the query: all items of a list that ask the same field share it. */
export function perField<T>(ctx: Context, info: GraphQLResolveInfo, make: () => T, what = ''): T {
  return perOperation(ctx, `${what} ${placeOf(info)}`, make)
}

/** What is read of the rows that a field shows: columns, related rows and lists, all as one JSON value. */
export class RowReader {
  readonly #info: GraphQLResolveInfo
  readonly #selection: RowSelection
  /** The field that shows the rows, if PostgreSQL writes them as it shows them. */
  readonly #finished: FieldPlan | undefined

  private constructor(info: GraphQLResolveInfo, selection: RowSelection, shown?: FieldPlan) {
    this.#info = info
    this.#selection = selection
    this.#finished = shown && isFinished(shown) ? shown : undefined
  }

  /** For the rows of the field itself. With `typeName`, what it selects on that type; else on its own. */
  static of(info: GraphQLResolveInfo, typeName?: string): RowReader {
    const plan = planOf(info)
    const selection = typeName === undefined ? rowsOf(plan) : rowsAs(plan, typeName)
    if (!selection) throw new Error(`${info.parentType.name}.${info.fieldName} shows no rows.`)
    return new RowReader(info, selection, typeName === undefined ? plan : undefined)
  }

  /** For the rows of a field that lies below this one, by the names on the way there; undefined if it is not selected. */
  static below(info: GraphQLResolveInfo, names: readonly string[]): RowReader | undefined {
    const { selection, only } = rowsBelow(planOf(info), names)
    return selection && new RowReader(info, selection, only)
  }

  /** The same for a resolver that takes the rows apart. */
  static partsBelow(info: GraphQLResolveInfo, names: readonly string[]): RowReader | undefined {
    const { selection } = rowsBelow(planOf(info), names)
    return selection && new RowReader(info, selection)
  }

  json(row: Row): Expression<unknown> {
    const context = sqlContext(this.#info.variableValues)
    return this.#finished ? shownJson(this.#finished, row, context) : rowJson(this.#selection, row, context)
  }

  /** The same for an answer that may take it as text. */
  jsonFor({ takesText }: Context, row: Row): Expression<unknown> {
    return this.#finished && takesText ? asText(this.json(row)) : this.json(row)
  }

  /** The row that `json` or `jsonFor` gave; null for none. */
  read<T>(json: unknown): T | null {
    if (this.#finished && json != null) return finishedBy(json) as T
    return readRowJson(this.#selection, json) as T | null
  }
}

/** What a field shows of something else than rows, where PostgreSQL writes all of it as it is shown. */
export class FinishedReader {
  readonly #ctx: Context
  readonly #info: GraphQLResolveInfo
  readonly #plan: FieldPlan

  private constructor(ctx: Context, info: GraphQLResolveInfo, plan: FieldPlan) {
    this.#ctx = ctx
    this.#info = info
    this.#plan = plan
  }

  /** Undefined where the field has to be resolved. */
  static of(ctx: Context, info: GraphQLResolveInfo): FinishedReader | undefined {
    const plan = planOf(info)
    return isFinished(plan) ? new FinishedReader(ctx, info, plan) : undefined
  }

  json(source: unknown): Expression<unknown> {
    const json = shownJson(this.#plan, source, sqlContext(this.#info.variableValues))
    return this.#ctx.takesText ? asText(json) : json
  }

  read(json: unknown): Finished {
    return finishedBy(json)
  }
}

function asText(json: Expression<unknown>): Expression<unknown> {
  return sql`(${json})::text`
}

/** What PostgreSQL wrote, as text or as a value. */
function finishedBy(json: unknown): Finished {
  return new Finished(typeof json === 'string' ? new JsonText(json) : json)
}

interface RowsBelow {
  readonly selection: RowSelection | undefined
  /** The field that shows them, if only one does. */
  readonly only: FieldPlan | undefined
}

function rowsBelow(plan: FieldPlan, names: readonly string[]): RowsBelow {
  return plan.once(`rows below ${names.join(' ')}`, () => {
    const reached = names.reduce<readonly FieldPlan[]>(
      (plans, name) => plans.flatMap(fieldsBelow).filter(({ field }) => field.name === name),
      [plan],
    )
    const [first, ...others] = reached
    const type = first && getNamedType(first.field.type)
    const selection = type && rowsOfType(reached, type, modelOf(type) as string)
    return { selection, only: others.length === 0 ? first : undefined }
  })
}

function rowsAs(plan: FieldPlan, typeName: string): RowSelection {
  return plan.once(`rows as ${typeName}`, () => {
    const type = plan.operation.schema.getType(typeName) as GraphQLNamedType
    return rowsOfType([plan], type, modelOf(type) as string)
  })
}

/**
 * Loads rows by id with what the query selects below this field, in the order of the ids; null for one that no longer
 * exists. All items of a list that ask share one statement.
 */
export function loadRows<Loaded extends WithId>(
  ctx: Context,
  info: GraphQLResolveInfo,
  source: Source,
  ids: readonly number[],
  typeName?: string,
): Promise<(Loaded | null)[]> {
  const make = () => {
    const reader = RowReader.of(info, typeName)
    return new DataLoader<number, Loaded | null>(async (wanted) => {
      const row = Row.of(source)
      const found = await readsOf(ctx).rows(sql<{ id: number; row: unknown }>`
        select ${row.id} as id, ${reader.json(row)} as row from ${row.from} where ${row.id} in (${sql.join(padded(wanted))})`)
      const byId = new Map(found.map((each) => [each.id, each.row]))
      return wanted.map((id) => reader.read<Loaded>(byId.get(id)))
    })
  }
  return loadAll(perField(ctx, info, make, source), ids)
}

/** How many ids a statement takes. Few sizes mean few prepared statements, however many rows there are. */
const idCounts = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]

/** Each id is a parameter. With an array PostgreSQL plans each time, because the plan depends on the array's length. */
function padded(ids: readonly number[]): Expression<number>[] {
  const count = idCounts.find((candidate) => candidate >= ids.length) ?? ids.length
  return Array.from({ length: count }, (_, index) => sql<number>`${ids[Math.min(index, ids.length - 1)]}::integer`)
}

async function loadAll<Loaded>(
  loader: DataLoader<number, Loaded | null>,
  ids: readonly number[],
): Promise<(Loaded | null)[]> {
  return (await loader.loadMany(ids)).map((row) => {
    if (row instanceof Error) throw row
    return row
  })
}

/** Loads one row by id with what the query selects below this field. */
export async function loadRow<Loaded extends WithId>(
  ctx: Context,
  info: GraphQLResolveInfo,
  source: Source,
  id: number,
): Promise<Loaded | null> {
  const [row] = await loadRows<Loaded>(ctx, info, source, [id])
  return row ?? null
}

/** Finds one row, by a subquery of its id, with what the query selects below this field: both in one statement. */
export async function findRow<Loaded extends WithId>(
  ctx: Context,
  info: GraphQLResolveInfo,
  source: Source,
  ids: Expression<unknown>,
): Promise<Loaded | null> {
  const reader = RowReader.of(info)
  const row = Row.of(source)
  const [found] = await readsOf(ctx).rows(sql<{ row: unknown }>`
    select ${reader.jsonFor(ctx, row)} as row from ${row.from} where ${row.id} = (${ids} limit 1)`)
  return reader.read<Loaded>(found?.row)
}

/** The JSON of a list that belongs to a row, as it was read together with the row. */
export function listJsonOf(parent: object, plan: FieldPlan): unknown {
  const json = (parent as ReadRow)[listsOfRow]?.[plan.place]
  if (json !== undefined) return json
  throw new Error(`${plan.parentType.name}.${plan.field.name} was not read together with its row: see loadRows.`)
}

/** Marks a row with its GraphQL type, for fields of interface types that cannot tell it by the row itself. */
export function brandRow<Branded extends object>(row: Branded, typeName: string): Branded {
  brandWithType(row, typeName as never)
  return row
}
