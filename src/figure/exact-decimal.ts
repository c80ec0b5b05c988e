import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import { sql } from 'kysely'
import type { Context } from '../builder.ts'
import { perField, readsOf } from '../query/rows.ts'

/** A decimal as Prisma loads it. */
interface Loaded {
  precision(): number
  toFixed(): string
}

/** Decimals with more digits are not exact when they have been JavaScript numbers. */
const safeDigits = 15

/**
 * A decimal of a figure with all its digits. Prisma loads rows of relations as JSON, where numbers with more than 15
 * digits lose some: those few are read once more, all of one field together.
 */
export async function exactDecimal(
  ctx: Context,
  info: GraphQLResolveInfo,
  id: number,
  column: 'value' | 'upTo',
  loaded: Loaded | null,
): Promise<string | null> {
  if (loaded === null) return null
  if (loaded.precision() <= safeDigits) return loaded.toFixed()
  const load = async (ids: readonly number[]) => {
    const rows = await readsOf(ctx).rows<{ id: number; value: string | null }>(sql`
      select id, trim_scale(${sql.ref(column)})::text as value from figure where id = any (${[...ids]}::integer[])`)
    const values = new Map(rows.map((row) => [row.id, row.value]))
    return ids.map((each) => values.get(each) ?? null)
  }
  return await perField(ctx, info, () => new DataLoader<number, string | null>(load)).load(id)
}
