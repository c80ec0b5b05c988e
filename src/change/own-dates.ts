import type { EntityKind } from '../generated/prisma/enums.ts'
import { type EntityKindDeclaration, entityKinds, type KnownAttribute } from '../model/kind.ts'
import type { Change } from './change.ts'
import type { WrittenEntities } from './entity.ts'
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
    select distinct subject_id as id from fact join attribute using (id)
    where fact.id = any(${facts}::int[]) and attribute.key = any(${names}::text[])`
  return rows.map(({ id }) => id)
}

interface Stated {
  readonly id: number
  readonly attribute: string
  readonly value: string
  /** The dataset that declares the entity states it. */
  readonly isOwn: boolean
}

/**
 * Writes the dates of entities that other datasets state: those of the dataset that declares an entity come first, and
 * are written with the entity. Of the others, the first dataset in the order of slugs counts.
 */
export async function writeStatedDates(
  change: Change,
  { dates, changed }: WrittenEntities,
  dated: readonly number[],
): Promise<void> {
  const ids = [...new Set([...changed, ...dated])]
  if (ids.length === 0) return
  const entities = await change.tx.$queryRaw<{ id: number; kind: EntityKind }[]>`
    select id, kind::text from entity where id = any(${ids}::int[])`
  const stated = new Map((await firstStated(change.tx, ids)).map((one) => [`${one.id} ${one.attribute}`, one]))
  for (const { kind, table, attribute, columns } of datedAttributes()) {
    const rows = entities.flatMap(({ id, kind: own }) => {
      const found = stated.get(`${id} ${attribute}`)
      // Of its own facts, the first of the files counts, which only the dataset itself knows.
      if (own !== kind || dates.get(id)?.[attribute] !== undefined) return []
      return found?.isOwn && !dates.has(id) ? [] : [{ id, ...attributeRow(columns, found?.value) }]
    })
    await change.update(attributeShape(table, columns), rows)
  }
}

async function firstStated(tx: Transaction, ids: readonly number[]): Promise<Stated[]> {
  return await tx.$queryRaw<Stated[]>`
    select distinct on (e.id, a.key) e.id, a.key as attribute, a.value, f.dataset_id = e.dataset_id as "isOwn"
    from fact as f join attribute as a on a.id = f.id join entity as e on e.id = f.subject_id
      join dataset as d on d.id = f.dataset_id
    where f.subject_id = any(${ids}::int[])
    order by e.id, a.key, f.dataset_id <> e.dataset_id, d.slug, f.id`
}
