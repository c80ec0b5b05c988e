import { DossierError } from '../errors.ts'
import type { Field } from '../model/field.ts'
import { entityKinds, factKinds } from '../model/kind.ts'
import type { Transaction } from './writer.ts'

// Who refers to what is to be removed.

interface Use {
  readonly slug: string
  readonly user: string
  readonly dataset: string
}

const mostShown = 20

/**
 * Refuses to remove or change the kind of entities that others refer to: other datasets or, if `datasetId` is not given,
 * anybody.
 *
 * @throws DossierError CONFLICT that names them and who refers to them.
 */
export async function refuseUsedEntities(tx: Transaction, ids: readonly number[], datasetId?: number): Promise<void> {
  if (ids.length === 0) return
  const uses = await tx.$queryRawUnsafe<Use[]>(
    `with used as (${entityUses().join(' union ')})
    select entity.slug, used.user, dataset.slug as dataset
    from unnest($1::int[]) as lost (id) join used using (id) join entity using (id)
      join dataset on dataset.id = used.dataset_id
    where used.dataset_id is distinct from $2 order by entity.slug, dataset.slug, used.user limit ${mostShown}`,
    ids,
    datasetId ?? null,
  )
  refuseUses(uses)
}

/** Which of these entities anything refers to. */
export async function usedEntities(tx: Transaction, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.$queryRawUnsafe<{ id: number }[]>(
    `with used as (${entityUses().join(' union ')}) select distinct id from used where id = any($1::int[])`,
    ids,
  )
  return new Set(rows.map(({ id }) => id))
}

/**
 * Like `refuseUsedEntities`, for facts that other facts refer to. Those that are removed themselves do not count.
 */
export async function refuseUsedFacts(
  tx: Transaction,
  ids: readonly number[],
  removed: readonly number[],
): Promise<void> {
  const uses = factKinds().flatMap(({ table, fields }) =>
    columnsThat(fields, 'fact').map((column) => {
      return `select t."${column}" as id, fact.id as user_id, key as user, dataset_id from "${table}" as t join fact using (id)`
    }),
  )
  if (ids.length === 0 || uses.length === 0) return
  refuseUses(
    await tx.$queryRawUnsafe<Use[]>(
      `select fact.key as slug, 'fact ' || used.user as user, dataset.slug as dataset
      from unnest($1::int[]) as lost (id) join (${uses.join(' union all ')}) as used using (id) join fact using (id)
        join dataset on dataset.id = used.dataset_id
      where used.user_id <> all ($2::int[])
      order by fact.key, dataset.slug, used.user limit ${mostShown}`,
      ids,
      removed,
    ),
  )
}

function refuseUses(uses: readonly Use[]): void {
  if (uses.length === 0) return
  const lines = uses.map(({ slug, user, dataset }) => `  "${slug}" is used by the ${user} of the dataset "${dataset}"`)
  throw new DossierError(
    'CONFLICT',
    `What others refer to cannot be removed, nor become another kind of thing. Keep it, or change them first:\n${lines.join('\n')}`,
    { uses },
  )
}

/** Selects of every place where an entity is referred to: id, user, dataset_id. */
function entityUses(): string[] {
  const ofFact = (id: string, from: string) => `select ${id} as id, 'fact ' || key as user, dataset_id from ${from}`
  return [
    `select entity_id as id, 'item ' || slug || ', which is the same,' as user, dataset_id from same_as`,
    ofFact('subject_id', 'fact'),
    ofFact('object_id', 'fact'),
    ...factKinds().flatMap(({ table, fields }) => [
      ...columnsThat(fields, 'reference').map((column) =>
        ofFact(`t."${column}"`, `"${table}" as t join fact using (id)`),
      ),
      ...Object.values(fields).flatMap((field) => {
        if (field.holds !== 'references' && field.holds !== 'records') return []
        const columns = field.holds === 'references' ? [field.column] : columnsThat(field.fields, 'reference')
        return columns.map((column) => {
          return ofFact(`l."${column}"`, `"${field.table}" as l join fact on fact.id = l."${field.owner}"`)
        })
      }),
    ]),
    ...entityKinds().flatMap(({ kind, table, fields }) =>
      columnsThat(fields, 'reference').map((column) => {
        const user = `'${kind.toLowerCase()} ' || slug as user`
        return `select t."${column}" as id, ${user}, dataset_id from "${table}" as t join entity using (id)`
      }),
    ),
  ]
}

function columnsThat(fields: Readonly<Record<string, Field>>, hold: 'reference' | 'fact'): string[] {
  return Object.values(fields).flatMap((field) => (field.holds === hold ? [(field as { column: string }).column] : []))
}
