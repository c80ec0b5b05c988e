import type { FieldPlan } from '../execution/plan.ts'
import { fieldsBelow } from './below.ts'
import { type ListDeclaration, listOfField } from './declaration.ts'
import type { RowSelection } from './row-selection.ts'
import { isFinished } from './sayable.ts'
import { rowsOfList } from './selection.ts'

/** What an operation reads of a list. */
export interface ListReads {
  readonly list: ListDeclaration
  /** The rows of the page, or their cursors. */
  readonly page: boolean
  readonly rows: RowSelection | undefined
  /** The field that shows the rows, if PostgreSQL writes them as it shows them. */
  readonly finished: FieldPlan | undefined
  readonly cursors: boolean
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  readonly count: boolean
}

/** What an operation reads of the list that a field shows: it is read ahead, together with the row that it belongs to. */
export function listReads(plan: FieldPlan): ListReads {
  return plan.once('list reads', () => {
    const list = listOfField(plan.field) as ListDeclaration
    const rows = rowsOfList(plan)
    return list.size === undefined ? readsOfConnection(plan, list, rows) : readsOfWhole(plan, list, rows)
  })
}

function readsOfWhole(plan: FieldPlan, list: ListDeclaration, rows: RowSelection | undefined): ListReads {
  const finished = rows && isFinished(plan) ? plan : undefined
  return {
    list,
    page: true,
    rows,
    finished,
    cursors: false,
    hasNextPage: list.size !== 1,
    hasPreviousPage: false,
    count: false,
  }
}

function readsOfConnection(plan: FieldPlan, list: ListDeclaration, rows: RowSelection | undefined): ListReads {
  const fields = fieldsBelow(plan)
  const edges = fields.filter((field) => field.field.name === 'edges')
  const pageInfo = fields.filter((field) => field.field.name === 'pageInfo').flatMap(fieldsBelow)
  const shows = (some: readonly FieldPlan[], ...names: string[]) => some.some(({ field }) => names.includes(field.name))
  const shown = [
    ...fields.filter(({ field }) => field.name === 'nodes'),
    ...edges.flatMap(fieldsBelow).filter(({ field }) => field.name === 'node'),
  ]
  const [only] = shown
  const cursors = shows(edges.flatMap(fieldsBelow), 'cursor') || shows(pageInfo, 'startCursor', 'endCursor')
  return {
    list,
    page: cursors || shows(fields, 'nodes', 'edges'),
    rows,
    finished: only && shown.length === 1 && isFinished(only) ? only : undefined,
    cursors,
    hasNextPage: shows(pageInfo, 'hasNextPage'),
    hasPreviousPage: shows(pageInfo, 'hasPreviousPage'),
    // Facets are counted by a statement of their own, and the whole list together with them.
    count: shows(fields, 'totalCount') && !shows(fields, 'facets'),
  }
}
