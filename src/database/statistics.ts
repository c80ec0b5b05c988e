import type { Prisma } from '../generated/prisma/client.ts'

/**
 * Lets PostgreSQL count what the transaction has written into `tables`. Until it has, its planner guesses, and a
 * question takes ten times as long; by itself it looks a minute later, and never at tables with few rows. Some
 * milliseconds for each table, a second for one with millions of rows.
 */
export async function refreshStatistics(tx: Prisma.TransactionClient, tables: readonly string[]): Promise<void> {
  await tx.$executeRawUnsafe(`analyze ${tables.map((table) => `"${table}"`).join(', ')}`)
}
