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
 * Lets PostgreSQL analyze `tables` after the transaction has written to them. Without statistics the planner guesses,
 * and queries take ten times as long; autovacuum would analyze them a minute later, and small tables never. It takes
 * some milliseconds for each table, and a second for one with millions of rows.
 */
export async function refreshStatistics(tx: Prisma.TransactionClient, tables: readonly string[]): Promise<void> {
  const written = new Set(tables.flatMap((table) => [table, ...(followers[table] ?? [])]))
  await tx.$executeRawUnsafe(`analyze ${[...written].map((table) => `"${table}"`).join(', ')}`)
}
