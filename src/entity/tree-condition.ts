import { type Expression, sql } from '../database/sql.ts'
import { type Asked, logicOf } from '../query/condition.ts'
import { all, any, type Condition, inSmallSet } from '../query/logic.ts'
import type { Kind, Row } from '../query/row.ts'
import { withNarrower } from './tree.ts'
import { EntityWhere } from './where.ts'

/** Conditions on an entity that a relation leads to. */
type AskedEntity = Asked<'entity'> & { readonly direct?: boolean | null }

/**
 * The entity with this id, or a topic or place above it, meets the conditions: "detention" holds for offshore detention,
 * "Switzerland" for Geneva. What is written beside each other must hold of one and the same thing. NOT turns around what
 * this says, so `every: { NOT: ... }` is the same as `none: ...`. With `direct`, only the entity itself counts; what is
 * nested in AND, OR and NOT follows it.
 */
export function meetsInTree(
  outer: Row,
  id: Expression<number | null>,
  where: AskedEntity,
  kinds?: readonly Kind[],
  inherited = false,
): Condition {
  const { AND, OR, NOT, direct: own, ...fields } = where
  const direct = own ?? inherited
  const parts = logicOf({ AND, OR, NOT }, (part) => meetsInTree(outer, id, part, kinds, direct))
  return all([...parts, direct ? EntityWhere.meets(outer, id, fields, kinds) : meetsHere(outer, id, fields, kinds)])
}

/** The same without AND, OR and NOT. */
function meetsHere(
  outer: Row,
  id: Expression<number | null>,
  fields: Asked<'entity'>,
  kinds: readonly Kind[] | undefined,
): Condition {
  const itself = EntityWhere.meets(outer, id, fields, kinds)
  if (EntityWhere.holdsBelow(fields)) return itself
  const onlyTopics = kinds?.length === 1 && kinds[0] === 'TOPIC'
  if (EntityWhere.namesFew(fields)) {
    const ids = EntityWhere.ids(outer, fields, kinds)
    return ids ? inSmallSet(id, withNarrower(ids, onlyTopics)) : itself
  }
  // Of many entities, only topics and places have anything below them.
  const trees = EntityWhere.ids(outer, { ...fields, AND: [{ kind: ['TOPIC', 'PLACE'] } as Asked<'entity'>] }, kinds)
  return trees ? any([itself, sql`${id} in (${withNarrower(trees, onlyTopics)})`]) : itself
}
