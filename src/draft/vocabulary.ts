import type { ItemContent } from '../change/item.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { compare } from '../model/compare.ts'
import { entityKinds, textIn } from '../model/kind.ts'

/** The names under which things are measured and described: the same thing should have the same one. */
export interface Vocabulary {
  readonly metrics: readonly string[]
  readonly attributes: readonly string[]
}

/** The most names of each list: a prompt has to stay readable. */
const mostListed = 500

/** The names that facts use, the graph too if there is one, and the attributes that entities show as their own. */
export async function vocabularyOf(facts: readonly ItemContent[], prisma?: PrismaClient): Promise<Vocabulary> {
  const used = (field: string) => facts.flatMap((fact) => textIn(fact, field) ?? [])
  const own = entityKinds().flatMap(({ attributes }) => Object.keys(attributes))
  const graph = prisma === undefined ? { metrics: [], attributes: [] } : await usedInGraph(prisma)
  return {
    metrics: inOrder([...used('metric'), ...graph.metrics]),
    attributes: inOrder([...own, ...used('attribute'), ...graph.attributes]),
  }
}

/** The most common ones. */
async function usedInGraph(prisma: PrismaClient): Promise<Vocabulary> {
  const metrics = await prisma.figure.groupBy({
    by: 'metric',
    orderBy: [{ _count: { metric: 'desc' } }, { metric: 'asc' }],
    take: mostListed,
  })
  const attributes = await prisma.attribute.groupBy({
    by: 'key',
    orderBy: [{ _count: { key: 'desc' } }, { key: 'asc' }],
    take: mostListed,
  })
  return { metrics: metrics.map(({ metric }) => metric), attributes: attributes.map(({ key }) => key) }
}

function inOrder(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted(compare).slice(0, mostListed)
}
