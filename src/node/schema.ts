import { builder } from '../builder.ts'
import { DossierError } from '../errors.ts'
import { type NodeId, readNodeId } from '../model/id.ts'
import { maximumPageSize } from '../query/page.ts'
import { loadNodes, type Row } from './load.ts'
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
    description: `Up to ${maximumPageSize} things by their ids, in the order of the ids. Null in the place of one that no longer exists, and, with an error that names it, of a text that is no id.`,
    args: {
      ids: t.arg.idList({
        required: true,
        description: 'Ids as this API returned them.',
        extensions: { words: { vocabulary: ids } },
      }),
    },
    resolve: async (_root, { ids }, ctx, info) => {
      if (ids.length > maximumPageSize) {
        const message = `\`ids\` has ${ids.length} items: ask for at most ${maximumPageSize} at once.`
        throw new DossierError('BAD_USER_INPUT', message, { argument: 'ids', maximum: maximumPageSize })
      }
      const read = ids.map((id) => idOrError(String(id)))
      const rows = await loadNodes(
        ctx,
        info,
        read.filter((id): id is NodeId => !(id instanceof DossierError)),
      )
      // An error as an item is null in its place, and the error of that place: the others are shown.
      let next = 0
      return read.map((id) => (id instanceof DossierError ? id : (rows[next++] ?? null))) as Row[]
    },
  }),
}))

function idOrError(text: string): NodeId | DossierError {
  try {
    return readNodeId(text)
  } catch (error) {
    if (error instanceof DossierError) return error
    throw error
  }
}
