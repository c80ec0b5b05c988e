import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../builder.ts'
import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import type { NodeId } from '../model/id.ts'
import { typeOfRow } from '../model/type.ts'
import { brandRow, loadRows } from '../query/rows.ts'
import { findNodes, type NodeModel } from './find.ts'

/** The type whose fields a query on Node selects on the rows of a model. */
const typeOfModel: Readonly<Record<NodeModel, string>> = {
  entity: 'Entity',
  fact: 'Fact',
  evidence: 'Evidence',
  document: 'Document',
  paragraph: 'Paragraph',
  dataset: 'Dataset',
  actor: 'Actor',
}

export type Row = { readonly id: number } & object

/** The type of a row of a model. Entities and facts tell it by their kind, which is always selected. */
function typeOf(model: NodeModel, row: Row): string {
  if (model === 'entity' || model === 'fact') return typeOfRow(row as Row & { kind: EntityKind | FactKind })
  return typeOfModel[model]
}

/**
 * Rows of one model for a field of type Node, branded with their types: columns do not say which model a row is of. All
 * items of a list that ask share one statement for each model.
 */
export async function loadModel(
  ctx: Context,
  info: GraphQLResolveInfo,
  model: NodeModel,
  ids: readonly number[],
): Promise<(Row | null)[]> {
  const rows = await loadRows<Row>(ctx, info, model, ids, typeOfModel[model])
  return rows.map((row) => row && brandRow(row, typeOf(model, row)))
}

type NodeLoader = (ctx: Context, ids: readonly NodeId[]) => Promise<(object | null)[]>

/** How nodes are found that are no rows of the graph, by their types. */
export const plainNodes = new Map<string, NodeLoader>()

/** The nodes of some ids in their order; null for one that is gone, or whose id names another type. */
export async function loadNodes(
  ctx: Context,
  info: GraphQLResolveInfo,
  ids: readonly NodeId[],
): Promise<(object | null)[]> {
  const nodes = new Map<NodeId, object | null>()
  for (const [type, group] of Map.groupBy(ids, (id) => id.type)) {
    const loaded = await plainNodes.get(type)?.(ctx, group)
    for (const [index, id] of group.entries()) {
      const node = loaded?.[index]
      if (loaded) nodes.set(id, node ? brandRow(node, type) : null)
    }
  }
  const others = ids.filter((id) => !nodes.has(id))
  const rows = others.length > 0 ? await loadRowsOfIds(ctx, info, others) : []
  for (const [index, id] of others.entries()) nodes.set(id, rows[index] ?? null)
  return ids.map((id) => nodes.get(id) ?? null)
}

/** The rows of some ids in their order; null for one that is gone, or whose id names another type. */
async function loadRowsOfIds(ctx: Context, info: GraphQLResolveInfo, ids: readonly NodeId[]): Promise<(Row | null)[]> {
  const found = (await findNodes(ctx, ids)).map((node, place) => ({ node, place }))
  const groups = [...Map.groupBy(found, ({ node }) => node?.model)].map(async ([model, nodes]) => {
    if (model === undefined) return []
    const numbers = nodes.flatMap(({ node }) => (node ? [node.id] : []))
    const rows = await loadModel(ctx, info, model, numbers)
    return nodes.map(({ place }, index) => [place, rows[index] ?? null] as const)
  })
  const byPlace = new Map((await Promise.all(groups)).flat())
  return ids.map((_, place) => byPlace.get(place) ?? null)
}
