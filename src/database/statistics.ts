import type { Prisma } from '../generated/prisma/client.ts'

/** Tables that triggers fill, by those that they follow from. */
const followers: Readonly<Record<string, readonly string[]>> = {
  name: ['name_word', 'word'],
  fact: ['edge'],
  topic: ['edge', 'tree_path', 'criticism_under'],
  place: ['edge', 'tree_path', 'criticism_under'],
  criticism: ['criticism_under'],
  criticism_topic: ['edge', 'criticism_under'],
  criticism_about: ['edge', 'criticism_under'],
}

/**
 * Lets PostgreSQL analyze the tables to which the transaction has written so many rows. Without statistics the planner
 * guesses, and queries take ten times as long; autovacuum would analyze them a minute later, and small tables never. It
 * takes some milliseconds for each table, and a second for one with millions of rows, so a few rows among many are left
 * to autovacuum.
 */
export async function refreshStatistics(
  tx: Prisma.TransactionClient,
  written: Readonly<Record<string, number>>,
): Promise<void> {
  const counts = Object.entries(written).flatMap(([table, count]) =>
    [table, ...(followers[table] ?? [])].map((one) => ({ table: one, count })),
  )
  const rows = await tx.$queryRaw<{ table: string }[]>`
    select distinct relname::text as table from pg_class
      join jsonb_to_recordset(${JSON.stringify(counts)}::jsonb) as written ("table" text, count int)
        on relname = written."table" and relnamespace = 'public'::regnamespace
    where reltuples < 0 or reltuples < 20 * count`
  if (rows.length === 0) return
  await tx.$executeRawUnsafe(`analyze ${rows.map(({ table }) => `"${table}"`).join(', ')}`)
}
