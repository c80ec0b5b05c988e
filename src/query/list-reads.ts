import { type GraphQLObjectType, getNamedType } from 'graphql'
import type { FieldPlan } from '../execution/plan.ts'
import { type ListDeclaration, listOfField } from './declaration.ts'
import type { RowSelection } from './row-selection.ts'
import { rowsOfList } from './selection.ts'

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

const known = new WeakMap<FieldPlan, ListReads>()

/** What an operation reads of the list that a field shows: it is read ahead, together with the row that it belongs to. */
export function listReads(plan: FieldPlan): ListReads {
  const found = known.get(plan)
  if (found) return found
  const list = listOfField(plan.field) as ListDeclaration
  const rows = rowsOfList(plan)
  const made = list.size === undefined ? readsOfConnection(plan, list, rows) : readsOfWhole(list, rows)
  known.set(plan, made)
  return made
}

function readsOfWhole(list: ListDeclaration, rows: RowSelection | undefined): ListReads {
  return { list, page: true, rows, cursors: false, hasNextPage: list.size !== 1, hasPreviousPage: false, count: false }
}

function readsOfConnection(plan: FieldPlan, list: ListDeclaration, rows: RowSelection | undefined): ListReads {
  const fields = below(plan)
  const edges = fields.filter((field) => field.field.name === 'edges')
  const pageInfo = fields.filter((field) => field.field.name === 'pageInfo').flatMap(below)
  const shows = (some: readonly FieldPlan[], ...names: string[]) => some.some(({ field }) => names.includes(field.name))
  const cursors = shows(edges.flatMap(below), 'cursor') || shows(pageInfo, 'startCursor', 'endCursor')
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

function below(plan: FieldPlan): readonly FieldPlan[] {
  return plan.selections(getNamedType(plan.field.type) as GraphQLObjectType)
}
