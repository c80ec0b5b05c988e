import type { Prisma } from '../generated/prisma/client.ts'

/**
 * Lets one writer of the graph in at a time: whoever loads a document or a dataset calls it first in the transaction,
 * and so reads what the last one wrote. Readers do not wait.
 */
export async function lockRevision(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$queryRaw`select number from revision for update`
}

/** The number that changes with every change of the graph; the database itself sees to that. */
export async function readRevision(prisma: Prisma.TransactionClient): Promise<string> {
  const [row] = await prisma.$queryRaw<{ number: bigint }[]>`select number from revision`
  return String(row?.number ?? 0)
}
