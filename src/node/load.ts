import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../builder.ts'
import { EntityKind, type FactKind } from '../generated/prisma/enums.ts'
import { brandRow, loadRows } from '../query/rows.ts'
import type { NodeId, NodeType } from './id.ts'
import { kindOfType, typeOfRow } from './type.ts'

/** The tables whose rows are nodes, with the type whose fields a query on Node selects on their rows. */
const typeOfModel = {
  entity: 'Entity',
  fact: 'Fact',
  evidence: 'Evidence',
  document: 'Document',
} as const

export type NodeModel = keyof typeof typeOfModel
export type Row = { readonly id: number } & object

/** The model whose rows a type of nodes shows. */
export function modelOf({ type }: NodeId): NodeModel {
  const kind = kindOfType(type)
  if (!kind) return type === 'Evidence' ? 'evidence' : 'document'
  return kind in EntityKind ? 'entity' : 'fact'
}

/** The type of a row of a model. Entities and facts tell it by their kind, which is always selected. */
function typeOf(model: NodeModel, row: Row): NodeType {
  if (model === 'entity' || model === 'fact') return typeOfRow(row as Row & { kind: EntityKind | FactKind })
  return typeOfModel[model]
}

/**
 * Rows of one model for a field of type Node, branded with their types: columns do not say which model a row is of. All
 * items of a list that ask share one Prisma query for each model.
 */
export async function loadModel(
  ctx: Context,
  info: GraphQLResolveInfo,
  model: NodeModel,
  ids: readonly number[],
): Promise<(Row | null)[]> {
  const rows = await loadRows<Row>(ctx, info, model, ids, [], typeOfModel[model])
  return rows.map((row) => row && brandRow(row, typeOf(model, row)))
}

/** The rows of some ids in their order; null for one that is gone, or whose id names another type. */
export async function loadNodes(
  ctx: Context,
  info: GraphQLResolveInfo,
  ids: readonly NodeId[],
): Promise<(Row | null)[]> {
  const groups = [...Map.groupBy(ids, modelOf)].map(async ([model, nodes]) => {
    const numbers = nodes.map((node) => node.id)
    const rows = await loadModel(ctx, info, model, numbers)
    return rows.flatMap((row) => (row ? [[`${typeOf(model, row)}:${row.id}`, row] as const] : []))
  })
  const found = new Map((await Promise.all(groups)).flat())
  return ids.map(({ type, id }) => found.get(`${type}:${id}`) ?? null)
}
