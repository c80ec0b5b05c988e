import type { Prisma } from '../generated/prisma/client.ts'

/**
 * Lets one writer change the graph at a time. Call it first in a writing transaction, which then waits for the writer
 * before it and reads what that one wrote. Readers do not wait.
 */
export async function lockRevision(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$queryRaw`select number from revision for update`
}

/** Lets nobody change the graph until the transaction ends, so that all its reads see one revision. Others can do so, too. */
export async function keepRevision(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$queryRaw`select number from revision for share`
}

/** The one row of the table "revision", as a statement found it. Throws if it is not there. */
export function revisionRow<Row>([row]: readonly Row[]): Row {
  if (!row) throw new Error('The table "revision" has lost its row: any change of the graph gives it another.')
  return row
}

/**
 * The text that changes with every change of the graph, such as "4f1c2a9b03de-42", and never comes back: see
 * docs/decisions/0013. The database itself sees to that.
 */
export async function readRevision(prisma: Prisma.TransactionClient): Promise<string> {
  const rows = await prisma.$queryRaw<{ revision: string }[]>`select epoch || '-' || number as revision from revision`
  return revisionRow(rows).revision
}
