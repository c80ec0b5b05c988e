import { builder } from '../builder.ts'
import { acceptProposal, checkProposal } from '../change/proposal/accept.ts'
import { addToProposal, createProposal } from '../change/proposal/create.ts'
import { rejectProposal, submitProposal, withdrawProposal } from '../change/proposal/decide.ts'
import { revertRevision } from '../change/proposal/revert.ts'
import { callOf, finish, onceFor, onProposal, withProblems, write } from './call.ts'
import * as inputs from './mutation-input-schema.ts'
import { makePatch } from './patch.ts'
import { ProposalPayload } from './payload-schema.ts'
import { readRequests } from './requests.ts'

const contributor = { atLeast: 'CONTRIBUTOR' } as const
const curator = { atLeast: 'CURATOR' } as const

builder.mutationFields((t) => ({
  createProposal: t.field({
    type: ProposalPayload,
    authScopes: contributor,
    description: 'Makes a proposal, as a draft or, with `submit`, for review. Changes that cannot be accepted say why.',
    args: {
      input: t.arg({ type: inputs.CreateProposalInput, required: true, description: 'What to propose, and why.' }),
    },
    resolve: async (_root, { input }, ctx) => {
      const call = callOf(ctx, 'createProposal', input)
      const { actor } = call
      const { title, reason, changes, origin, submit } = input
      return await withProblems(call, null, async () => {
        const key = await write(call, async (tx) => {
          const requests = await readRequests(tx, changes as never)
          const by = origin
            ? { by: origin.by, name: origin.name, ...(origin.version != null && { version: origin.version }) }
            : { by: 'PERSON' as const, name: actor.name }
          const made = await createProposal(tx, { title, reason, by: actor, origin: by, changes: requests })
          if (submit) await submitProposal(tx, made, actor)
          return made
        })
        return await finish(call, key, submit === true)
      })
    },
  }),
  addToProposal: t.field({
    type: ProposalPayload,
    authScopes: contributor,
    description: 'Adds changes to a proposal of yours that nobody has decided about.',
    args: {
      input: t.arg({
        type: inputs.AddToProposalInput,
        required: true,
        description: 'The proposal, and the changes to add.',
      }),
    },
    resolve: async (_root, { input }, ctx) => {
      const call = callOf(ctx, 'addToProposal', input)
      return await onProposal(call, async (key) => {
        await write(call, async (tx) => {
          await addToProposal(tx, key, { by: call.actor, changes: await readRequests(tx, input.changes as never) })
          return key
        })
        return {}
      })
    },
  }),
  checkProposal: t.field({
    type: ProposalPayload,
    authScopes: contributor,
    description: 'Says all that accepting a proposal would say, and does nothing.',
    args: { input: t.arg({ type: inputs.ProposalInput, required: true, description: 'The proposal, by its id.' }) },
    resolve: async (_root, { input }, ctx) => {
      const call = callOf(ctx, 'checkProposal', input)
      return await onProposal(call, (key) => checkProposal(ctx.db, key))
    },
  }),
  submitProposal: t.field({
    type: ProposalPayload,
    authScopes: contributor,
    description: 'Opens a draft of yours for review.',
    args: { input: t.arg({ type: inputs.ProposalInput, required: true, description: 'The proposal, by its id.' }) },
    resolve: async (_root, { input }, ctx) => {
      const call = callOf(ctx, 'submitProposal', input)
      return await onProposal(call, async (key) => {
        await write(call, async (tx) => {
          await submitProposal(tx, key, call.actor)
          return key
        })
        return await checkProposal(ctx.db, key)
      })
    },
  }),
  acceptProposal: t.field({
    type: ProposalPayload,
    authScopes: curator,
    description:
      'Accepts a proposal, or some of its changes: all of them in one step, or none. If something prevents it, `problems` say what. For a dataset that files manage, `patch` is what to change in them.',
    args: { input: t.arg({ type: inputs.AcceptProposalInput, required: true, description: 'What to accept.' }) },
    resolve: async (_root, { input }, ctx) => {
      const call = callOf(ctx, 'acceptProposal', input)
      const { actor } = call
      const { note, ordinals } = input
      return await onProposal(call, (key) =>
        acceptProposal(ctx.db, {
          key,
          by: actor,
          mayDecideOwn: ctx.selfReview,
          makePatch,
          ...(note != null && { note }),
          ...(ordinals != null && { ordinals }),
          once: (tx, task) => onceFor(call, tx, task),
        }),
      )
    },
  }),
  rejectProposal: t.field({
    type: ProposalPayload,
    authScopes: curator,
    description: 'Rejects a proposal, or some of its changes, with a reason. The same does not come again.',
    args: {
      input: t.arg({ type: inputs.RejectProposalInput, required: true, description: 'What to reject, and why.' }),
    },
    resolve: async (_root, { input }, ctx) => {
      const call = callOf(ctx, 'rejectProposal', input)
      return await onProposal(call, async (key) => {
        await write(call, async (tx) => {
          const { reason, ordinals } = input
          await rejectProposal(tx, key, { by: call.actor, reason, ...(ordinals != null && { ordinals }) })
          return key
        })
        return {}
      })
    },
  }),
  withdrawProposal: t.field({
    type: ProposalPayload,
    authScopes: contributor,
    description: 'Takes back a proposal of yours that nobody has decided about.',
    args: { input: t.arg({ type: inputs.ProposalInput, required: true, description: 'The proposal, by its id.' }) },
    resolve: async (_root, { input }, ctx) => {
      const call = callOf(ctx, 'withdrawProposal', input)
      return await onProposal(call, async (key) => {
        await write(call, async (tx) => {
          await withdrawProposal(tx, key, call.actor)
          return key
        })
        return {}
      })
    },
  }),
  revertRevision: t.field({
    type: ProposalPayload,
    authScopes: contributor,
    description:
      'Opens a proposal that undoes what a revision changed. What has changed since is part of it, too, and cannot be accepted.',
    args: { input: t.arg({ type: inputs.RevertInput, required: true, description: 'Which revision, and why.' }) },
    resolve: async (_root, { input }, ctx) => {
      const call = callOf(ctx, 'revertRevision', input)
      return await withProblems(call, null, async () => {
        const key = await write(call, async (tx) => {
          const { revision, reason } = input
          const made = await revertRevision(tx, revision, {
            by: call.actor,
            reason: reason ?? `Undo revision ${revision}.`,
          })
          await submitProposal(tx, made, call.actor)
          return made
        })
        return await finish(call, key, true)
      })
    },
  }),
}))
