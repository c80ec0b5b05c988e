import { parseEdtf } from '../../src/date/edtf.ts'
import { nameKey } from '../../src/model/name-key.ts'
import { columnsOfPeriod } from './graph.ts'
import { criticOf, type EntityData, type FactData } from './graph-data.ts'
import type { Where } from './random-where.ts'
import type { Reference } from './reference.ts'

/** One key of an order as it goes over the wire. */
export interface Order {
  readonly field: string
  readonly direction?: string | null
  readonly nulls?: string | null
  readonly criticisms?: Where | null
}

type Key = string | number | null

/** The value that an entity is ordered by. */
export function entityKey(reference: Reference, { slug, name = slug, kind, date }: EntityData, order: Order): Key {
  const criticisms = (end: 'subject' | 'object') =>
    reference.facts.filter((fact) => {
      const at = end === 'subject' ? criticOf(fact) : fact.object
      return fact.kind === 'CRITICISM' && at === slug && reference.isFact(fact, order.criticisms ?? {})
    }).length
  switch (order.field) {
    case 'NAME':
      return nameKey(name)
    case 'FOUNDED':
      if (date === undefined || ['PERSON', 'PLACE', 'TOPIC'].includes(kind)) return null
      return kind === 'EVENT' || kind === 'CAMPAIGN' ? columnsOfPeriod(date).fromEarliest : parseEdtf(date).earliest
    case 'CRITICISMS_MADE':
      return criticisms('subject')
    case 'CRITICISMS_RECEIVED':
      return criticisms('object')
    case 'FACTS':
      return reference.factsOf(slug).length
    default:
      throw new Error(`No reference for the order ${order.field}`)
  }
}

/** The value that a fact is ordered by. */
export function factKey({ period, recordedAt = '' }: FactData, { field }: Order): Key {
  const { fromEarliest, untilLatest } = columnsOfPeriod(period)
  const keys: Readonly<Record<string, Key>> = {
    FROM: fromEarliest,
    STATED_ON: fromEarliest,
    UNTIL: untilLatest,
    RECORDED_AT: recordedAt,
  }
  const key = keys[field]
  if (key === undefined) throw new Error(`No reference for the order ${field}`)
  return key
}

/** Sorts items by an order, and those that are equal in all of it by their ids in the direction of its last key. */
export function sortBy<T>(
  items: readonly T[],
  orderBy: readonly Order[],
  keyOf: (item: T, order: Order) => Key,
  idOf: (item: T) => number,
): T[] {
  const turned = (order: Order | undefined) => order?.direction === 'DESC'
  return items.toSorted((a, b) => {
    for (const order of orderBy) {
      const compared = compare(keyOf(a, order), keyOf(b, order), order)
      if (compared !== 0) return compared
    }
    return (idOf(a) - idOf(b)) * (turned(orderBy.at(-1)) ? -1 : 1)
  })
}

function compare(a: Key, b: Key, { direction, nulls }: Order): number {
  if (a === b) return 0
  if (a === null || b === null) return (a === null) === (nulls === 'FIRST') ? -1 : 1
  const less = typeof a === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(String(b))) < 0 : a < Number(b)
  return less === (direction === 'DESC') ? 1 : -1
}
