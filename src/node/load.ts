import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../builder.ts'
import { loadRows, type Model } from '../connection/rows.ts'
import { EntityKind } from '../generated/prisma/enums.ts'
import type { NodeId } from './id.ts'
import { kindOfType, typeOfRow } from './type.ts'

/** The type whose fields a query on Node selects on the rows of a model. */
const typeOfModel = {
  entity: 'Entity',
  fact: 'Fact',
  evidence: 'Evidence',
  document: 'Document',
  paragraph: 'Paragraph',
}

export type Row = { readonly id: number } & object

/** The model whose rows a type of nodes shows. */
export function modelOf({ type }: NodeId): Model {
  const kind = kindOfType[type]
  if (!kind) return type === 'Evidence' ? 'evidence' : 'document'
  return kind in EntityKind ? 'entity' : 'fact'
}

/** Rows of one model for a field of type Node. All items of a list that ask share one Prisma query for each model. */
export function loadModel(
  ctx: Context,
  info: GraphQLResolveInfo,
  model: Model,
  ids: readonly number[],
): Promise<(Row | null)[]> {
  return loadRows<Row>(ctx, info, model, ids, [], typeOfModel[model])
}

/** The rows of some ids in their order; null for one that is gone, or whose id names another type. */
export async function loadNodes(
  ctx: Context,
  info: GraphQLResolveInfo,
  ids: readonly NodeId[],
): Promise<(Row | null)[]> {
  const groups = [...Map.groupBy(ids, modelOf)].map(([model, nodes]) => {
    return loadModel(
      ctx,
      info,
      model,
      nodes.map((node) => node.id),
    )
  })
  const rows = (await Promise.all(groups)).flat().filter((row) => row !== null)
  const found = new Map(rows.map((row) => [`${typeOfRow(row)}:${row.id}`, row]))
  return ids.map(({ type, id }) => found.get(`${type}:${id}`) ?? null)
}
