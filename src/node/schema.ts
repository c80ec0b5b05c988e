import type { GraphQLResolveInfo } from 'graphql'
import { builder, type Context } from '../builder.ts'
import { loadRows, type Model } from '../connection/schema.ts'
import { maximumPageSize } from '../connection/page.ts'
import { DossierError } from '../errors.ts'
import { EntityKind } from '../generated/prisma/enums.ts'
import { type NodeId, readNodeId } from './id.ts'
import { kindOfType, typeOfRow } from './type.ts'

function modelOf({ type }: NodeId): Model {
  const kind = kindOfType[type]
  if (!kind) return type === 'Evidence' ? 'evidence' : 'document'
  return kind in EntityKind ? 'entity' : 'fact'
}

type Row = { readonly id: number } & object

/** The rows of some ids in their order; null for one that is gone, or whose id names another type. */
async function loadNodes(ids: readonly NodeId[], ctx: Context, info: GraphQLResolveInfo): Promise<(Row | null)[]> {
  const byModel = Map.groupBy(ids, modelOf)
  const found = new Map<string, Row>()
  for (const [model, nodes] of byModel) {
    const rows = await loadRows<Row>(
      ctx,
      info,
      model,
      nodes.map((node) => node.id),
      [],
      modelTypes[model],
    )
    for (const row of rows) if (row) found.set(`${typeOfRow(row)}:${row.id}`, row)
  }
  return ids.map(({ type, id }) => found.get(`${type}:${id}`) ?? null)
}

/** The type that a query on Node selects on the rows of a model. */
const modelTypes: Record<Model, string> = {
  entity: 'Entity',
  fact: 'Fact',
  evidence: 'Evidence',
  document: 'Document',
  paragraph: 'Paragraph',
}

builder.queryFields((t) => ({
  node: t.field({
    type: builder.nodeInterfaceRef(),
    nullable: true,
    description: 'Anything that has an id, by it; null when it is gone.',
    args: { id: t.arg.id({ required: true, description: 'An id as this API returned it.' }) },
    resolve: async (_root, { id }, ctx, info) => {
      const [row] = await loadNodes([readNodeId(String(id))], ctx, info)
      return row ?? null
    },
  }),
  nodes: t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description: `Up to ${maximumPageSize} things by their ids, in the order of the ids; null in the place of one that is gone.`,
    args: { ids: t.arg.idList({ required: true, description: 'Ids as this API returned them.' }) },
    resolve: (_root, { ids }, ctx, info) => {
      if (ids.length > maximumPageSize) {
        const message = `\`ids\` has ${ids.length} items: ask for at most ${maximumPageSize} at once.`
        throw new DossierError('BAD_USER_INPUT', message, { argument: 'ids', maximum: maximumPageSize })
      }
      return loadNodes(
        ids.map((id) => readNodeId(String(id))),
        ctx,
        info,
      )
    },
  }),
}))
