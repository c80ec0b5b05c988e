import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../builder.ts'
import { atPlace } from '../connection/schema.ts'

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
        const rows = await ctx.db.sql
          .selectFrom('fact')
          .innerJoin('attribute', 'attribute.id', 'fact.id')
          .select(['fact.subjectId', 'attribute.value'])
          .where('fact.subjectId', 'in', ids)
          .where('attribute.key', '=', key)
          .orderBy('fact.id')
          .execute()
        const values = Map.groupBy(rows, (row) => row.subjectId)
        return ids.map((id) => (values.get(id) ?? []).map((row) => row.value))
      }),
  )
  return loader.load(entityId)
}
