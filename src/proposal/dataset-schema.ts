import { builder } from '../builder.ts'
import { createDataset } from '../change/new-dataset.ts'
import { changeGraph } from '../change/transaction.ts'
import { sql } from '../database/sql.ts'
import { Dataset } from '../dataset/schema.ts'
import { returnedId } from '../mutation/client-mutation-id.ts'
import { Problem, type ProblemValue, problemsOf } from '../mutation/problem-schema.ts'
import { findRow } from '../query/rows.ts'
import { callOf, onceFor } from './call.ts'
import { CreateDatasetInput } from './mutation-input-schema.ts'

interface DatasetResult {
  readonly slug: string | null
  readonly problems: readonly ProblemValue[]
  readonly clientMutationId: string | null
}

const DatasetPayload = builder.objectRef<DatasetResult>('DatasetPayload').implement({
  description: 'What has become of a dataset.',
  fields: (t) => ({
    dataset: t.field({
      type: Dataset,
      nullable: true,
      description: 'The dataset; null if there is none.',
      resolve: async ({ slug }, _args, ctx, info) =>
        slug === null
          ? null
          : ((await findRow(ctx, info, 'dataset', sql`select id from dataset where slug = ${slug}`)) as never),
    }),
    problems: t.field({
      type: [Problem],
      description: 'What prevents it. If there is something, nothing was done.',
      resolve: ({ problems }) => [...problems],
    }),
    clientMutationId: t.exposeString('clientMutationId', returnedId),
  }),
})

builder.mutationField('createDataset', (t) =>
  t.field({
    type: DatasetPayload,
    authScopes: { atLeast: 'ADMIN' },
    description: 'Makes a dataset without items. Accepted proposals change it, and no files.',
    args: { input: t.arg({ type: CreateDatasetInput, required: true, description: 'The dataset to make.' }) },
    resolve: async (_root, { input }, ctx) => {
      const call = callOf(ctx, 'createDataset', input)
      const { name } = call.actor
      const { clientMutationId = null, slug, title, language, licence } = input
      try {
        const dataset = { slug, title, ...(language != null && { language }), ...(licence != null && { licence }) }
        const origin = { by: 'PERSON', name } as const
        const { result } = await changeGraph(ctx.db, { origin, actor: name }, (change) =>
          onceFor(call, change.tx, async () => {
            await createDataset(change, dataset)
            return slug.trim()
          }),
        )
        return { slug: result, problems: [], clientMutationId }
      } catch (error) {
        return { slug: null, problems: problemsOf(error), clientMutationId }
      }
    },
  }),
)
