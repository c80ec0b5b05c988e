import type { Database } from '../database/open.ts'
import { type Expression, sql } from '../database/sql.ts'
import { type DateWhere, dateCondition } from '../date/where.ts'
import { findEntityOrThrow } from '../entity/find.ts'
import type { EntityRef } from '../entity/reference.ts'
import { DossierError } from '../errors.ts'
import type { FactKind, RelationshipType } from '../generated/prisma/enums.ts'
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

/** What paths may pass: arguments of the functions of the database that read edges. */
export interface Through {
  /** A bit for each way. */
  readonly ways: number
  /** Ids of entities. */
  readonly avoided: readonly number[]
  /** Any fact will do. */
  readonly facts: boolean
  readonly kinds: readonly FactKind[] | null
  readonly types: readonly RelationshipType[] | null
  readonly days: Days
}

/** Ids of the entities where paths start and end. */
export interface Ends {
  readonly from: number
  readonly to: number
}

/**
 * Reads what paths may pass. Throws for an entity to avoid that is not one, or that is an end of the paths: where
 * something is avoided, the ends have to be known.
 */
export async function readThrough(db: Database, asked: AskedThrough, ends?: Ends): Promise<Through> {
  const { via, factKinds, relationshipTypes, period } = asked
  const refs = asked.avoid ?? []
  if (refs.length > mostAvoided) {
    const message = `\`through.avoid\` has ${refs.length} items: name at most ${mostAvoided}.`
    throw new DossierError('BAD_USER_INPUT', message, { argument: 'through.avoid', maximum: mostAvoided })
  }
  const argumentOf = (index: number) => `through.avoid[${index}]`
  const avoided = await Promise.all(refs.map((ref, index) => findEntityOrThrow(db, argumentOf(index), ref)))
  for (const [index, id] of avoided.entries()) {
    const end = id === ends?.from ? 'start' : id === ends?.to ? 'end' : undefined
    if (end === undefined) continue
    const argument = argumentOf(index)
    const message = `\`${argument}\` is where the paths ${end}: name only entities between the two.`
    throw new DossierError('BAD_USER_INPUT', message, { argument })
  }
  return {
    ways: bitsOf(via ?? pathVias),
    avoided,
    facts: !factKinds && !relationshipTypes && !period,
    // Types of relationships alone ask for relationships; together with kinds they restrict the relationships among those.
    kinds: factKinds ?? (relationshipTypes ? ['RELATIONSHIP'] : null),
    types: relationshipTypes ?? null,
    days: daysOf(period ?? {}),
  }
}

const allWays = bitsOf(pathVias)

function bitsOf(ways: readonly PathVia[]): number {
  return ways.reduce((bits, one) => bits | (1 << pathVias.indexOf(one)), 0)
}

/** What a period asks for. Null: no limit. */
interface Days {
  /** A fact has a date, or it has none; both at once is never true. */
  readonly dated: readonly boolean[]
  /** Known, and not before or after this day. */
  readonly startsFrom: number | null
  readonly endsBy: number | null
  /** Not known, or not after or before this day. */
  readonly mayStartBy: number | null
  readonly mayEndFrom: number | null
}

/** Later than every day and earlier than every day that a fact can have: what is not on a day that is not known. */
const [never, ever] = [2 ** 31 - 1, -(2 ** 31)]

/** The conditions of a DateWhere as bounds; src/date/where.ts states what each means, and a test compares the two. */
function daysOf(where: DateWhere): Days {
  const { within, overlaps, before, after, isNull } = dateCondition(where)
  const starts = [within?.earliest ?? [], after ? (after.latest ?? never) + 1 : []].flat()
  const ends = [within?.latest ?? [], before ? (before.earliest ?? ever) - 1 : []].flat()
  return {
    dated: [...(within ? [true] : []), ...(isNull === undefined ? [] : [!isNull])],
    startsFrom: starts.length === 0 ? null : Math.min(never, Math.max(...starts)),
    endsBy: ends.length === 0 ? null : Math.max(ever, Math.min(...ends)),
    mayStartBy: overlaps?.latest ?? null,
    mayEndFrom: overlaps?.earliest ?? null,
  }
}

/** The arguments that `passable_edges` and `search_passable_paths` share. */
function passing({ ways, avoided, facts, kinds, types, days }: Through): Expression<unknown> {
  return sql`${ways}::integer, ${[...avoided]}::integer[], ${facts}::boolean, ${kinds && [...kinds]}::"FactKind"[],
    ${types && [...types]}::"RelationshipType"[], ${[...days.dated]}::boolean[], ${days.startsFrom}::integer,
    ${days.endsBy}::integer, ${days.mayStartBy}::integer, ${days.mayEndFrom}::integer`
}

/** The edges that a path may pass, as FROM takes them. */
export function edgesFor(through: Through): Expression<unknown> {
  return isFree(through) ? sql`edge` : sql`passable_edges(${passing(through)})`
}

/** The call of the function that finds paths over these edges; `limits` are its first arguments. */
export function finderFor(through: Through, limits: Expression<unknown>): Expression<unknown> {
  return isFree(through) ? sql`find_any_paths(${limits})` : sql`search_passable_paths(${limits}, ${passing(through)})`
}

/** Nothing is restricted. */
function isFree({ ways, avoided, facts }: Through): boolean {
  return ways === allWays && avoided.length === 0 && facts
}
