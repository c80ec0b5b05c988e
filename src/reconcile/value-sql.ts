import { type Expression, sql } from '../database/sql.ts'
import type { FuzzyDate } from '../date/edtf.ts'
import type { RelationshipType } from '../generated/prisma/enums.ts'
import { countryCodes, countryName } from '../model/country.ts'
import { nameKey } from '../model/name-key.ts'
import { storable } from './storable.ts'

// The values of properties, as JSON lists that belong to a row of `entity as e`.

/** What is asked beside the property. */
export interface ValueQuestion {
  /** The time for which it is asked; null: now. */
  readonly time: FuzzyDate | null
  /** The most values. */
  readonly limit: number
}

type Values = (asked: ValueQuestion) => Expression<unknown>

/** A JSON list of the values of rows with one column. */
function list(rows: Expression<unknown>): Expression<unknown> {
  return sql`(select coalesce(json_agg(value), '[]') from (${rows}) as listed (value))`
}

/** Whether the fact `f` holds at the time that is asked for. Now, what has no end may hold. */
function holds({ time }: ValueQuestion): Expression<unknown> {
  if (time === null) return sql`f.until_edtf is null`
  return sql`((f.from_earliest <= ${time.latest}::integer) is not false
    and (f.until_latest >= ${time.earliest}::integer) is not false)`
}

/** Objects of its relationships of a type, the newest first. */
export function related(type: RelationshipType): Values {
  return (asked) =>
    list(sql`
      select json_build_object('id', o.slug, 'name', o.name) from (
        select f.object_id, max(f.from_earliest) as since, min(f.id) as first
        from fact as f join relationship as r on r.id = f.id and r.type = ${sql.lit(type)}
        where f.subject_id = e.id and f.kind = 'RELATIONSHIP' and ${holds(asked)} group by f.object_id
      ) as linked join entity as o on o.id = linked.object_id
      order by since desc nulls last, first limit ${asked.limit}`)
}

/** The places where it is: its headquarters, otherwise where it is located; a place itself. */
function seats(asked: ValueQuestion): Expression<unknown> {
  return sql`
    select e.id as id where e.kind = 'PLACE'
    union select id from (
      select f.object_id as id, rank() over (order by r.type <> 'HEADQUARTERED_IN') as rank
      from fact as f join relationship as r on r.id = f.id and r.type in ('HEADQUARTERED_IN', 'LOCATED_IN')
      where f.subject_id = e.id and f.kind = 'RELATIONSHIP' and ${holds(asked)}) as ranked where rank = 1`
}

/** The seats with the codes of their countries. */
function codes(asked: ValueQuestion): Expression<unknown> {
  return sql`
    select seat.id, (select p.country_code from tree_path as way join place as p on p.id = way.above_id
      where way.below_id = seat.id and p.country_code is not null limit 1) as code
    from (${seats(asked)}) as seat`
}

/** Where a seat lies in a country of the graph, that country. Of others the graph knows the code, which has a name. */
export const country: Values = (asked) => {
  const { names, keys } = countries()
  return list(sql`
    select distinct coalesce(
      (select jsonb_build_object('id', o.slug, 'name', o.name) from tree_path as way
        join place as p on p.id = way.above_id and p.country_code = code join entity as o on o.id = p.id
        where way.below_id = coded.id and way.above_id <> coded.id and not exists (
          select from place as larger where larger.id = p.part_of_id and larger.country_code = p.country_code) limit 1),
      (select jsonb_build_object('id', o.slug, 'name', o.name) from name as n
        join entity as o on o.id = n.entity_id and o.kind = 'PLACE' join place as p on p.id = o.id and p.country_code = code
        where n.key = ${keys}::jsonb ->> code order by o.id limit 1),
      jsonb_build_object('str', coalesce(${names}::jsonb ->> code, code)))
    from (${codes(asked)}) as coded where code is not null limit ${asked.limit}`)
}

let known: { readonly names: string; readonly keys: string } | undefined

/** The English names of all countries by their codes, and the keys of these names, as JSON. */
function countries() {
  const named = () => countryCodes().map((code) => [code, countryName(code) ?? code] as const)
  known ??= {
    names: JSON.stringify(Object.fromEntries(named())),
    keys: JSON.stringify(Object.fromEntries(named().map(([code, name]) => [code, nameKey(name)]))),
  }
  return known
}

export const countryCode: Values = (asked) =>
  list(sql`select distinct jsonb_build_object('str', code) from (${codes(asked)}) as coded
    where code is not null limit ${asked.limit}`)

/** A date of the table of its kind. */
export function column(table: 'organization', name: 'founded_edtf' | 'dissolved_edtf'): Values {
  return () =>
    list(sql`select json_build_object('str', own.${sql.ref(name)}) from ${sql.ref(table)} as own
      where own.id = e.id and own.${sql.ref(name)} is not null`)
}

export const website: Values = (asked) =>
  list(sql`
    select json_build_object('str', value) from (
      select a.value, min(f.id) as first from fact as f join attribute as a on a.id = f.id and a.key = 'website'
      where f.subject_id = e.id and f.kind = 'ATTRIBUTE' and ${holds(asked)} group by a.value) as stated
    order by first limit ${asked.limit}`)

export const criticismCount: Values = () =>
  sql`json_build_array(json_build_object('int',
    (select count(*)::integer from fact as f where f.object_id = e.id and f.kind = 'CRITICISM')))`

export function latestCriticism(what: 'statement' | 'from_edtf'): Values {
  return () =>
    list(sql`
      select json_build_object('str', said) from (
        select f.${sql.ref(what)} as said from fact as f where f.object_id = e.id and f.kind = 'CRITICISM'
        order by f.from_earliest desc nulls last, f.id desc limit 1) as latest
      where said is not null`)
}

export const presentName: Values = () => sql`json_build_array(json_build_object('str', e.name))`

export const summary: Values = () => list(sql`select json_build_object('str', e.summary) where e.summary is not null`)

/** Its names, `n`, perhaps stated by a fact, `f`. */
export function names(which: Expression<unknown>): Values {
  return ({ limit }) =>
    list(sql`
      select json_build_object('str', text) from (
        select n.text, min(n.id) as first from name as n left join fact as f on f.id = n.alias_id
        where n.entity_id = e.id and ${which} group by n.text) as borne
      order by first limit ${limit}`)
}

export function identifiers(scheme: string): Values {
  return ({ limit }) =>
    list(sql`
      select distinct jsonb_build_object('str', i.value) from identifier as i
      where i.entity_id = e.id and lower(i.scheme) = lower(${storable(scheme)}) limit ${limit}`)
}
