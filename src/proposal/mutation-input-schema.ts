import { builder } from '../builder.ts'
import { OriginKindRef } from '../history/enum.ts'
import { sentId } from '../mutation/client-mutation-id.ts'
import { ProposedChangeInput } from './input-schema.ts'

// The inputs of mutations, in Relay's way.

type Inputs = PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>

function proposalId(t: Inputs) {
  return t.id({ required: true, description: 'The id of the proposal.' })
}

const OriginInput = builder.inputType('OriginInput', {
  description: 'What made a proposal.',
  fields: (t) => ({
    by: t.field({ type: OriginKindRef, required: true, description: 'A person, rules, a model or an importer.' }),
    name: t.string({ required: true, description: 'Which one: the name of the program or the model.' }),
    version: t.string({ description: 'The version of that program or model.' }),
  }),
})

export const CreateProposalInput = builder.inputType('CreateProposalInput', {
  description: 'A new proposal.',
  fields: (t) => ({
    title: t.string({ required: true, description: 'What it changes, in at most 500 characters.' }),
    reason: t.string({ required: true, description: 'Why the graph should say so.' }),
    changes: t.field({ type: [ProposedChangeInput], required: true, description: 'Its changes, in their order.' }),
    origin: t.field({ type: OriginInput, description: 'What made it; you, by default.' }),
    submit: t.boolean({ description: 'Whether to open it for review at once; it is a draft by default.' }),
    clientMutationId: t.string(sentId),
  }),
})

export const AddToProposalInput = builder.inputType('AddToProposalInput', {
  description: 'More changes of a proposal.',
  fields: (t) => ({
    proposal: proposalId(t),
    changes: t.field({ type: [ProposedChangeInput], required: true, description: 'The changes, in their order.' }),
    clientMutationId: t.string(sentId),
  }),
})

export const ProposalInput = builder.inputType('ProposalInput', {
  description: 'The proposal that a mutation concerns.',
  fields: (t) => ({ proposal: proposalId(t), clientMutationId: t.string(sentId) }),
})

export const AcceptProposalInput = builder.inputType('AcceptProposalInput', {
  description: 'What to accept of a proposal.',
  fields: (t) => ({
    proposal: proposalId(t),
    ordinals: t.intList({ description: 'Only the changes with these ordinals; all that are not decided by default.' }),
    note: t.string({ description: 'What the author should know.' }),
    clientMutationId: t.string(sentId),
  }),
})

export const RejectProposalInput = builder.inputType('RejectProposalInput', {
  description: 'What to reject of a proposal.',
  fields: (t) => ({
    proposal: proposalId(t),
    ordinals: t.intList({ description: 'Only the changes with these ordinals; all that are not decided by default.' }),
    reason: t.string({ required: true, description: 'Why. Anybody who proposes the same again is told.' }),
    clientMutationId: t.string(sentId),
  }),
})

export const RevertInput = builder.inputType('RevertInput', {
  description: 'A revision to undo.',
  fields: (t) => ({
    revision: t.string({ required: true, description: 'The revision, as `changes` and `graph.revision` give it.' }),
    reason: t.string({ description: 'Why it is to be undone.' }),
    clientMutationId: t.string(sentId),
  }),
})

export const CreateDatasetInput = builder.inputType('CreateDatasetInput', {
  description: 'A new dataset, which accepted proposals change.',
  fields: (t) => ({
    slug: t.string({ required: true, description: 'Its readable key: small letters, digits and hyphens.' }),
    title: t.string({ required: true, description: 'The title of the dataset, for people.' }),
    language: t.string({ description: 'The language of its summaries and statements as BCP 47 tag; `en` by default.' }),
    licence: t.string({ description: 'The licence that its facts are published under.' }),
    clientMutationId: t.string(sentId),
  }),
})
