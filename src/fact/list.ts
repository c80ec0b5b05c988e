import type { Expression, SqlBool } from 'kysely'
import type { List } from '../connection/list.ts'
import type { FactKind } from '../generated/prisma/enums.ts'
import { factConditions } from '../where/compile.ts'
import { factBuilder, ofKinds } from '../where/condition.ts'
import type { FactWhere } from '../where/shape.ts'
import { type FactOrder, factOrder } from './order.ts'

interface FactListOptions {
  /** Part of its cursors. */
  readonly name: string
  readonly kind?: FactKind
  readonly where?: FactWhere | null
  readonly orderBy?: readonly FactOrder[] | null
  readonly scope?: (parent: Expression<number>) => Expression<SqlBool>
}

/** A list of facts, of one kind or of all. */
export function factList({ name, kind, where, orderBy, scope }: FactListOptions): List {
  const ofKind = kind ? [ofKinds(factBuilder.ref('f.kind'), [kind])] : []
  return {
    name,
    from: 'fact',
    conditions: [...ofKind, ...(where ? [factConditions(where)] : [])],
    order: factOrder(orderBy, where ?? {}),
    scope,
  }
}
