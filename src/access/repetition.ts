import { createHash } from 'node:crypto'
import { DossierError } from '../errors.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import type { Actor } from '../viewer.ts'

/** What is asked: `input` is the input of the mutation, with or without the id. */
export interface Mutated {
  readonly actor: Pick<Actor, 'id'>
  /** The name of the field. */
  readonly mutation: string
  readonly clientMutationId?: string | null
  readonly input: object
}

type Transaction = Prisma.TransactionClient

/** The most characters of a `clientMutationId`. */
const longestId = 200

/** How many old results one mutation removes at most. */
const removedAtOnce = 1_000

/**
 * Does `task` within the transaction, once: if the actor repeats the mutation within a day, under the same
 * `clientMutationId` and with the same input, nothing is done and the first result comes back. A repetition that comes
 * while the first still runs waits for it. What fails leaves no trace, so it can be repeated. Without an id, `task` is
 * always done.
 *
 * @param task Its result has to be JSON and is stored, so it must not hold a secret.
 * @throws DossierError BAD_USER_INPUT when the id was used with another input, or is empty or too long.
 */
export async function once<Result extends Prisma.InputJsonValue>(
  tx: Transaction,
  { actor, mutation, clientMutationId, input }: Mutated,
  task: () => Promise<Result>,
): Promise<Result> {
  if (clientMutationId == null) return await task()
  checkClientMutationId(clientMutationId)
  await removeOld(tx)
  const inputDigest = digestOf(input)
  if (!(await claim(tx, { actor, mutation, clientMutationId }, inputDigest))) {
    return await repeated<Result>(tx, { actor, mutation, clientMutationId }, inputDigest)
  }
  const result = await task()
  await tx.$executeRaw`update mutation_result set result = ${JSON.stringify(result)}::jsonb
    where actor_id = ${actor.id} and mutation = ${mutation} and client_mutation_id = ${clientMutationId}`
  return result
}

type Key = Required<Pick<Mutated, 'actor' | 'mutation'>> & { readonly clientMutationId: string }

/** Whether the mutation is ours to do. The insertion waits for another transaction that does the same. */
async function claim(tx: Transaction, { actor, mutation, clientMutationId }: Key, digest: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    insert into mutation_result as known (actor_id, mutation, client_mutation_id, input_digest)
    values (${actor.id}, ${mutation}, ${clientMutationId}, ${digest})
    on conflict (actor_id, mutation, client_mutation_id) do update
      set input_digest = excluded.input_digest, result = null, at = now()
      where known.at < now() - interval '1 day'
    returning 1`
  return rows.length > 0
}

async function repeated<Result>(
  tx: Transaction,
  { actor, mutation, clientMutationId }: Key,
  digest: string,
): Promise<Result> {
  const [row] = await tx.$queryRaw<{ result: Result; input_digest: string }[]>`
    select result, input_digest from mutation_result
    where actor_id = ${actor.id} and mutation = ${mutation} and client_mutation_id = ${clientMutationId}`
  if (row?.input_digest === digest) return row.result
  const message = `The clientMutationId "${clientMutationId}" was used for another input of "${mutation}" within the last day. Use a new id for each change, and the same id only to repeat one.`
  throw new DossierError('BAD_USER_INPUT', message, { argument: 'clientMutationId', value: clientMutationId })
}

/** Removes results that nobody can ask for any more, past those that other transactions are removing. */
async function removeOld(tx: Transaction): Promise<void> {
  await tx.$executeRaw`delete from mutation_result where ctid in (
    select ctid from mutation_result where at < now() - interval '1 day' limit ${removedAtOnce} for update skip locked)`
}

/** @throws DossierError BAD_USER_INPUT for an id that is empty, too long, or no text. */
export function checkClientMutationId(id: string): void {
  if (id.length > 0 && id.length <= longestId) return
  const message = `The clientMutationId has ${id.length} characters, and must have from 1 to ${longestId}. A random UUID is a good one.`
  throw new DossierError('BAD_USER_INPUT', message, { argument: 'clientMutationId', maximum: longestId })
}

/** The digest of an input, whatever the order of its fields. The id itself is no part of what is asked. */
function digestOf(input: object): string {
  const { clientMutationId: _id, ...rest } = input as { clientMutationId?: unknown }
  return createHash('sha256').update(JSON.stringify(rest, inOrder)).digest('base64url')
}

function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
