import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../builder.ts'
import type { Database } from '../database/open.ts'
import { parseEdtf } from '../date/edtf.ts'
import { perField } from '../query/rows.ts'

interface DatedName {
  readonly name: string
  readonly fromEarliest: number | null
  readonly fromLatest: number | null
  readonly untilEarliest: number | null
  readonly untilLatest: number | null
  readonly ongoing: boolean
}

/** Days that stand for "always was" and "still is" in comparisons. */
const past = Number.NEGATIVE_INFINITY
const future = Number.POSITIVE_INFINITY

/**
 * The full name that was in use at a time: one that certainly was before one that possibly was, and of several the one
 * that came up last. Null when no dated name fits: nothing is known but the current name.
 */
export function nameAt(names: readonly DatedName[], edtf: string): string | null {
  const time = parseEdtf(edtf)
  const [start, end] = [time.earliest ?? past, time.latest ?? future]
  const possible = names.filter((name) => {
    return (name.fromEarliest ?? past) <= end && (name.untilLatest ?? future) >= start
  })
  const certain = possible.filter((name) => {
    const until = name.ongoing ? future : (name.untilEarliest ?? past)
    return (name.fromLatest ?? future) <= start && until >= end
  })
  const candidates = certain.length > 0 ? certain : possible
  return candidates.toSorted((a, b) => (b.fromEarliest ?? past) - (a.fromEarliest ?? past)).at(0)?.name ?? null
}

async function datedNames(db: Database, ids: readonly number[]): Promise<Map<number, DatedName[]>> {
  const rows = await db.sql
    .selectFrom('fact')
    .innerJoin('alias', 'alias.id', 'fact.id')
    .select(['subjectId', 'name', 'fromEarliest', 'fromLatest', 'untilEarliest', 'untilLatest', 'ongoing'])
    .where('fact.subjectId', 'in', ids)
    .where('alias.kind', 'in', ['OFFICIAL', 'FORMER'])
    .where((eb) => eb.or([eb('fromEdtf', 'is not', null), eb('untilEdtf', 'is not', null)]))
    .orderBy('fact.id')
    .execute()
  return Map.groupBy(rows, (row) => row.subjectId)
}

/** As nameAt, for an entity of the graph: one statement for all entities that ask. */
export async function nameAsOf(
  ctx: Context,
  info: GraphQLResolveInfo,
  entity: { id: number; name: string },
  edtf: string,
): Promise<string> {
  const loader = perField(
    ctx,
    info,
    () =>
      new DataLoader<number, DatedName[]>(async (ids) => {
        const names = await datedNames(ctx.db, ids)
        return ids.map((id) => names.get(id) ?? [])
      }),
  )
  return nameAt(await loader.load(entity.id), edtf) ?? entity.name
}
