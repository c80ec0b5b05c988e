import { sql } from 'kysely'
import { completeOrder, type Direction, type Nulls, type OrderKey } from '../connection/order.ts'
import { relevance, searchedWords } from '../entity/order.ts'
import type { FactWhere } from '../where/shape.ts'

/** STATED_ON is a criticism's FROM. */
export type FactOrderField = 'FROM' | 'UNTIL' | 'RECORDED_AT' | 'STATED_ON' | 'RELEVANCE'

export interface FactOrder {
  readonly field: FactOrderField
  readonly direction?: Direction | null
  readonly nulls?: Nulls | null
}

function day(name: string, column: string) {
  return { name, expression: sql.ref(`f.${column}`), type: 'integer', nullable: true } as const
}

function keyOf({ field }: FactOrder, where: FactWhere): Omit<OrderKey, 'direction' | 'nulls'> {
  switch (field) {
    case 'FROM':
    case 'STATED_ON':
      return day(field, 'fromEarliest')
    case 'UNTIL':
      return day(field, 'untilLatest')
    case 'RECORDED_AT':
      return { name: field, expression: sql.ref('f.recordedAt'), type: 'timestamptz', nullable: false }
    case 'RELEVANCE':
      return { name: field, expression: relevance('f.search', searchedWords(where)), type: 'float8', nullable: false }
  }
}

/** The keys of an order of `fact as f`; by begin where nothing is said, and always with the id as last key. */
export function factOrder(orderBy: readonly FactOrder[] | null | undefined, where: FactWhere): OrderKey[] {
  const asked: readonly FactOrder[] = orderBy?.length ? orderBy : [{ field: 'FROM' }]
  return completeOrder(asked, (order) => keyOf(order, where), sql.ref('f.id'))
}
