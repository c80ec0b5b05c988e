import type { Prisma } from '../generated/prisma/client.ts'

/** What the database itself writes when it is written to others. */
const keptFrom: Readonly<Record<string, readonly string[]>> = {
  edge: ['fact', 'criticism_about', 'criticism_topic', 'place', 'topic'],
}

/**
 * Lets PostgreSQL analyze `tables` after the transaction has written to them. Without statistics the planner guesses,
 * and queries take ten times as long; autovacuum would analyze them a minute later, and small tables never. It takes
 * some milliseconds for each table, and a second for one with millions of rows.
 */
export async function refreshStatistics(tx: Prisma.TransactionClient, tables: readonly string[]): Promise<void> {
  const kept = Object.keys(keptFrom).filter((table) => keptFrom[table]?.some((source) => tables.includes(source)))
  await tx.$executeRawUnsafe(`analyze ${[...tables, ...kept].map((table) => `"${table}"`).join(', ')}`)
}
