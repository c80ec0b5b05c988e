import { sql } from 'kysely'
import type { Direction, Nulls, OrderKey } from '../connection/order.ts'
import { relevance, searchedWords } from '../entity/order.ts'
import type { FactWhere } from '../where/shape.ts'

/** STATED_ON is a criticism's FROM. */
export type FactOrderField = 'FROM' | 'UNTIL' | 'RECORDED_AT' | 'STATED_ON' | 'RELEVANCE'

export interface FactOrder {
  readonly field: FactOrderField
  readonly direction?: Direction | null
  readonly nulls?: Nulls | null
}

function keysOf({ field }: FactOrder, where: FactWhere): Omit<OrderKey, 'direction' | 'nulls'>[] {
  const day = (name: string, column: string) => ({
    name,
    expression: sql.ref(`f.${column}`),
    type: 'integer' as const,
    nullable: true,
  })
  switch (field) {
    case 'FROM':
    case 'STATED_ON':
      return [day(field, 'fromEarliest')]
    case 'UNTIL':
      return [day(field, 'untilLatest')]
    case 'RECORDED_AT':
      return [{ name: field, expression: sql.ref('f.recordedAt'), type: 'timestamptz', nullable: false }]
    case 'RELEVANCE':
      return [{ name: field, expression: relevance('f.search', searchedWords(where)), type: 'float8', nullable: false }]
  }
}

/** The keys of an order of `fact as f`; by begin where nothing is said, and always with the id as last key. */
export function factOrder(orderBy: readonly FactOrder[] | null | undefined, where: FactWhere): OrderKey[] {
  const asked: readonly FactOrder[] = orderBy?.length ? orderBy : [{ field: 'FROM' }]
  const keys = asked.flatMap((order) => {
    const direction = order.direction ?? (order.field === 'RELEVANCE' ? 'DESC' : 'ASC')
    return keysOf(order, where).map((key): OrderKey => ({ ...key, direction, nulls: order.nulls ?? 'LAST' }))
  })
  const direction = keys.at(-1)?.direction ?? 'ASC'
  return [
    ...keys,
    { name: 'id', expression: sql.ref('f.id'), type: 'integer', nullable: false, direction, nulls: 'LAST' },
  ]
}
