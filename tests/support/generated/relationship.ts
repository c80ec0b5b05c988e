import type { EntityKind, RelationshipType } from '../../../src/generated/prisma/enums.ts'
import type { Random } from './random.ts'

/** How often a type of relationship comes, and what stands at its ends. */
const types: readonly (readonly [number, RelationshipType, EntityKind, EntityKind])[] = [
  [0.16, 'COOPERATES_WITH', 'ORGANIZATION', 'ORGANIZATION'],
  [0.14, 'WORKS_ON', 'ORGANIZATION', 'TOPIC'],
  [0.12, 'LOCATED_IN', 'EVENT', 'PLACE'],
  [0.1, 'MEMBER_OF', 'ORGANIZATION', 'ORGANIZATION'],
  [0.09, 'HEADQUARTERED_IN', 'ORGANIZATION', 'PLACE'],
  [0.08, 'PARTICIPATES_IN', 'ORGANIZATION', 'EVENT'],
  [0.06, 'PARTICIPATES_IN', 'PERSON', 'EVENT'],
  [0.05, 'FUNDS', 'ORGANIZATION', 'ORGANIZATION'],
  [0.05, 'ORGANIZES', 'ORGANIZATION', 'CAMPAIGN'],
  [0.04, 'LOCATED_IN', 'CAMPAIGN', 'PLACE'],
  [0.04, 'WORKS_ON', 'CAMPAIGN', 'TOPIC'],
  [0.03, 'GOVERNED_BY', 'ORGANIZATION', 'AGREEMENT'],
  [0.02, 'SUPPORTS', 'ORGANIZATION', 'CAMPAIGN'],
  [0.01, 'RELATED_TO', 'AGREEMENT', 'EVENT'],
  [0.01, 'PART_OF', 'ORGANIZATION', 'ORGANIZATION'],
]

interface Drawn {
  readonly type: RelationshipType
  readonly subject: number
  readonly object: number
}

/** A relationship between two entities that may have it; hubs have most, at both ends. */
export function drawRelationship(random: Random, ids: Record<EntityKind, readonly number[]>): Drawn {
  let rest = random.next()
  const [, type, from, to] = types.find(([share]) => (rest -= share) < 0) ?? (types[0] as (typeof types)[number])
  const subject = random.pickSkewed(ids[from])
  let object = random.pickSkewed(ids[to])
  while (object === subject) object = random.pick(ids[to])
  return { type, subject, object }
}
