import type { GraphQLResolveInfo } from 'graphql'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Context } from '../builder.ts'
import type { PageArguments } from '../connection/page.ts'
import type { WithId } from '../connection/rows.ts'
import { type Connection, nestedConnection, nestedRows } from '../connection/schema.ts'
import { entityList } from '../entity/list.ts'
import type { EntityOrder } from '../entity/order.ts'
import type { EntityKind, FactKind, RelationshipType } from '../generated/prisma/enums.ts'
import type { EntityWhere, FactWhere } from '../where/shape.ts'
import { factList } from './list.ts'
import type { FactOrder } from './order.ts'

/** What every resolver of an entity is given. */
interface EntityRow extends WithId {
  readonly kind: EntityKind
}

/** Which end of a fact an entity stands at. */
export type End = 'subject' | 'object' | 'either'

/** The facts that an entity stands at an end of. */
export function factsAt(end: End): (entity: Expression<number>) => Expression<SqlBool> {
  if (end === 'subject') return (entity) => sql`f.subject_id = ${entity}`
  if (end === 'object') return (entity) => sql`f.object_id = ${entity}`
  return (entity) => sql`(f.subject_id = ${entity} or f.object_id = ${entity})`
}

interface FactArguments extends PageArguments {
  readonly where?: FactWhere | null
  readonly orderBy?: readonly FactOrder[] | null
}

/** The connection of an entity's facts of one kind, or of all. `name` becomes part of its cursors. */
export function factsOf(
  name: string,
  kind: FactKind | undefined,
  end: End,
  entity: WithId,
  args: FactArguments,
  ctx: Context,
  info: GraphQLResolveInfo,
): Promise<Connection> {
  const list = () => factList({ name, kind, where: args.where, orderBy: args.orderBy, scope: factsAt(end) })
  return nestedConnection(ctx, info, entity.id, list, args)
}

/** Which entities a relationship leads to, from the end that the parent stands at. */
interface Link {
  readonly types: readonly RelationshipType[]
  readonly from: End
  readonly to: readonly EntityKind[]
}

/** The entities at the other end of relationships of some types. */
function linkedBy({ types, from }: Link): (parent: Expression<number>) => Expression<SqlBool> {
  const related = (near: string, far: string) => (parent: Expression<number>) =>
    sql<SqlBool>`e.id in (select ${sql.ref(`f.${far}`)} from fact as f join relationship as r on r.id = f.id
      where ${sql.ref(`f.${near}`)} = ${parent} and r.type in (${sql.join(types)}))`
  const forward = related('subjectId', 'objectId')
  const backward = related('objectId', 'subjectId')
  if (from === 'subject') return forward
  if (from === 'object') return backward
  return (parent) => sql`(${forward(parent)} or ${backward(parent)})`
}

interface EntityArguments extends PageArguments {
  readonly where?: EntityWhere | null
  readonly orderBy?: readonly EntityOrder[] | null
}

/** The connection of the entities that an entity's relationships lead to. */
export function linkedEntities(
  name: string,
  link: Link,
  entity: WithId,
  args: EntityArguments,
  ctx: Context,
  info: GraphQLResolveInfo,
): Promise<Connection> {
  const { where, orderBy } = args
  const list = () => entityList({ name, kinds: link.to, where, orderBy, scope: linkedBy(link) })
  return nestedConnection(ctx, info, entity.id, list, args)
}

/** The short list of the entities that an entity's relationships lead to, by name. */
export function linkedRows(
  link: Link,
  entity: WithId,
  ctx: Context,
  info: GraphQLResolveInfo,
  limit?: number,
): Promise<EntityRow[]> {
  return nestedRows<EntityRow>(
    ctx,
    info,
    entity.id,
    () => entityList({ name: 'linked', kinds: link.to, scope: linkedBy(link) }),
    limit,
  )
}

/** The short list of an entity's facts of one kind, in order of time. */
export function factRows<Row extends WithId>(
  kind: FactKind,
  end: End,
  entity: WithId,
  ctx: Context,
  info: GraphQLResolveInfo,
  conditions: readonly Expression<SqlBool>[] = [],
): Promise<Row[]> {
  return nestedRows<Row>(ctx, info, entity.id, () => {
    const list = factList({ name: 'facts', kind, scope: factsAt(end) })
    return { ...list, conditions: [...list.conditions, ...conditions] }
  })
}
