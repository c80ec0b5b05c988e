import type { InputFieldMap, InputRef } from '@pothos/core'
import { builder } from '../builder.ts'
import type { Asked, Where } from './condition.ts'
import { all, type Condition, not } from './logic.ts'
import type { IntWhere } from './number.ts'
import type { Source } from './source.ts'

/** Conditions on the number of rows; with `where`, of those that match it. */
export type AskedCount<S extends Source> = IntWhere & { readonly where?: Asked<S> | null }

/** Conditions on a list of rows, as callers write them. */
export interface AskedList<S extends Source> {
  readonly some?: Asked<S> | null
  readonly none?: Asked<S> | null
  readonly every?: Asked<S> | null
  readonly count?: AskedCount<S> | null
}

/** How a list is reached in SQL. */
interface Reached<S extends Source> {
  /** A row of the list exists that meets this. */
  exists(condition: Condition): Condition
  /** A row of the list meets the conditions. */
  meets(where: Asked<S>): Condition
  count?(count: AskedCount<S>): Condition
}

interface ListWhereOptions<S extends Source> {
  readonly description: string
  /** Whether it has `every`. */
  readonly every?: boolean
  /** The input of `count`, if it has one. */
  readonly count?: InputRef<AskedCount<S>>
}

/** An input of conditions on a list of rows, each of which `where` describes. */
export class ListWhere<S extends Source> {
  readonly ref: InputRef<AskedList<S>>

  constructor(name: string, where: Where<S>, { description, every, count }: ListWhereOptions<S>) {
    this.ref = builder.inputRef<AskedList<S>>(name).implement({
      description,
      fields: (t): InputFieldMap => ({
        some: t.field({ type: where.ref, description: 'At least one of them matches. `{}`: there is at least one.' }),
        none: t.field({ type: where.ref, description: 'None of them matches. `{}`: there is none.' }),
        ...(every
          ? { every: t.field({ type: where.ref, description: 'All of them match. So does an empty list.' }) }
          : {}),
        ...(count ? { count: t.field({ type: count, description: 'How many there are: `{ gt: 2 }`.' }) } : {}),
      }),
    })
  }

  /** The conditions on the list. */
  sql({ some, none, every, count }: AskedList<S>, { exists, meets, count: counts }: Reached<S>): Condition {
    const conditions: Condition[] = []
    if (some) conditions.push(exists(meets(some)))
    if (none) conditions.push(not(exists(meets(none))))
    if (every) conditions.push(not(exists(not(meets(every)))))
    if (count && counts) conditions.push(counts(count))
    return all(conditions)
  }
}
