import type { Expression, SqlBool } from 'kysely'
import type { List } from '../connection/list.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { entityConditions } from '../where/compile.ts'
import { entityBuilder, ofKinds } from '../where/condition.ts'
import type { EntityWhere } from '../where/shape.ts'
import { type EntityOrder, entityOrder } from './order.ts'

interface EntityListOptions {
  /** Part of its cursors. */
  readonly name: string
  readonly kinds?: readonly EntityKind[]
  readonly where?: EntityWhere | null
  readonly orderBy?: readonly EntityOrder[] | null
  readonly scope?: (parent: Expression<number>) => Expression<SqlBool>
}

/** A list of entities, of some kinds or of all. */
export function entityList({ name, kinds, where, orderBy, scope }: EntityListOptions): List {
  const ofKind = kinds ? [ofKinds(entityBuilder.ref('e.kind'), kinds)] : []
  return {
    name,
    from: 'entity',
    conditions: [...ofKind, ...(where ? [entityConditions(where)] : [])],
    order: entityOrder(orderBy, where ?? {}, scope !== undefined),
    scope,
  }
}
