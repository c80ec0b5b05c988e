import type { FieldPlan } from '../execution/plan.ts'
import { type ListDeclaration, listOfField } from './declaration.ts'
import type { RowSelection } from './row-selection.ts'
import { fieldsBelow, rowsOfList } from './selection.ts'

/** What an operation reads of a list. */
export interface ListReads {
  readonly list: ListDeclaration
  /** The rows of the page, or their cursors. */
  readonly page: boolean
  readonly rows: RowSelection | undefined
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
    return list.size === undefined ? readsOfConnection(plan, list, rows) : readsOfWhole(list, rows)
  })
}

function readsOfWhole(list: ListDeclaration, rows: RowSelection | undefined): ListReads {
  return { list, page: true, rows, cursors: false, hasNextPage: list.size !== 1, hasPreviousPage: false, count: false }
}

function readsOfConnection(plan: FieldPlan, list: ListDeclaration, rows: RowSelection | undefined): ListReads {
  const fields = fieldsBelow(plan)
  const edges = fields.filter((field) => field.field.name === 'edges')
  const pageInfo = fields.filter((field) => field.field.name === 'pageInfo').flatMap(fieldsBelow)
  const shows = (some: readonly FieldPlan[], ...names: string[]) => some.some(({ field }) => names.includes(field.name))
  const cursors = shows(edges.flatMap(fieldsBelow), 'cursor') || shows(pageInfo, 'startCursor', 'endCursor')
  return {
    list,
    page: cursors || shows(fields, 'nodes', 'edges'),
    rows,
    cursors,
    hasNextPage: shows(pageInfo, 'hasNextPage'),
    hasPreviousPage: shows(pageInfo, 'hasPreviousPage'),
    // Facets are counted by a statement of their own, and the whole list together with them.
    count: shows(fields, 'totalCount') && !shows(fields, 'facets'),
  }
}
