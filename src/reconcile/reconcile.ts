import type { Database } from '../database/open.ts'
import { type NameMatch, resolveNames } from '../name/resolve.ts'
import { type Certain, certainEntities } from './certain.ts'
import { describe, type EntityValues, readEntities, type Wanted } from './entity.ts'
import { identifiedEntities } from './identify.ts'
import { isCatalogue, type Property, propertyOf, type Value } from './property.ts'
import { type AskedProperty, mostCandidates, type ReconcileQuery } from './query.ts'
import { type NamedType, typeOf } from './type.ts'

/** A number or an answer from which clients can make scores of their own. */
interface Feature {
  readonly id: string
  readonly value: number | boolean
}

/** An entity that a cell may mean, as the protocol writes it. */
export interface ReconcileCandidate {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly type: readonly NamedType[]
  /** From 0 to 100. */
  readonly score: number
  /** Certain enough to be taken without a look. */
  readonly match: boolean
  readonly features: readonly Feature[]
}

export interface ReconcileResult {
  readonly result: readonly ReconcileCandidate[]
  /** What of the query could not be read. */
  readonly problem?: string
}

/** Names are found with more candidates than are shown, because properties change their order. */
const fewest = 10

/**
 * What agrees takes away this part of what the score lacks; what contradicts, this part of the score; and so does what the
 * graph does not know, because another candidate may agree.
 */
const gain = { identifier: 0.9, other: 0.4 }
const loss = { contradicted: 0.3, unknown: 0.03 }

/** What was found for one query. */
interface Found {
  readonly query: ReconcileQuery
  readonly matches: ReadonlyMap<number, NameMatch>
  readonly certain: Certain | undefined
  /** The entities that its names or its identifiers may mean. */
  readonly ids: readonly number[]
}

/** Reconciles a batch: a few statements for all of it. The results are in the order of the queries. */
export async function reconcile(db: Database, queries: readonly ReconcileQuery[]): Promise<ReconcileResult[]> {
  const certain = await certainEntities(db, queries)
  const matches = await matchNames(db, queries, certain)
  const identified = await identifiedEntities(db, queries)
  const found = queries.map((query, place): Found => {
    const byName = new Map(matches[place]?.map((match) => [match.entityId, match]))
    const ids = new Set([...byName.keys(), ...(identified.get(place) ?? [])])
    return { query, matches: byName, certain: certain[place], ids: [...ids] }
  })
  const wanted = wantedOf(queries)
  const entities = await readEntities(
    db,
    found.flatMap(({ ids }) => ids),
    wanted,
  )
  return found.map((one) => resultOf(one, entities, wanted))
}

/**
 * The names of all queries that ask for the same kinds are resolved by one statement, or by two: where a name is certain
 * and nothing can contradict it, nobody looks for what resembles it, which takes most of the time.
 */
async function matchNames(
  db: Database,
  queries: readonly ReconcileQuery[],
  certain: readonly (Certain | undefined)[],
): Promise<NameMatch[][]> {
  const all: NameMatch[][] = queries.map(() => [])
  const placed = queries.map((query, place) => {
    const one = certain[place]
    const isShown = one !== undefined && (query.kinds?.includes(one.kind) ?? true)
    return { query, place, isLiteral: isShown && query.properties.length === 0 && query.problem === undefined }
  })
  for (const group of Map.groupBy(placed, ({ query, isLiteral }) => `${isLiteral} ${query.kinds}`).values()) {
    const { kinds = null } = group[0]?.query ?? {}
    const isLiteral = group[0]?.isLiteral
    if (kinds?.length === 0) continue
    const names = group.map(({ query }) => query.name)
    const asOf = group.map(({ query }) => query.asOf)
    const first = Math.min(mostCandidates, Math.max(fewest, ...group.map(({ query }) => query.limit)))
    const matches = await resolveNames(db, names, { kinds, asOf, first, isLiteral })
    for (const [index, { place }] of group.entries()) all[place] = matches[index] ?? []
  }
  return all
}

/** Every property of which some query says something. */
function wantedOf(queries: readonly ReconcileQuery[]): Wanted[] {
  const ids = new Set(queries.flatMap(({ properties }) => properties.map(({ id }) => id)))
  return [...ids].map((id) => ({ property: propertyOf(id), time: null, limit: mostCandidates }))
}

function resultOf(
  found: Found,
  entities: ReadonlyMap<number, EntityValues>,
  wanted: readonly Wanted[],
): ReconcileResult {
  const { query, ids } = found
  const candidates = ids.flatMap((id) => {
    const entity = entities.get(id)
    return entity ? [candidateOf(found, entity, wanted)] : []
  })
  const sorted = candidates.toSorted((one, other) => Number(other.match) - Number(one.match) || other.score - one.score)
  const { problem } = query
  return { result: sorted.slice(0, query.limit), ...(problem !== undefined && { problem }) }
}

function candidateOf(found: Found, entity: EntityValues, wanted: readonly Wanted[]): ReconcileCandidate {
  const { query, matches, certain } = found
  const match = matches.get(entity.id)
  const answers = query.properties.flatMap((asked) => answerOf(asked, entity, wanted))
  const contradicted = answers.some(({ agrees }) => agrees === false)
  const score = answers.reduce(scored, (match?.score ?? 0) * 100)
  return {
    id: entity.slug,
    name: entity.name,
    description: descriptionOf(entity, match),
    type: [typeOf(entity.kind)],
    score: Math.round(score * 10) / 10,
    match: entity.id === certain?.id && !contradicted && query.problem === undefined,
    features: [
      { id: 'name', value: Math.round((match?.score ?? 0) * 1000) / 10 },
      ...answers.flatMap(({ property: { id }, agrees }) => (agrees === undefined ? [] : [{ id, value: agrees }])),
    ],
  }
}

interface PropertyAnswer {
  readonly property: Property
  /** Undefined: the graph does not say. */
  readonly agrees: boolean | undefined
}

/** Whether the graph says the same of the entity as the table does; nothing if the table says nothing. */
function answerOf({ id, values }: AskedProperty, entity: EntityValues, wanted: readonly Wanted[]): PropertyAnswer[] {
  const place = wanted.findIndex(({ property }) => property.id === id)
  const property = wanted[place]?.property
  const known: readonly Value[] = entity.values[place] ?? []
  const asked = values.filter(({ text }) => text.trim() !== '')
  if (!property || asked.length === 0) return []
  if (known.length === 0) return [{ property, agrees: undefined }]
  const agrees = asked.some((value) => known.some((one) => property.agrees(value, one)))
  return [{ property, agrees }]
}

function scored(score: number, { property, agrees }: PropertyAnswer): number {
  if (!agrees) return score * (1 - (agrees === undefined ? loss.unknown : loss.contradicted))
  return score + (100 - score) * (isCatalogue(property.id) ? gain.identifier : gain.other)
}

/** Says by which of its names it was found, if that is not the one that is shown. */
function descriptionOf(entity: EntityValues, match: NameMatch | undefined): string {
  const other = match && match.matchedName !== entity.name ? `“${match.matchedName}”. ` : ''
  return other + describe(entity)
}
