import { randomBytes } from 'node:crypto'
import { DossierError } from '../../errors.ts'
import { quoted } from '../../model/value.ts'
import type { Origin } from '../log.ts'
import { text } from '../value-format.ts'
import type { Transaction } from '../writer.ts'
import { type PreparedChange, prepareChanges } from './prepare.ts'
import { changeProblem } from './problem.ts'
import type { ChangeRequest } from './request.ts'
import { insertChanges, lockProposal, type Person } from './stored.ts'

/** The most changes of one proposal. */
export const mostChanges = 10_000

export interface NewProposal {
  readonly title: string
  /** Why the graph should say so. */
  readonly reason: string
  readonly by: Person
  readonly origin: Origin
  /** The revision that it undoes. */
  readonly reverts?: string
  readonly changes: readonly ChangeRequest[]
}

/**
 * Makes a proposal, as a draft. Changes that cannot be accepted are part of it, with what is wrong with them.
 *
 * @returns Its key.
 * @throws DossierError BAD_USER_INPUT for a title, a reason or an origin that is no text or too long, or too many changes;
 *   NOT_FOUND for datasets that do not exist.
 */
export async function createProposal(tx: Transaction, proposal: NewProposal): Promise<string> {
  const { by, origin, reverts, changes } = proposal
  const { id, key } = await tx.proposal.create({
    data: {
      key: randomBytes(12).toString('hex'),
      title: checkedText('title', proposal.title, 500),
      reason: checkedText('reason', proposal.reason, 5000),
      authorId: by.id,
      origin: origin.by,
      originName: checkedText('origin.name', origin.name, 200),
      ...(origin.version === undefined ? {} : { originVersion: checkedText('origin.version', origin.version, 200) }),
      ...(reverts === undefined ? {} : { reverts }),
    },
  })
  await addChanges(tx, id, [], changes)
  return key
}

/**
 * Adds changes to a proposal that is not decided.
 *
 * @throws As `createProposal` and `lockProposal` do.
 */
export async function addToProposal(
  tx: Transaction,
  key: string,
  { by, changes }: Pick<NewProposal, 'by' | 'changes'>,
): Promise<void> {
  const stored = await lockProposal(tx, key, { states: ['DRAFT', 'OPEN'], verb: 'add to', author: by })
  await addChanges(tx, stored.proposal.id, stored.changes, changes)
}

async function addChanges(
  tx: Transaction,
  id: number,
  earlier: readonly PreparedChange[],
  changes: readonly ChangeRequest[],
): Promise<void> {
  if (earlier.length + changes.length > mostChanges) {
    const message = `A proposal has at most ${mostChanges} changes, and this one would have ${earlier.length + changes.length}. Make several.`
    throw new DossierError('BAD_USER_INPUT', message, { maximum: mostChanges })
  }
  await refuseUnknownDatasets(tx, changes)
  const prepared = await prepareChanges(tx, changes, earlier)
  await insertChanges(tx, id, earlier.length + 1, withoutRepetitions(earlier, prepared))
}

async function refuseUnknownDatasets(tx: Transaction, changes: readonly ChangeRequest[]): Promise<void> {
  const wanted = [...new Set(changes.flatMap(({ type, dataset }) => (type === 'dataset' ? [] : [dataset])))]
  const made = new Set(changes.flatMap(({ type, key }) => (type === 'dataset' ? [key] : [])))
  const known = await tx.dataset.findMany({ select: { slug: true }, orderBy: { slug: 'asc' } })
  const unknown = wanted.find((slug) => !made.has(slug) && !known.some((one) => one.slug === slug))
  if (unknown === undefined) return
  const names = known.length === 0 ? 'there is none' : `there are ${known.map(({ slug }) => slug).join(', ')}`
  throw new DossierError('NOT_FOUND', `There is no dataset ${quoted(unknown)}; ${names}.`, { value: unknown })
}

/** A proposal changes an item once: of two changes one would overwrite the other. */
function withoutRepetitions(earlier: readonly PreparedChange[], changes: readonly PreparedChange[]): PreparedChange[] {
  const seen = new Set(earlier.map(nameOf))
  return changes.map((change) => {
    const name = nameOf(change)
    if (!seen.has(name)) {
      seen.add(name)
      return change
    }
    const message = `An earlier change of the proposal is of ${quoted(change.key)} already; make one of the two.`
    return { ...change, status: 'INVALID', problems: [changeProblem('REPEATED', message)] }
  })
}

function nameOf({ type, dataset, key }: PreparedChange): string {
  return `${type} ${dataset}/${key}`
}

/** @throws DossierError BAD_USER_INPUT that names the argument and the value. */
export function checkedText(argument: string, value: string, most: number): string {
  const { success, data, error } = text(most).safeParse(value)
  if (success) return data
  const message = `\`${argument}\` is not right: ${quoted(value)} ${error.issues[0]?.message ?? 'is no text'}.`
  throw new DossierError('BAD_USER_INPUT', message, { argument })
}
