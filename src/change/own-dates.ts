import { parsePeriod } from '../date/period.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { compare } from '../model/compare.ts'
import { type EntityKindDeclaration, entityKinds, type KnownAttribute } from '../model/kind.ts'
import type { Change } from './change.ts'
import { attributeRow } from './row.ts'
import { attributeShape } from './table.ts'
import type { Transaction } from './writer.ts'

type Columns = NonNullable<KnownAttribute['columns']>

interface Dated {
  readonly kind: EntityKind
  readonly table: string
  readonly attribute: string
  readonly columns: Columns
}

/** The attributes that entities show as their own dates, in columns of the tables of their kinds. */
function datedAttributes(): Dated[] {
  return entityKinds().flatMap(({ kind, table, attributes }: EntityKindDeclaration) =>
    Object.entries(attributes).flatMap(([attribute, { columns }]) =>
      columns === undefined ? [] : [{ kind, table, attribute, columns }],
    ),
  )
}

/** The entities about which these facts state dates that entities show as their own. */
export async function datedSubjects(tx: Transaction, facts: readonly number[]): Promise<number[]> {
  if (facts.length === 0) return []
  const names = [...new Set(datedAttributes().map(({ attribute }) => attribute))]
  const rows = await tx.$queryRaw<{ id: number }[]>`
    select distinct subject_id as id from unnest(${facts}::int[]) as asked (id)
      join attribute using (id) join fact using (id)
    where attribute.key = any(${names}::text[])`
  return rows.map(({ id }) => id)
}

interface Stated {
  readonly id: number
  readonly attribute: string
  readonly value: string
  readonly key: string
  /** The slug of the dataset that states it. */
  readonly dataset: string
  /** That dataset declares the entity. */
  readonly isOwn: boolean
}

/**
 * Writes the dates that entities show as their own. Those of the dataset that declares an entity come first, then those
 * of the first dataset in the order of slugs. Of several dates of one dataset the most exact one counts, then the
 * earliest, then the one whose fact has the first key: nothing of that depends on the order in which facts were written.
 */
export async function writeStatedDates(change: Change, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  const entities = await change.tx.$queryRaw<{ id: number; kind: EntityKind }[]>`
    select id, kind::text from entity where id = any(${ids}::int[])`
  const stated = Map.groupBy(await statedDates(change.tx, ids), ({ id, attribute }) => `${id} ${attribute}`)
  for (const { kind, table, attribute, columns } of datedAttributes()) {
    const rows = entities.flatMap(({ id, kind: own }) => {
      if (own !== kind) return []
      const [shown] = (stated.get(`${id} ${attribute}`) ?? []).toSorted(byWeight)
      return [{ id, ...attributeRow(columns, shown?.value) }]
    })
    await change.update(attributeShape(table, columns), rows)
  }
}

async function statedDates(tx: Transaction, ids: readonly number[]): Promise<Stated[]> {
  const names = [...new Set(datedAttributes().map(({ attribute }) => attribute))]
  return await tx.$queryRaw<Stated[]>`
    select e.id, a.key as attribute, a.value, f.key, d.slug as dataset, f.dataset_id = e.dataset_id as "isOwn"
    from fact as f join attribute as a on a.id = f.id join entity as e on e.id = f.subject_id
      join dataset as d on d.id = f.dataset_id
    where f.subject_id = any(${ids}::int[]) and a.key = any(${names}::text[])`
}

function byWeight(one: Stated, other: Stated): number {
  if (one.isOwn !== other.isOwn) return one.isOwn ? -1 : 1
  const [left, right] = [spanOf(one.value), spanOf(other.value)]
  return (
    compare(one.dataset, other.dataset) ||
    compare(left.days, right.days) ||
    compare(left.from, right.from) ||
    compare(one.key, other.key)
  )
}

/** How many days a date may be, and the first of them. */
function spanOf(edtf: string): { days: number; from: number } {
  const { from, until } = parsePeriod(edtf)
  const earliest = from?.earliest ?? Number.NEGATIVE_INFINITY
  return { days: (until?.latest ?? Number.POSITIVE_INFINITY) - earliest, from: earliest }
}
