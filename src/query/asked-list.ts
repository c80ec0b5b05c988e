import { unsaid } from '../database/unsaid.ts'
import { keptBy } from '../execution/kept.ts'
import type { FieldPlan, Variables } from '../execution/plan.ts'
import type { ListArguments } from './declaration.ts'
import { finishedList } from './finished-list.ts'
import { ListQuery } from './list-query.ts'
import { listReads } from './list-reads.ts'
import type { SqlContext } from './sql-context.ts'

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
export function sqlContext(variables: Variables): SqlContext {
  const context: SqlContext = {
    listJson(plan, row) {
      try {
        return listQueryOf(plan, variables).json(context, row)
      } catch {
        // Its resolver reports what is wrong with its arguments.
        return undefined
      }
    },
    finishedList(plan, row) {
      try {
        return finishedList(plan, listQueryOf(plan, variables).parts(row), context)
      } catch {
        return unsaid
      }
    },
  }
  return context
}
