import { sql } from 'kysely'
import type { Database } from '../database/open.ts'
import { parseEdtf } from '../date/edtf.ts'
import { DossierError } from '../errors.ts'
import type { AliasKind, EntityKind } from '../generated/prisma/enums.ts'
import { nameKey } from '../model/name-key.ts'
import { oneOf } from '../query/logic.ts'
import { maximumPageSize } from '../query/page.ts'

export type MatchReason = 'NAME' | 'ALIAS' | 'FORMER_NAME' | 'ACRONYM' | 'PREFIX' | 'FUZZY'

export interface NameMatch {
  readonly entityId: number
  readonly matchedName: string
  readonly aliasId: number | null
  readonly reason: MatchReason
  /** From 0 to 1. */
  readonly score: number
}

interface ResolveOptions {
  readonly name: string
  readonly kinds?: readonly EntityKind[] | null
  readonly asOf?: string | null
  readonly first?: number | null
}

interface Candidate {
  entityId: number
  text: string
  aliasId: number | null
  kind: AliasKind | null
  how: 'exact' | 'prefix' | 'fuzzy'
  similarity: number
  /** The name was possibly in use at the time that was asked for; null when none was. */
  fits: boolean | null
  /** The source says when the name went out of use. */
  ended: boolean
}

const reasonOfKind: Record<AliasKind, MatchReason> = {
  OFFICIAL: 'ALIAS',
  FORMER: 'FORMER_NAME',
  ACRONYM: 'ACRONYM',
  ALSO_KNOWN_AS: 'ALIAS',
  NICKNAME: 'ALIAS',
}

/** How much a match is worth by its reason; prefix and fuzzy matches are scaled down by how alike the names are. */
const weight: Record<MatchReason, number> = {
  NAME: 1,
  ALIAS: 0.95,
  ACRONYM: 0.9,
  FORMER_NAME: 0.85,
  PREFIX: 0.8,
  FUZZY: 0.7,
}

/** How many names each way of matching may find. */
const mostPerWay = 200

/** A name that was in use at the time that was asked for outranks one that was not. */
const outOfTime = 0.6

function reasonOf({ how, kind, ended }: Candidate): MatchReason {
  if (how === 'prefix') return 'PREFIX'
  if (how === 'fuzzy') return 'FUZZY'
  if (kind === null) return 'NAME'
  return ended ? 'FORMER_NAME' : reasonOfKind[kind]
}

function rank(candidate: Candidate): NameMatch {
  const { entityId, text, aliasId, how, similarity, fits } = candidate
  const reason = reasonOf(candidate)
  const alike = how === 'exact' ? 1 : 0.5 + similarity / 2
  const score = weight[reason] * alike * (fits === false ? outOfTime : 1)
  return { entityId, matchedName: text, aliasId, reason, score: Math.round(score * 1000) / 1000 }
}

/**
 * The entities that a name may mean, best first: by exact name, alias, former name or acronym, by the start of a name,
 * or by a name that resembles it (trigrams). Each entity is there once, with its best match. With `asOf`, names in use
 * at that time come first. One SQL statement.
 */
export async function resolveName(db: Database, { name, kinds, asOf, first }: ResolveOptions): Promise<NameMatch[]> {
  const size = first ?? 10
  if (size < 1 || size > maximumPageSize) {
    throw new DossierError('BAD_USER_INPUT', `\`first\` is ${size}: ask for 1 to ${maximumPageSize} candidates.`)
  }
  const key = nameKey(name)
  if (key === '') return []
  const time = asOf == null ? null : parseEdtf(asOf)
  const fits = time
    ? sql`(f.id is null or ((f.from_earliest <= ${time.latest}::integer) is not false
        and (f.until_latest >= ${time.earliest}::integer) is not false))`
    : sql`null::boolean`
  const ofKinds = kinds
    ? sql`and entity_id in (select e.id from entity as e where ${oneOf(sql.ref('e.kind'), kinds)})`
    : sql``
  const { rows } = await sql<Candidate>`
    with found as (
      (select id, 'exact' as how, 1::real as similarity from name where key = ${key} ${ofKinds}
        order by id limit ${mostPerWay})
      union all
      (select id, 'prefix', similarity(trigrams, trigram_key(${key})) from name
        where key > ${key} and key < ${key} || chr(1114111) ${ofKinds} order by key, id limit ${mostPerWay})
      union all
      (select id, 'fuzzy', similarity(trigrams, trigram_key(${key})) from name where trigrams % trigram_key(${key}) ${ofKinds}
        order by similarity(trigrams, trigram_key(${key})) desc, id limit ${mostPerWay})
    )
    select n.entity_id, n.text, n.alias_id, n.kind, found.how, found.similarity, ${fits} as fits,
      (f.until_edtf is not null) as ended
    from found join name as n on n.id = found.id left join fact as f on f.id = n.alias_id`.execute(db.sql)
  const best = new Map<number, NameMatch>()
  for (const match of rows.map(rank)) {
    const known = best.get(match.entityId)
    if (!known || isBetter(match, known)) best.set(match.entityId, match)
  }
  return [...best.values()].toSorted((a, b) => b.score - a.score || a.entityId - b.entityId).slice(0, size)
}

/** A match with its alias says more than one by a label. */
function isBetter(match: NameMatch, known: NameMatch): boolean {
  if (match.score !== known.score) return match.score > known.score
  return match.aliasId !== null && known.aliasId === null
}
