import { sql } from 'kysely'
import type { Database } from '../database/open.ts'
import type { DateWhere } from '../date/where.ts'
import { findEntityOrThrow } from '../entity/find.ts'
import type { EntityRef } from '../entity/reference.ts'
import { DossierError } from '../errors.ts'
import type { FactKind, RelationshipType } from '../generated/prisma/enums.ts'
import { periodConditions } from '../query/date.ts'
import { kindRowMeets } from '../query/kind-row.ts'
import { all, type Condition, oneOf } from '../query/logic.ts'
import type { Row } from '../query/row.ts'
import { type PathVia, pathVias } from './via.ts'

/** The most entities that paths can be told to avoid. */
export const mostAvoided = 50

/** What paths may pass, as callers write it. What is missing or null restricts nothing. */
export interface AskedThrough {
  readonly via?: readonly PathVia[] | null
  readonly factKinds?: readonly FactKind[] | null
  readonly relationshipTypes?: readonly RelationshipType[] | null
  readonly period?: DateWhere | null
  readonly avoid?: readonly EntityRef[] | null
}

/** What paths may pass. */
export interface Through {
  readonly via: readonly PathVia[]
  readonly factKinds?: readonly FactKind[]
  readonly relationshipTypes?: readonly RelationshipType[]
  readonly period?: DateWhere
  /** Ids of entities. */
  readonly avoid: ReadonlySet<number>
}

/** Reads what paths may pass. Throws for an entity to avoid that is not one, or that is an end of the paths. */
export async function readThrough(
  db: Database,
  asked: AskedThrough,
  ends: { readonly from: number; readonly to: number },
): Promise<Through> {
  const { via, factKinds, relationshipTypes, period } = asked
  const refs = asked.avoid ?? []
  if (refs.length > mostAvoided) {
    const message = `\`through.avoid\` has ${refs.length} items: name at most ${mostAvoided}.`
    throw new DossierError('BAD_USER_INPUT', message, { argument: 'through.avoid', maximum: mostAvoided })
  }
  const argumentOf = (index: number) => `through.avoid[${index}]`
  const avoid = await Promise.all(refs.map((ref, index) => findEntityOrThrow(db, argumentOf(index), ref)))
  for (const [index, id] of avoid.entries()) {
    const end = id === ends.from ? 'start' : id === ends.to ? 'end' : undefined
    if (end === undefined) continue
    const argument = argumentOf(index)
    const message = `\`${argument}\` is where the paths ${end}: name only entities between the two.`
    throw new DossierError('BAD_USER_INPUT', message, { argument })
  }
  return {
    via: via ?? pathVias,
    ...(factKinds ? { factKinds } : {}),
    ...(relationshipTypes ? { relationshipTypes } : {}),
    ...(period ? { period } : {}),
    avoid: new Set(avoid),
  }
}

/**
 * Whether a path may pass a fact. Types of relationships alone ask for relationships; together with kinds they restrict
 * the relationships among those.
 */
export function factMeets(fact: Row<'fact'>, { factKinds, relationshipTypes, period }: Through): Condition {
  const kinds: readonly FactKind[] | undefined = factKinds ?? (relationshipTypes ? ['RELATIONSHIP'] : undefined)
  const conditions: Condition[] = []
  if (kinds) conditions.push(oneOf<FactKind>(fact.ref('kind'), kinds))
  if (relationshipTypes) {
    const isOfType = kindRowMeets(fact, 'relationship', (row) => oneOf(row.ref('type'), relationshipTypes))
    conditions.push(sql`(${fact.ref('kind')} <> 'RELATIONSHIP' or ${isOfType})`)
  }
  if (period) conditions.push(periodConditions(fact, period))
  return all(conditions)
}
