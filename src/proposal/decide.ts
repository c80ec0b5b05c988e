import { findActor } from '../access/actor.ts'
import { once } from '../access/repetition.ts'
import { acceptProposal, checkProposal } from '../change/proposal/accept.ts'
import { rejectProposal, submitProposal, withdrawProposal } from '../change/proposal/decide.ts'
import { revertRevision } from '../change/proposal/revert.ts'
import { timeouts } from '../change/transaction.ts'
import type { Transaction } from '../change/writer.ts'
import { readNumbers } from '../command-line/number-list.ts'
import type { CommandResult } from '../command-line/result.ts'
import type { Database } from '../database/open.ts'
import { DossierError } from '../errors.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import type { Actor } from '../viewer.ts'
import { findKey, readProposal } from './look-up.ts'
import { makePatch } from './patch.ts'
import { decidedAnswer, proposedAnswer } from './report.ts'

// What the commands that write proposals do. Operators have the database, so only two rules bind them: who accepts is not
// who proposed, and who withdraws is.

interface Order {
  /** The name of an actor. */
  readonly actor: string
  /** An id of the command: under the same id it is done once. */
  readonly once: string
}

interface OrderOfProposal extends Order {
  /** The key of the proposal, or what `findKey` takes for it. */
  readonly given: string
  /** Numbers of changes, such as "1,3-5"; all if it is not given. */
  readonly only?: string
}

export async function accept(
  db: Database,
  order: OrderOfProposal & { readonly note?: string; readonly mayDecideOwn: boolean },
): Promise<CommandResult> {
  const { note, mayDecideOwn } = order
  const { key, by } = await readOrder(db, order)
  const only = await readOnly(db.prisma, key, order.only)
  const judgement = await acceptProposal(db, {
    key,
    by,
    mayDecideOwn,
    makePatch,
    ...(note !== undefined && { note }),
    ...(only && { ordinals: [...only] }),
    once: (tx, task) => doOnce(tx, 'acceptProposal', by, order, task),
  })
  return decidedAnswer(await readProposal(db.prisma, key), judgement)
}

export async function reject(
  db: Database,
  order: OrderOfProposal & { readonly reason: string },
): Promise<CommandResult> {
  const { reason } = order
  const { key, by } = await readOrder(db, order)
  const only = await readOnly(db.prisma, key, order.only)
  await write(db, 'rejectProposal', by, order, async (tx) => {
    await rejectProposal(tx, key, { by, reason, ...(only && { ordinals: [...only] }) })
    return key
  })
  return decidedAnswer(await readProposal(db.prisma, key))
}

export async function withdraw(db: Database, order: OrderOfProposal): Promise<CommandResult> {
  const { key, by } = await readOrder(db, order)
  await write(db, 'withdrawProposal', by, order, async (tx) => {
    await withdrawProposal(tx, key, by)
    return key
  })
  return decidedAnswer(await readProposal(db.prisma, key))
}

export async function revert(
  db: Database,
  order: Order & { readonly revision: string; readonly reason?: string },
): Promise<CommandResult> {
  const { revision, reason = `Undo revision ${revision}.` } = order
  const by = await findActor(db.prisma, order.actor)
  const key = await write(db, 'revertRevision', by, order, async (tx) => {
    const made = await revertRevision(tx, revision, { by, reason })
    await submitProposal(tx, made, by)
    return made
  })
  const judgement = await checkProposal(db, key)
  return proposedAnswer(await readProposal(db.prisma, key), judgement)
}

/**
 * The changes of a proposal that a text such as "1,3-5" names; undefined for no text.
 *
 * @throws UsageError for numbers that are malformed, or that no change has.
 */
export async function readOnly(
  prisma: PrismaClient,
  key: string,
  only: string | undefined,
): Promise<ReadonlySet<number> | undefined> {
  if (only === undefined) return undefined
  const last = await prisma.proposedChange.count({ where: { proposal: { key } } })
  if (last === 0) throw new DossierError('BAD_USER_INPUT', 'The proposal has no changes, so --only names none of them.')
  return readNumbers([only], { one: 'change', of: 'the proposal', last })
}

async function readOrder({ prisma }: Database, { given, actor }: OrderOfProposal): Promise<{ key: string; by: Actor }> {
  return { key: await findKey(prisma, given), by: await findActor(prisma, actor) }
}

async function write(
  { prisma }: Database,
  mutation: string,
  by: Actor,
  order: Order,
  task: (tx: Transaction) => Promise<string>,
): Promise<string> {
  return await prisma.$transaction((tx) => doOnce(tx, mutation, by, order, () => task(tx)), timeouts)
}

async function doOnce<Result extends string | true>(
  tx: Transaction,
  mutation: string,
  actor: Actor,
  order: Order,
  task: () => Promise<Result>,
): Promise<Result> {
  return await once(tx, { actor, mutation, clientMutationId: order.once, input: order }, task)
}
