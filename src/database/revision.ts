import type { Prisma } from '../generated/prisma/client.ts'

/**
 * Lets one writer of the graph in at a time: whoever loads a document or a dataset calls it first in the transaction,
 * and so reads what the last one wrote. Readers do not wait.
 */
export async function lockRevision(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$queryRaw`select number from revision for update`
}

/** Says that the graph has changed. Once in each transaction that changes it, and not in one that does not. */
export async function bumpRevision(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`update revision set number = number + 1, changed_at = now()`
}
