import path from 'node:path'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { type LoadedDataset, loadDataset } from './load.ts'
import { readDatasetOrThrow } from './read/read.ts'

interface Connected {
  readonly prisma: PrismaClient
}

/** The folder of the first dataset, which comes with the program. */
export const firstDataset = path.join(import.meta.dirname, '../../data/iom')

/** Loads the first dataset; writes nothing if the graph has it already. Throws like `loadDataset`. */
export async function seed(db: Connected): Promise<LoadedDataset> {
  return await loadDataset(db, await readDatasetOrThrow(firstDataset))
}

/** Loads the first dataset into a graph without datasets; undefined if there is one. Throws like `loadDataset`. */
export async function seedIfEmpty(db: Connected): Promise<LoadedDataset | undefined> {
  const dataset = await db.prisma.dataset.findFirst({ select: { id: true } })
  return dataset === null ? await seed(db) : undefined
}
