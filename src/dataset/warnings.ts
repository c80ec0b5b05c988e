import type { PrismaClient } from '../generated/prisma/client.ts'
import type { Dataset } from './read/format.ts'
import { inOrder, type Problem } from './read/problem.ts'
import { sharedIdentifiers } from './shared-identifier.ts'
import { sharedNumbers } from './shared-number.ts'

/** What is no mistake in a dataset, and probably not meant: in its files and, where there is a graph, beside others. */
export async function warningsOf(dataset: Dataset, graph?: PrismaClient): Promise<Problem[]> {
  return inOrder([...(await sharedIdentifiers(dataset, graph)), ...(await sharedNumbers(dataset, graph))])
}
