import { type Expression, sql } from '../database/sql.ts'
import { unsaid } from '../database/unsaid.ts'
import type { FieldPlan } from '../execution/plan.ts'
import { fieldsBelow } from './below.ts'
import { listOfField } from './declaration.ts'
import { shownJson } from './finished.ts'
import { jsonObject } from './json-object.ts'
import type { ListParts } from './list-query.ts'
import type { SqlContext } from './sql-context.ts'

/** A list that belongs to a row, as the answer shows it. */
export function finishedList(plan: FieldPlan, parts: ListParts, context: SqlContext): Expression<unknown> {
  return listOfField(plan.field)?.size === undefined ? connection(plan, parts, context) : whole(plan, parts, context)
}

/** All rows, or the only one. */
function whole(plan: FieldPlan, { list, page, rows }: ListParts, context: SqlContext): Expression<unknown> {
  const found = rows((row) => (list.value ? sql`to_json(${list.value})` : shownJson(plan, row, context)))
  if (!page.readsMore) return sql`(${found})`
  return sql`(select case when count(*) > ${sql.lit(page.size)} then ${unsaid}
    else coalesce(json_agg(found.item), '[]') end from (${found}) as found)`
}

function connection(plan: FieldPlan, parts: ListParts, context: SqlContext): Expression<unknown> {
  const { page, rows, count, beyondAfter, beyondBefore } = parts
  const { size, backward, readsMore } = page
  const fields = fieldsBelow(plan)
  // Of the column, because count(*) would count what pageInfo is made from.
  const isMore = sql`count(found.place) > ${sql.lit(size)}`
  const no = sql`false`
  const valueOf = (field: FieldPlan): Expression<unknown> => {
    switch (field.field.name) {
      case 'totalCount':
        return count
      case 'nodes':
      case 'edges': {
        const order = backward ? sql` order by found.place desc` : sql``
        const cut = readsMore ? sql` filter (where found.place <= ${sql.lit(size)})` : sql``
        return sql`coalesce(json_agg(found.item${order})${cut}, '[]')`
      }
      case 'pageInfo':
        return object(fieldsBelow(field), ({ field: { name } }) => {
          if (name === 'hasNextPage') return backward ? (beyondBefore ?? no) : isMore
          return backward ? isMore : (beyondAfter ?? no)
        })
      default:
        throw new Error(`${field.parentType.name}.${field.field.name} is not a part of a list.`)
    }
  }
  const shown = fields.find(({ field: { name } }) => name === 'nodes' || name === 'edges')
  if (!shown && !readsMore) return object(fields, valueOf)
  const found = rows((row) => (shown ? itemOf(shown, (field) => shownJson(field, row, context)) : sql`null::json`))
  const isNumbered = readsMore || backward
  const numbered = sql`select page.item, row_number() over () as place from (${found}) as page`
  return object(fields, valueOf, sql`from (${isNumbered ? numbered : found}) as found`)
}

/** A row as a list shows it: by itself, or as an edge. */
function itemOf(shown: FieldPlan, json: (field: FieldPlan) => Expression<unknown>): Expression<unknown> {
  return shown.field.name === 'nodes' ? json(shown) : object(fieldsBelow(shown), json)
}

function object(
  fields: readonly FieldPlan[],
  valueOf: (field: FieldPlan) => Expression<unknown>,
  from?: Expression<unknown>,
): Expression<unknown> {
  const value = (field: FieldPlan) =>
    field.field.name === '__typename' ? sql.lit(field.parentType.name) : valueOf(field)
  return jsonObject(
    fields.map((field) => [field.key, value(field)] as const),
    from,
  )
}
