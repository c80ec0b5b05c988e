import type { Prisma } from '../generated/prisma/client.ts'

/**
 * Lets one writer change the graph at a time. Call it first in a writing transaction, which then waits for the writer
 * before it and reads what that one wrote. Readers do not wait.
 */
export async function lockRevision(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$queryRaw`select number from revision for update`
}

/** The number that triggers change with every change of the graph. */
export async function readRevision(prisma: Prisma.TransactionClient): Promise<string> {
  const [row] = await prisma.$queryRaw<{ number: bigint }[]>`select number from revision`
  return String(row?.number ?? 0)
}
