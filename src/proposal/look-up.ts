import { UsageError } from '../command-line/result.ts'
import { DossierError } from '../errors.ts'
import type { Prisma, PrismaClient, ProposalState } from '../generated/prisma/client.ts'
import { suggestion } from '../model/did-you-mean.ts'
import { parseNodeId } from '../model/id.ts'
import { quoted } from '../model/value.ts'
import { listProposals, type ProposalRow } from './visible.ts'

// How the command line finds proposals. Whoever has the database sees all of them, drafts, too.

/** A proposal, and what its changes are about. */
export interface ListedProposal extends ProposalRow {
  readonly changes: Readonly<Record<string, number>>
  readonly datasets: readonly string[]
}

/** How many characters of a key are enough to look for it. */
const leastOfKey = 6

/**
 * The key of the proposal that somebody names: by its key, the beginning of it, or its id in the API.
 *
 * @throws UsageError for what cannot be any of them; DossierError NOT_FOUND; AMBIGUOUS_NAME when several keys begin so.
 */
export async function findKey(prisma: PrismaClient, given: string): Promise<string> {
  const id = parseNodeId(given)
  const start = id?.type === 'Proposal' ? (id.parts[0] ?? '') : given.trim().toLowerCase()
  if (!/^[0-9a-f]{6,24}$/.test(start)) {
    throw new UsageError(
      `${quoted(given)} is no key of a proposal. Give its 24 digits from 0 to f, at least the first ${leastOfKey}, or its id in the API.`,
    )
  }
  const found = await prisma.proposal.findMany({
    where: { key: { startsWith: start } },
    select: { key: true },
    orderBy: { id: 'desc' },
    take: 5,
  })
  const [first, ...others] = found
  if (first === undefined) {
    throw new DossierError('NOT_FOUND', `There is no proposal ${quoted(given)}; \`proposal list\` names all.`, {
      value: given,
    })
  }
  if (others.length === 0) return first.key
  const keys = found.map(({ key }) => key)
  const message = `Several proposals have keys that begin with "${start}": ${keys.join(', ')}. Give more of the one you mean.`
  throw new DossierError('AMBIGUOUS_NAME', message, { value: given, suggestions: keys })
}

/** The proposal with this key. */
export async function readProposal(prisma: PrismaClient, key: string): Promise<ListedProposal> {
  const rows = await listProposals(prisma, { where: { key }, backward: false, limit: 1 })
  const [proposal] = await withChanges(prisma, rows)
  if (proposal === undefined) throw new DossierError('NOT_FOUND', `There is no proposal "${key}" any more.`)
  return proposal
}

export interface ProposalFilter {
  readonly states: readonly ProposalState[] | undefined
  readonly dataset: string | undefined
  /** The name of an actor. */
  readonly author: string | undefined
}

/**
 * Proposals, the newest first, and how many there are.
 *
 * @throws DossierError NOT_FOUND when there is nothing to list, because the dataset is misspelt.
 */
export async function findProposals(
  prisma: PrismaClient,
  { states, dataset, author }: ProposalFilter,
  limit: number,
): Promise<{ proposals: ListedProposal[]; total: number }> {
  const where: Prisma.ProposalWhereInput = {
    ...(states && { state: { in: [...states] } }),
    ...(author !== undefined && { author: { name: author } }),
    ...(dataset !== undefined && { changes: { some: { dataset } } }),
  }
  const total = await prisma.proposal.count({ where })
  if (total === 0 && dataset !== undefined) await refuseUnknownDataset(prisma, dataset)
  const rows = await listProposals(prisma, { where, backward: false, limit })
  return { proposals: await withChanges(prisma, rows), total }
}

/** Proposals about a dataset that was removed are still there, so only what is found nowhere is refused. */
async function refuseUnknownDataset(prisma: PrismaClient, slug: string): Promise<void> {
  const known = (await prisma.dataset.findMany({ select: { slug: true }, orderBy: { slug: 'asc' } })).map(
    (dataset) => dataset.slug,
  )
  if (known.includes(slug)) return
  const advice = suggestion(slug, known) || '; `dataset list` names all.'
  throw new DossierError('NOT_FOUND', `There is no dataset ${quoted(slug)}${advice}`, { value: slug })
}

async function withChanges(prisma: PrismaClient, rows: readonly ProposalRow[]): Promise<ListedProposal[]> {
  const counts = await prisma.$queryRaw<{ id: number; dataset: string; status: string; count: number }[]>`
    select proposal_id as id, dataset, status::text, count(*)::int from proposed_change
    where proposal_id = any(${rows.map(({ id }) => id)}::int[]) group by 1, 2, 3 order by 1, 2, 3`
  const groups = Map.groupBy(counts, ({ id }) => id)
  return rows.map((row) => {
    const own = groups.get(row.id) ?? []
    const changes: Record<string, number> = {}
    for (const { status, count } of own) changes[status] = (changes[status] ?? 0) + count
    return { ...row, changes, datasets: [...new Set(own.map(({ dataset }) => dataset))] }
  })
}
