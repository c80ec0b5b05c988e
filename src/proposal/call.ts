import { checkClientMutationId, once } from '../access/repetition.ts'
import type { Context } from '../builder.ts'
import { checkProposal, type Judgement } from '../change/proposal/accept.ts'
import { unknownProposal } from '../change/proposal/stored.ts'
import type { Transaction } from '../change/writer.ts'
import { DossierError } from '../errors.ts'
import { parseNodeId } from '../model/id.ts'
import { problemsOf } from '../mutation/problem-schema.ts'
import type { Actor } from '../viewer.ts'
import type { ProposalResult } from './payload-schema.ts'
import { readProposals } from './visible.ts'

/** Milliseconds for a transaction that writes a proposal, and for the wait until it starts. */
const timeouts = { maxWait: 10_000, timeout: 30_000 }

/** What the input of every mutation has. */
interface Input {
  readonly clientMutationId?: string | null | undefined
}

/** What a mutation found out. */
type Found = Pick<ProposalResult, 'problems' | 'warnings' | 'revision'>

/** A mutation in progress: who asks, and what. */
interface Call<I extends Input> {
  readonly ctx: Context
  readonly actor: Actor
  readonly mutation: string
  readonly input: I
}

export function callOf<I extends Input>(ctx: Context, mutation: string, input: I): Call<I> {
  const { actor } = ctx.viewer
  if (actor === null) throw new DossierError('UNAUTHENTICATED', `"${mutation}" needs a key.`)
  if (input.clientMutationId != null) checkClientMutationId(input.clientMutationId)
  return { ctx, actor, mutation, input }
}

/** Writes within one transaction, once for each `clientMutationId`. `task` returns the key of the proposal. */
export async function write<I extends Input>(
  call: Call<I>,
  task: (tx: Transaction) => Promise<string>,
): Promise<string> {
  return await call.ctx.db.prisma.$transaction((tx) => onceFor(call, tx, () => task(tx)), timeouts)
}

/** Does a task within a transaction, once for each `clientMutationId`. */
export async function onceFor<I extends Input, Result extends string | true>(
  { actor, mutation, input }: Call<I>,
  tx: Transaction,
  task: () => Promise<Result>,
): Promise<Result> {
  return await once(tx, { actor, mutation, input, clientMutationId: input.clientMutationId ?? null }, task)
}

/** The payload of a proposal with this key, and what was found out about it. */
export async function payload(
  call: Call<Input>,
  key: string | null,
  found: Partial<Found> = {},
): Promise<ProposalResult> {
  const { ctx, input } = call
  const proposal = key === null ? undefined : (await readProposals(ctx.db.prisma, ctx.viewer, [key])).get(key)
  const { problems = [], warnings = [], revision = null } = found
  return { proposal: proposal ?? null, problems, warnings, revision, clientMutationId: input.clientMutationId ?? null }
}

/** Errors that say what the caller can do about the input are problems of the payload. */
export async function withProblems(
  call: Call<Input>,
  key: string | null,
  task: () => Promise<ProposalResult>,
): Promise<ProposalResult> {
  try {
    return await task()
  } catch (error) {
    return await payload(call, key, { problems: problemsOf(error) })
  }
}

/** The key of the proposal with this id. Whether the viewer may see it is not decided here. */
function keyOf(id: string): string {
  const parsed = parseNodeId(id)
  if (parsed?.type === 'Proposal') return parsed.parts[0] as string
  throw new DossierError('BAD_USER_INPUT', `"${id.slice(0, 60)}" is not the id of a proposal.`, {
    value: id.slice(0, 60),
  })
}

/** The key of a proposal that the viewer may see: of others they do not even learn that they are there. */
async function visibleKey({ ctx }: Call<Input>, id: string): Promise<string> {
  const key = keyOf(id)
  if ((await readProposals(ctx.db.prisma, ctx.viewer, [key])).has(key)) return key
  throw unknownProposal(key)
}

/** A mutation of a proposal that there is: `task` does it and says what it found out. */
export async function onProposal<I extends Input & { readonly proposal: string }>(
  call: Call<I>,
  task: (key: string) => Promise<Judgement | object>,
): Promise<ProposalResult> {
  return await withProblems(call, null, async () => {
    const key = await visibleKey(call, call.input.proposal)
    return await withProblems(call, key, async () => payload(call, key, await task(key)))
  })
}

/** Submits a new proposal if that is wanted, and looks into it. */
export async function finish(call: Call<Input>, key: string, isSubmitted: boolean): Promise<ProposalResult> {
  return await withProblems(call, key, async () =>
    payload(call, key, isSubmitted ? await checkProposal(call.ctx.db, key) : {}),
  )
}
