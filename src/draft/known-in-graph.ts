import type { PrismaClient } from '../generated/prisma/client.ts'
import { factsInGraph, type KnownGraph, keysInGraph, namesInGraph, textsIn } from './known.ts'

/** What the graph knows when candidates for one of its datasets are checked. */
export async function knownInGraph(
  prisma: PrismaClient,
  dataset: string,
  candidates: readonly unknown[],
): Promise<KnownGraph> {
  const names = await namesInGraph(prisma)
  return await withFacts(prisma, { names, facts: [], keys: await keysInGraph(prisma, dataset) }, candidates)
}

/** With the facts about all entities that candidates name. */
export async function withFacts(
  prisma: PrismaClient,
  known: KnownGraph,
  candidates: readonly unknown[],
): Promise<KnownGraph> {
  const slugs = textsIn(candidates).filter((text) => known.names.has(text))
  const facts = await factsInGraph(prisma, [...new Set(slugs)])
  return { ...known, facts: [...known.facts, ...facts] }
}
