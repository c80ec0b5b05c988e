import type { Expression } from '../database/sql.ts'
import type { FieldPlan } from '../execution/plan.ts'
import type { Row } from './row.ts'

/** What the SQL of one execution is made with. */
export interface SqlContext {
  /** What is read of a list that belongs to a row; undefined if its arguments are wrong. */
  listJson(plan: FieldPlan, row: Row): Expression<unknown> | undefined
  /** A list that belongs to a row, as the answer shows it. */
  finishedList(plan: FieldPlan, row: Row): Expression<unknown>
}
