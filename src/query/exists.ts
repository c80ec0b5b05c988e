import { builder } from '../builder.ts'
import { type Expression, sql } from '../database/sql.ts'
import { condition } from './condition.ts'
import { not } from './logic.ts'
import type { Row } from './row.ts'
import type { Source } from './source.ts'

const ExistsWhereRef = builder.inputRef<{ exists: boolean }>('ExistsWhere').implement({
  description: 'Whether there is anything.',
  fields: (t) => ({
    exists: t.boolean({ required: true, description: 'True: there is something. False: there is nothing.' }),
  }),
})

/** A condition on whether rows exist that belong to a row: `rows` is a select of them. */
export function exists<S extends Source>(description: string, rows: (row: Row<S>) => Expression<unknown>) {
  return condition<S, typeof ExistsWhereRef>({
    type: ExistsWhereRef,
    description,
    sql: (row, where) => {
      const found = sql<boolean>`exists (${rows(row)})`
      return where.exists ? found : not(found)
    },
  })
}
