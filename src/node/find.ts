import { createHash } from 'node:crypto'
import type { Context } from '../builder.ts'
import { slugsOf } from '../database/slugs.ts'
import { type Expression, sql } from '../database/sql.ts'
import type { AccessRole } from '../generated/prisma/enums.ts'
import type { NodeId } from '../model/id.ts'
import { entityKinds, factKinds } from '../model/kind.ts'
import { readsOf } from '../query/rows.ts'
import { hasRole } from '../viewer.ts'

/** The tables whose rows are nodes. */
export type NodeModel = 'entity' | 'fact' | 'evidence' | 'document' | 'paragraph' | 'dataset' | 'actor'

/** The row that an id stands for. */
export interface FoundNode {
  readonly model: NodeModel
  readonly id: number
}

const ownModels: Readonly<Record<string, NodeModel>> = {
  Evidence: 'evidence',
  Document: 'document',
  Paragraph: 'paragraph',
  Dataset: 'dataset',
  Actor: 'actor',
}

/** The role that it takes to look up nodes of a model by their ids. To others they do not exist. */
const neededRoles: Partial<Record<NodeModel, AccessRole>> = { actor: 'CONTRIBUTOR' }

function isVisible(ctx: Context, model: NodeModel): boolean {
  const needed = neededRoles[model]
  return needed === undefined || hasRole(ctx.viewer, needed)
}

/** The model whose rows a type of nodes shows. */
export function modelOfType(type: string): NodeModel {
  const own = ownModels[type]
  if (own) return own
  return entityKinds().some((kind) => kind.type === type) ? 'entity' : 'fact'
}

/** The kind whose type an id names; undefined where the type is no kind. */
export function kindOfType(type: string): string | undefined {
  return [...entityKinds(), ...factKinds()].find((kind) => kind.type === type)?.kind
}

/** The ids of entities that have, or had, one of these slugs, as a subquery. */
export function entitiesOfSlugs(slugs: readonly string[]): Expression<number> {
  const keys = slugs.map((slug) => slug.toLowerCase())
  // Not a list of one: the plan depends on the length of a list, so PostgreSQL would plan each time.
  const isNamed = keys.length === 1 ? sql`slug = ${keys[0]}` : sql`slug = any(${keys}::text[])`
  return sql`select id from ${sql.raw(slugsOf.entity)} as named where ${isNamed}`
}

/** The id of the entity that has this slug, or else had it, as a value: former slugs are read only if none has it. */
export function entityOfSlug(slug: string): Expression<number | null> {
  const key = slug.toLowerCase()
  return sql`coalesce((select id from entity where slug = ${key}), (select entity_id from former_slug where slug = ${key}))`
}

/** The id of the document that has, or had, this slug, as a subquery. */
export function documentsOfSlug(slug: string): Expression<number> {
  return sql`select id from ${sql.raw(slugsOf.document)} as named where slug = ${slug.toLowerCase()}`
}

/** What ids hold of the anchor of a piece of evidence. */
export function anchorDigest(anchor: string): string {
  return createHash('sha256').update(anchor).digest('hex').slice(0, 16)
}

interface Row {
  readonly place: number
  readonly id: number
}

/** Finds the row of each of these ids: `parts` are columns p1, p2 ... of `wanted`, its place in the list is `place`. */
const finders: Readonly<Record<NodeModel, (wanted: Expression<unknown>) => Expression<Row>>> = {
  entity: (wanted) => sql`
    select place, entity.id from ${wanted}
      join ${sql.raw(slugsOf.entity)} as named on named.slug = p1
      join entity on entity.id = named.id and entity.kind::text = wanted.kind`,
  fact: (wanted) => sql`
    select place, fact.id from ${wanted} join dataset on dataset.slug = p1
      join fact on fact.dataset_id = dataset.id and fact.key = p2 and fact.kind::text = wanted.kind`,
  document: (wanted) => sql`
    select place, named.id from ${wanted} join ${sql.raw(slugsOf.document)} as named on named.slug = p1`,
  paragraph: (wanted) => sql`
    select place, paragraph.id from ${wanted} join ${sql.raw(slugsOf.document)} as named on named.slug = p1
      join paragraph on paragraph.document_id = named.id and paragraph.number = p2::integer`,
  // Ids have the number of the cited paragraph. If the citation has another number now, the words decide.
  evidence: (wanted) => sql`
    select place, evidence.id from ${wanted} join dataset on dataset.slug = p1
      join fact on fact.dataset_id = dataset.id and fact.key = p2
      join ${sql.raw(slugsOf.document)} as named on named.slug = p3
      cross join lateral (
        select coalesce(min(id) filter (where number = p4::integer), case when count(*) = 1 then min(id) end) as id
        from (
          select evidence.id, number from evidence
            join paragraph on paragraph.id = coalesce(moved_from_id, paragraph_id) and document_id = named.id
          where fact_id = fact.id and left(encode(sha256(convert_to(anchor, 'UTF8')), 'hex'), 16) = p5) as same) as evidence
    where evidence.id is not null`,
  dataset: (wanted) => sql`select place, dataset.id from ${wanted} join dataset on dataset.slug = p1`,
  actor: (wanted) => sql`select place, actor.id from ${wanted} join actor on actor.name = p1`,
}

/** The rows that ids stand for, in the order of the ids; null for one that stands for nothing that the caller may see. */
export async function findNodes(ctx: Context, ids: readonly NodeId[]): Promise<(FoundNode | null)[]> {
  const placed = ids.map((id, place) => ({ ...id, place }))
  const groups = [...Map.groupBy(placed, ({ type }) => modelOfType(type))].filter(([model]) => isVisible(ctx, model))
  const found = groups.map(async ([model, nodes]) => {
    const part = (index: number) => nodes.map(({ parts }) => parts[index] ?? null)
    const columns = [0, 1, 2, 3, 4].map((index) => sql`${part(index)}::text[]`)
    const kinds = nodes.map(({ type }) => kindOfType(type) ?? null)
    const places = nodes.map(({ place }) => place)
    const wanted = sql`unnest(${places}::integer[], ${kinds}::text[], ${sql.join(columns)})
      as wanted (place, kind, p1, p2, p3, p4, p5)`
    const rows = await readsOf(ctx).rows(finders[model](wanted))
    return rows.map(({ place, id }) => [place, { model, id }] as const)
  })
  const byPlace = new Map((await Promise.all(found)).flat())
  return ids.map((_, place) => byPlace.get(place) ?? null)
}
