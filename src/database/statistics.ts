import type { Prisma } from '../generated/prisma/client.ts'

/**
 * Lets PostgreSQL analyze `tables` after the transaction has written to them. Without statistics the planner guesses,
 * and queries take ten times as long; autovacuum would analyze them a minute later, and small tables never. It takes
 * some milliseconds for each table, and a second for one with millions of rows.
 */
export async function refreshStatistics(tx: Prisma.TransactionClient, tables: readonly string[]): Promise<void> {
  await tx.$executeRawUnsafe(`analyze ${tables.map((table) => `"${table}"`).join(', ')}`)
}
