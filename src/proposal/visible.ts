import type { Prisma, PrismaClient } from '../generated/prisma/client.ts'
import { hasRole, type Viewer } from '../viewer.ts'

// Who sees which proposals. Everything of a proposal is read through these two functions.

const columns = { author: true, decidedBy: true } as const

/** A proposal with who made and who decided it. */
export type ProposalRow = Prisma.ProposalGetPayload<{ include: typeof columns }>

/** Curators see all but the drafts of others; everybody else what they proposed themselves, so without a key nothing. */
export function visibleTo({ actor, ...viewer }: Viewer): Prisma.ProposalWhereInput {
  const own: Prisma.ProposalWhereInput = { authorId: actor?.id ?? 0 }
  return hasRole({ actor, ...viewer }, 'CURATOR') ? { OR: [own, { state: { not: 'DRAFT' } }] } : own
}

/** The proposals with these keys that the viewer may see, by key. */
export async function readProposals(
  prisma: PrismaClient,
  viewer: Viewer,
  keys: readonly string[],
): Promise<Map<string, ProposalRow>> {
  if (viewer.actor === null) return new Map()
  const rows = await prisma.proposal.findMany({
    where: { AND: [{ key: { in: [...keys] } }, visibleTo(viewer)] },
    include: columns,
  })
  return new Map(rows.map((row) => [row.key, row]))
}

/** What part of a list is read: rows after or before one with this id, in the direction of the list. */
export interface ProposalRange {
  readonly where: Prisma.ProposalWhereInput
  readonly after?: number
  readonly before?: number
  readonly backward: boolean
  readonly limit: number
}

/** Proposals, the newest first; backward, the oldest. */
export async function listProposals(
  prisma: PrismaClient,
  { where, after, before, backward, limit }: ProposalRange,
): Promise<ProposalRow[]> {
  const id = { ...(after === undefined ? {} : { lt: after }), ...(before === undefined ? {} : { gt: before }) }
  return await prisma.proposal.findMany({
    where: { AND: [where, { id }] },
    include: columns,
    orderBy: { id: backward ? 'asc' : 'desc' },
    take: limit,
  })
}
