import type { Database } from '../database/open.ts'
import { sql } from '../database/sql.ts'
import { query } from '../database/statement.ts'
import { DossierError } from '../errors.ts'
import type { AliasKind } from '../generated/prisma/enums.ts'
import { maximumPageSize } from '../query/page.ts'
import { type Candidate, findCandidates, type NameQuestion, type Way } from './candidate.ts'

export type MatchReason = 'NAME' | 'ALIAS' | 'FORMER_NAME' | 'ACRONYM' | 'IDENTIFIER' | 'PREFIX' | 'WORDS' | 'FUZZY'

export interface NameMatch {
  readonly entityId: number
  readonly matchedName: string
  readonly aliasId: number | null
  readonly reason: MatchReason
  /** From 0 to 1. */
  readonly score: number
  /** What decided among matches that are equally good. */
  readonly note?: string
}

interface Options extends NameQuestion {
  readonly first?: number | null
  /** Only by the names as they are written, by identifiers and by starts of names, which takes a tenth of the time. */
  readonly isLiteral?: boolean
}

/** The most names that are resolved at once. */
export const mostNames = 50

const reasonOfKind: Record<AliasKind, MatchReason> = {
  OFFICIAL: 'ALIAS',
  FORMER: 'FORMER_NAME',
  ACRONYM: 'ACRONYM',
  ALSO_KNOWN_AS: 'ALIAS',
  NICKNAME: 'ALIAS',
}

const reasonOfWay: Partial<Record<Way, MatchReason>> = {
  identifier: 'IDENTIFIER',
  prefix: 'PREFIX',
  words: 'WORDS',
  starts: 'WORDS',
  misspelt: 'FUZZY',
  swapped: 'FUZZY',
  fuzzy: 'FUZZY',
}

/** How much a match is worth by its reason; inexact ones are scaled down by how alike the names are. */
const weight: Record<MatchReason, number> = {
  NAME: 1,
  IDENTIFIER: 1,
  ALIAS: 0.95,
  ACRONYM: 0.9,
  FORMER_NAME: 0.85,
  PREFIX: 0.8,
  WORDS: 0.75,
  FUZZY: 0.7,
}

/** A name that was in use at the time that was asked for outranks one that was not. */
const outOfTime = 0.6

/** Counting the facts of an entity stops here: more decide nothing. */
const mostFacts = 10_000

/** The entities that a name may mean, best first; see resolveNames. */
export async function resolveName(db: Database, name: string, options: Options): Promise<NameMatch[]> {
  const [matches = []] = await matchNames(db, 'name', [name], resolving, options)
  return matches
}

/**
 * The entities that each of some names may mean, best first: by exact name, alias, former name, acronym or identifier,
 * by the start of a name, by some of its words in any order, also as initials, or by a name that resembles it. Each
 * entity is there once, with its best match. With `asOf`, names in use at that time come first. One SQL statement for all
 * names, and one that counts facts if matches are equally good.
 *
 * @throws DossierError BAD_USER_INPUT for too many names, one that is too long, or a wrong `first`.
 */
export async function resolveNames(db: Database, names: readonly string[], options: Options): Promise<NameMatch[][]> {
  if (names.length > mostNames) {
    const message = `\`names\` has ${names.length} items: ask for at most ${mostNames} at once.`
    throw new DossierError('BAD_USER_INPUT', message, { argument: 'names', maximum: mostNames })
  }
  return await matchNames(db, 'names', names, options.isLiteral ? literal : resolving, options)
}

/** Names that somebody may be typing: every word of the text may be unfinished, and some wrong. Best first. */
export async function suggestNames(db: Database, text: string, options: Options): Promise<NameMatch[]> {
  const [matches = []] = await matchNames(db, 'text', [text], suggesting, options)
  return matches
}

const resolving: readonly Way[] = ['exact', 'identifier', 'prefix', 'words', 'misspelt', 'swapped', 'fuzzy']
const literal: readonly Way[] = ['exact', 'identifier', 'prefix']
const suggesting: readonly Way[] = ['exact', 'prefix', 'starts', 'misspelt', 'swapped', 'fuzzy']

async function matchNames(
  db: Database,
  argument: string,
  texts: readonly string[],
  ways: readonly Way[],
  options: Options,
): Promise<NameMatch[][]> {
  const size = options.first ?? 10
  if (size < 1 || size > maximumPageSize) {
    throw new DossierError('BAD_USER_INPUT', `\`first\` is ${size}: ask for 1 to ${maximumPageSize} candidates.`)
  }
  const candidates = Map.groupBy(await findCandidates(db, argument, texts, ways, options), ({ place }) => place)
  const ranked = texts.map((_, place) => bestOfEach((candidates.get(place) ?? []).map(rank)))
  const tied = ranked.flatMap((matches) => matches.filter((match) => isTied(match, matches)))
  const facts = await countFacts(db, new Set(tied.map(({ entityId }) => entityId)))
  return ranked.map((matches) => inOrder(matches, facts).slice(0, size))
}

function rank(candidate: Candidate): NameMatch {
  const { entityId, text, aliasId, how, kind, ended, similarity, fits } = candidate
  const exact = kind === null ? 'NAME' : ended ? 'FORMER_NAME' : reasonOfKind[kind]
  const reason = reasonOfWay[how] ?? exact
  const isExact = how === 'exact' || how === 'identifier'
  const score = weight[reason] * (isExact ? 1 : 0.5 + similarity / 2) * (fits === false ? outOfTime : 1)
  return {
    entityId,
    matchedName: text,
    aliasId: how === 'identifier' ? null : aliasId,
    reason,
    score: Math.round(score * 1000) / 1000,
  }
}

function bestOfEach(matches: readonly NameMatch[]): NameMatch[] {
  const best = new Map<number, NameMatch>()
  for (const match of matches) {
    const known = best.get(match.entityId)
    if (!known || isBetter(match, known)) best.set(match.entityId, match)
  }
  return [...best.values()]
}

/** A match with its alias says more than one by a label. */
function isBetter(match: NameMatch, known: NameMatch): boolean {
  if (match.score !== known.score) return match.score > known.score
  return match.aliasId !== null && known.aliasId === null
}

function isTied(match: NameMatch, matches: readonly NameMatch[]): boolean {
  return matches.some((other) => other !== match && other.score === match.score)
}

/** The best first; of equally good ones, the one that the graph knows most about, with a note that says so. */
function inOrder(matches: readonly NameMatch[], facts: ReadonlyMap<number, number>): NameMatch[] {
  const factsOf = ({ entityId }: NameMatch) => facts.get(entityId) ?? 0
  const sorted = matches.toSorted((a, b) => b.score - a.score || factsOf(b) - factsOf(a) || a.entityId - b.entityId)
  return sorted.map((match) => {
    const equal = matches.filter(({ score }) => score === match.score)
    if (equal.length === 1) return match
    const known = factsOf(match) === 1 ? '1 fact' : `${factsOf(match)} facts`
    const note = `${equal.length} things match equally well. They are in the order of how much the graph knows of them; of this one, it has ${known}.`
    return { ...match, note }
  })
}

/** How many facts have each of these entities as their subject or object. */
async function countFacts(db: Database, entities: ReadonlySet<number>): Promise<Map<number, number>> {
  if (entities.size === 0) return new Map()
  const rows = await query(
    db,
    sql<{ id: number; count: number }>`
    select asked.id, (select count(*)::integer from (
        select from fact where asked.id in (fact.subject_id, fact.object_id) limit ${sql.lit(mostFacts)}
      ) as facts) as count
    from unnest(${[...entities]}::integer[]) as asked (id)`,
  )
  return new Map(rows.map(({ id, count }) => [id, count]))
}
