import { builder } from '../builder.ts'
import { sentId } from '../mutation/client-mutation-id.ts'
import { callOf, finish, payload, withProblems, write } from '../proposal/call.ts'
import { ProposalPayload } from '../proposal/payload-schema.ts'
import { proposeCandidates } from './accept/propose.ts'
import { draftOfDocument } from './draft-document.ts'

const DraftDocumentInput = builder.inputType('DraftDocumentInput', {
  description: 'A document to read facts out of.',
  fields: (t) => ({
    document: t.string({ required: true, description: 'The slug of a document whose text is loaded.' }),
    dataset: t.string({ required: true, description: 'The slug of the dataset that is to say the facts.' }),
    clientMutationId: t.string(sentId),
  }),
})

/** Stored as the result of a draft that brought nothing, because a result is a text. */
const nothing = ''

builder.mutationFields((t) => ({
  draftDocument: t.field({
    type: ProposalPayload,
    authScopes: { atLeast: 'CONTRIBUTOR' },
    description:
      'Reads facts out of the text of a document by rules, and opens a proposal of those that are new, each with its sentence and its confidence. What an open proposal has already, or a curator rejected, is not proposed again: if nothing else is found, that proposal is the result, or none.',
    args: { input: t.arg({ type: DraftDocumentInput, required: true, description: 'What to read, and for whom.' }) },
    resolve: async (_root, { input }, ctx) => {
      const call = callOf(ctx, 'draftDocument', input)
      return await withProblems(call, null, async () => {
        // Outside of the transaction, because reading a long text takes a while.
        const wanted = await draftOfDocument(ctx.db.prisma, input, call.actor)
        const key = await write(call, async (tx) => (await proposeCandidates(tx, wanted)).key ?? nothing)
        return key === nothing ? await payload(call, null) : await finish(call, key, true)
      })
    },
  }),
}))
