import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import { sql } from 'kysely'
import type { Context } from '../builder.ts'
import { atPlace, readsOf } from '../connection/rows.ts'

/** The values of one attribute of an entity, in the order of its facts: one statement for all entities that ask. */
export function attributeValues(
  ctx: Context,
  info: GraphQLResolveInfo,
  entityId: number,
  key: string,
): Promise<string[]> {
  const loader = atPlace(
    ctx,
    info,
    () =>
      new DataLoader<number, string[]>(async (ids) => {
        const rows = await readsOf(ctx).rows(sql<{ entity: number; value: string }>`
          select f.subject_id as entity, a.value from fact as f join attribute as a on a.id = f.id
          where f.subject_id = any (${[...ids]}::integer[]) and a.key = ${key} order by f.id`)
        const values = Map.groupBy(rows, (row) => row.entity)
        return ids.map((id) => (values.get(id) ?? []).map((row) => row.value))
      }),
  )
  return loader.load(entityId)
}
