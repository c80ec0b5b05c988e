import { lockRevision } from '../database/revision.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'

/** The result of removing the beginning of the log. */
export interface Pruned {
  /** How many changes were removed. */
  readonly removed: number
  /** The first revision from which readers can go on now; null if nothing was removed. */
  readonly keptFrom: string | null
}

/**
 * Removes changes from the log that are older than so many days, whole revisions at a time. The last revision always
 * stays, so that whoever has seen everything can go on. What is removed is missing in histories, too.
 */
export async function pruneChanges({ prisma }: { readonly prisma: PrismaClient }, days: number): Promise<Pruned> {
  return await prisma.$transaction(async (tx) => {
    // Nobody changes the graph meanwhile.
    await lockRevision(tx)
    const [found] = await tx.$queryRaw<{ last: bigint | null }[]>`
      select least(
        (select min(number) - 1 from change where at >= now() - make_interval(days => ${days})),
        (select max(number) - 1 from change)) as last`
    const last = found?.last ?? null
    if (last === null) return { removed: 0, keptFrom: null }
    const removed = await tx.$executeRaw`delete from change where number <= ${last}`
    if (removed === 0) return { removed, keptFrom: null }
    await tx.$executeRaw`
      delete from revision_epoch as own
      where exists (select from revision_epoch as next where next.first > own.first and next.first <= ${last})`
    await tx.$executeRaw`update revision_epoch set first = ${last} where first < ${last}`
    const [oldest] = await tx.$queryRaw<{ revision: string }[]>`
      select epoch || '-' || first as revision from revision_epoch order by first limit 1`
    return { removed, keptFrom: oldest?.revision ?? null }
  })
}
