import { builder } from '../builder.ts'
import { DossierError } from '../errors.ts'
import { readNodeId } from '../model/id.ts'
import { maximumPageSize } from '../query/page.ts'
import { loadNodes } from './load.ts'
import { ids } from './vocabulary.ts'

builder.queryFields((t) => ({
  node: t.field({
    type: builder.nodeInterfaceRef(),
    nullable: true,
    description: 'Anything that has a global id; null if it no longer exists.',
    args: {
      id: t.arg.id({
        required: true,
        description: 'An id as this API returned it.',
        extensions: { words: { vocabulary: ids } },
      }),
    },
    resolve: async (_root, { id }, ctx, info) => {
      const [row] = await loadNodes(ctx, info, [readNodeId(String(id))])
      return row ?? null
    },
  }),
  nodes: t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description: `Up to ${maximumPageSize} things by their ids, in the order of the ids; null in the place of one that no longer exists.`,
    args: { ids: t.arg.idList({ required: true, description: 'Ids as this API returned them.' }) },
    resolve: (_root, { ids }, ctx, info) => {
      if (ids.length > maximumPageSize) {
        const message = `\`ids\` has ${ids.length} items: ask for at most ${maximumPageSize} at once.`
        throw new DossierError('BAD_USER_INPUT', message, { argument: 'ids', maximum: maximumPageSize })
      }
      return loadNodes(
        ctx,
        info,
        ids.map((id) => readNodeId(String(id))),
      )
    },
  }),
}))
