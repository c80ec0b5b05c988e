import { DossierError } from '../../errors.ts'
import type { Proposal, ProposedChange } from '../../generated/prisma/client.ts'
import type { ImageType } from '../image.ts'
import type { ItemContent } from '../item.ts'
import type { Transaction } from '../writer.ts'
import type { PreparedChange } from './prepare.ts'
import type { ChangeProblem } from './problem.ts'

/** Somebody who proposes or decides. */
export interface Person {
  readonly id: number
  readonly name: string
}

/** A proposed change as it is stored. */
export interface StoredChange extends PreparedChange {
  readonly ordinal: number
  readonly reason?: string
}

export interface StoredProposal {
  readonly proposal: Proposal
  readonly changes: readonly StoredChange[]
}

/** Whose proposal it has to be, and in which state. */
interface Demands {
  readonly states: readonly Proposal['state'][]
  /** What somebody wants to do with it, for messages: "submit". */
  readonly verb: string
  /** Only this person may do it. */
  readonly author?: Person
}

/**
 * Reads a proposal and locks it until the transaction ends.
 *
 * @throws DossierError NOT_FOUND when there is none with the key; FORBIDDEN when it is somebody else's; CONFLICT when it is
 *   not in one of the states.
 */
export async function lockProposal(tx: Transaction, key: string, demands: Demands): Promise<StoredProposal> {
  await tx.$queryRaw`select id from proposal where key = ${key} for update`
  const proposal = await tx.proposal.findUnique({ where: { key } })
  if (proposal === null) throw unknownProposal(key)
  const { states, verb, author } = demands
  if (author !== undefined && author.id !== proposal.authorId) {
    throw new DossierError('FORBIDDEN', `Only who made a proposal can ${verb} it.`)
  }
  if (!states.includes(proposal.state)) {
    const right = states.join(' or ')
    const message = `The proposal is ${proposal.state}; to ${verb} it, it has to be ${right}.`
    throw new DossierError('CONFLICT', message, { state: proposal.state })
  }
  return { proposal, changes: await readChanges(tx, proposal.id) }
}

export function unknownProposal(key: string): DossierError {
  return new DossierError('NOT_FOUND', `There is no proposal "${key}" that you may see.`)
}

async function readChanges(tx: Transaction, proposalId: number): Promise<StoredChange[]> {
  const rows = await tx.proposedChange.findMany({ where: { proposalId }, orderBy: { ordinal: 'asc' } })
  return rows.map(storedChange)
}

export function storedChange(row: ProposedChange): StoredChange {
  const { ordinal, operation, dataset, key, expectedVersion, before, after, confidence, status, reason, digest } = row
  return {
    ordinal,
    operation,
    type: row.type as ImageType,
    dataset,
    key,
    status,
    problems: row.problems as unknown as readonly ChangeProblem[],
    digest,
    ...(expectedVersion !== null && { expectedVersion }),
    ...(before !== null && { before: before as ItemContent }),
    ...(after !== null && { after: after as ItemContent }),
    ...(confidence !== null && { confidence }),
    ...(reason !== null && { reason }),
  }
}

/** Adds changes to a proposal, with ordinals from `first` on. */
export async function insertChanges(
  tx: Transaction,
  proposalId: number,
  first: number,
  changes: readonly PreparedChange[],
): Promise<void> {
  await tx.proposedChange.createMany({
    data: changes.map(({ before, after, problems, expectedVersion, confidence, ...change }, index) => ({
      ...change,
      proposalId,
      ordinal: first + index,
      problems: json(problems),
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
      ...(confidence === undefined ? {} : { confidence }),
      ...(before && { before: json(before) }),
      ...(after && { after: json(after) }),
    })),
  })
}

/** Prisma's type of JSON knows no readonly arrays. */
export function json(value: unknown): object {
  return value as object
}
