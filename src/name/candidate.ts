import type { Database } from '../database/open.ts'
import { type Expression, sql } from '../database/sql.ts'
import { query } from '../database/statement.ts'
import { type FuzzyDate, parseEdtf } from '../date/edtf.ts'
import type { AliasKind, EntityKind } from '../generated/prisma/enums.ts'
import { nameKey } from '../model/name-key.ts'
import { oneOf } from '../query/logic.ts'
import { checkLength } from '../query/text.ts'

/** How a name of the graph was found for an asked text. */
export type Way = 'exact' | 'identifier' | 'prefix' | 'words' | 'starts' | 'misspelt' | 'swapped' | 'fuzzy'

/** A name of the graph that may be what a text means. */
export interface Candidate {
  /** Which of the texts, from 0. */
  readonly place: number
  readonly entityId: number
  readonly text: string
  readonly aliasId: number | null
  readonly kind: AliasKind | null
  readonly how: Way
  /** From 0 to 1. */
  readonly similarity: number
  /** The name was possibly in use at the time that was asked for; null if none was. */
  readonly fits: boolean | null
  /** The source says when the name went out of use. */
  readonly ended: boolean
}

export interface NameQuestion {
  readonly kinds?: readonly EntityKind[] | null
  /** When the names were written: one time for all, or one for each of several. */
  readonly asOf?: string | null | readonly (string | null)[]
}

/** How many names each way of matching may find for a text. */
const mostPerWay = 200

/** Words before and after names that say nothing of who is meant. */
const titles = ['dr', 'mr', 'mrs', 'ms', 'sir', 'dame', 'prof', 'jr', 'sr', 'hon', 'rev', 'the']

/**
 * What texts may mean, found in some ways: one SQL statement for all of them. A text without letters means nothing.
 *
 * @throws DossierError BAD_USER_INPUT for a text that is too long.
 */
export async function findCandidates(
  db: Database,
  argument: string,
  texts: readonly string[],
  ways: readonly Way[],
  { kinds, asOf }: NameQuestion,
): Promise<Candidate[]> {
  const clean = texts.map((text) => text.toWellFormed().replaceAll('\0', ''))
  for (const text of clean) checkLength(argument, text)
  const times = clean.map((_, place) => timeOf(typeof asOf === 'object' ? asOf?.[place] : asOf))
  const ofKinds = kinds ? sql`and ${oneOf(sql.ref('entity.kind'), kinds)}` : sql``
  const keys = clean.map(nameKey)
  const rows = await query(
    db,
    sql<Candidate>`
    with asked as materialized (
      select place::integer - 1 as place, text, key, swaps, trigram_key(key) as trigrams, earliest, latest,
        array(select token from unnest(string_to_array(btrim(name_parts(text)), ' ')) as token
          where token <> all (${titles}::text[])) as tokens
      from unnest(${clean}::text[], ${keys}::text[], ${keys.map(swapped)}::text[],
        ${times.map((time) => time?.earliest ?? null)}::integer[], ${times.map((time) => time?.latest ?? null)}::integer[])
        with ordinality as given (text, key, swaps, earliest, latest, place)
      where key <> ''
    ), found as (${sql.join(
      ways.map((way) => statements[way](ofKinds, sql`${kinds ?? null}::"EntityKind"[]`)),
      ' union all ',
    )})
    select found.place, n.entity_id as "entityId", found.text, n.alias_id as "aliasId", n.kind, found.how, found.similarity::float8 as similarity,
      case when coalesce(asked.earliest, asked.latest) is not null then
        case when f.id is null then ${mayBeBorne} else ${mayHold} end end as fits,
      (f.until_edtf is not null) as ended
    from found join asked on asked.place = found.place join name as n on n.id = found.id
      left join fact as f on f.id = n.alias_id`,
  )
  return rows
}

/** The days of the time that a caller gives. */
export function timeOf(asOf: string | null | undefined): FuzzyDate | null {
  return asOf == null ? null : parseEdtf(asOf)
}

/** Whether the fact `f` may be true at the time that was asked for; what its source does not say may be. */
export const mayHold = sql<boolean>`((f.from_earliest <= asked.latest) is not false
  and (f.until_latest >= asked.earliest) is not false)`

/** The same for a name, `n`, that no fact states: where facts date the same name of the entity, they decide. */
const mayBeBorne = sql`coalesce((select bool_or(${mayHold}) from name as stated join fact as f on f.id = stated.alias_id
  where stated.entity_id = n.entity_id and stated.key = n.key), true)`

/** A short key with each two letters that stand side by side in each other's place, with spaces between. */
function swapped(key: string): string {
  const letters = [...key]
  if (letters.length < 3 || letters.length > 8) return ''
  const all = letters.slice(1).map((letter, index) =>
    letters
      .with(index, letter)
      .with(index + 1, letters[index] ?? '')
      .join(''),
  )
  return all.filter((one) => one !== key).join(' ')
}

/** The names that one way finds for each asked text, of the kinds: as a condition on `entity`, and as a list or null. */
type Statement = (ofKinds: Expression<unknown>, kinds: Expression<unknown>) => Expression<unknown>

function way(
  how: Way,
  similarity: Expression<unknown>,
  order: Expression<unknown>,
  condition: Expression<unknown>,
): Statement {
  return (ofKinds) => sql`
    select asked.place, hit.id, hit.text, ${sql.lit(how)} as how, hit.similarity from asked cross join lateral (
      select n.id, n.text, ${similarity} as similarity from name as n join entity on entity.id = n.entity_id
      where ${condition} ${ofKinds} order by ${order} limit ${sql.lit(mostPerWay)}
    ) as hit`
}

/** The share of the words of a name that a text has. */
const share = sql`least(1, cardinality(asked.tokens)::real / cardinality(string_to_array(btrim(n.parts), ' ')))`

const alike = sql`similarity(n.trigrams, asked.trigrams)`

/** The names that a function of the database finds for each asked text: prisma/migrations/20261128040000_name_words. */
function called(how: Way, call: Expression<unknown>, similarity: Expression<unknown>): Statement {
  return (_ofKinds, kinds) => sql`
    select asked.place, n.id, n.text, ${sql.lit(how)} as how, ${similarity} as similarity
    from asked cross join lateral ${call}, ${kinds}, ${sql.lit(mostPerWay)}) as hit join name as n on n.id = hit.id`
}

const statements: Record<Way, Statement> = {
  exact: way('exact', sql`1`, sql`n.id`, sql`n.key = asked.key`),
  prefix: way('prefix', alike, sql`n.key, n.id`, sql`n.key > asked.key and n.key < asked.key || chr(1114111)`),
  words: called('words', sql`names_of_words(asked.tokens, asked.key`, share),
  starts: called('starts', sql`names_of_starts(asked.tokens, asked.key`, share),
  // Two letters of a short name changed places: "UNCHR".
  swapped: way(
    'swapped',
    sql`0.8`,
    sql`n.id`,
    sql`n.key = any (string_to_array(asked.swaps, ' '))
      and not exists (select from name as known where known.key = asked.key)`,
  ),
  // A word that no name has, for one of a name: "Vitorno". A text of more words resembles the whole name, because the
  // others are right.
  misspelt: called('misspelt', sql`names_misspelt(asked.tokens`, sql`hit.alike`),
  fuzzy: called('fuzzy', sql`names_alike(asked.tokens, asked.trigrams`, sql`hit.alike`),
  identifier: (ofKinds) => sql`
    select asked.place, n.id, hit.value as text, 'identifier' as how, 1 as similarity from asked
    join identifier as hit on identifier_key(hit.value) = identifier_key(asked.text)
    join entity on entity.id = hit.entity_id ${ofKinds}
    cross join lateral (select id from name where entity_id = entity.id order by kind is not null, id limit 1) as n`,
}
