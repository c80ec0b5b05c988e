import { type Expression, sql } from 'kysely'
import { all, always, type Condition, entityBuilder, factBuilder, logic, not, oneOf } from './condition.ts'
import { dateConditions, foundedColumns, periodColumnsOf } from './date.ts'
import { hasEvidence } from './evidence.ts'
import { compare, holdsForNone } from './number.ts'
import { amongFew, entitiesNamed, hasId, isWithin, namesFew, onlyReference } from './reference.ts'
import type {
  CriticismCount,
  CriticismListWhere,
  EntityListWhere,
  EntityWhere,
  FactListWhere,
  FactWhere,
} from './shape.ts'
import { checkText, searchQuery } from './text.ts'

/**
 * From the conditions that callers write to one SQL condition.
 *
 * Meanings that hold everywhere: a field that is absent or null asks for nothing; an empty object asks for nothing;
 * an empty list of values matches nothing; AND of nothing is true, OR of nothing is false; NOT turns "not known to be
 * so" into true.
 *
 * Entities stand under the alias `e` and facts under `f` in every query, and a subquery's own alias hides the outer
 * one: a condition speaks of the nearest.
 */

/** What is asked of `entity as e`. `onlyTopics`: whatever stands there is a topic. */
export function entityConditions(where: EntityWhere, onlyTopics = false): Condition {
  const e = entityBuilder
  const id = e.ref('e.id')
  const conditions = logic(where, (part) => entityConditions(part, onlyTopics))
  if (where.id) conditions.push(hasId(id, where.id))
  if (where.slug)
    conditions.push(
      oneOf(
        e.ref('e.slug'),
        where.slug.map((slug) => checkText('slug', slug)),
      ),
    )
  if (where.kind) conditions.push(oneOf(e.ref('e.kind'), where.kind))
  if (where.named != null) conditions.push(amongFew(id, entitiesNamed(where.named)))
  if (where.search != null) conditions.push(matchesSearch(e.ref('e.search'), where.search))
  if (where.within) conditions.push(isWithin(id, where.within, onlyTopics))
  if (where.criticismsMade)
    conditions.push(criticismList(sql.ref('f.subject_id'), where.criticismsMade, namesFew(where)))
  if (where.criticismsReceived)
    conditions.push(criticismList(sql.ref('f.object_id'), where.criticismsReceived, namesFew(where)))
  if (where.facts) conditions.push(factList(sql`${id} in (f.subject_id, f.object_id)`, where.facts))
  if (where.roles) conditions.push(factList(sql`f.kind = 'ROLE' and f.subject_id = ${id}`, where.roles))
  conditions.push(...typedConditions(id, where))
  return all(conditions)
}

/** What only entities of some kinds can be asked: it stands in the tables of their kinds. */
function typedConditions(id: Expression<number>, where: EntityWhere): Condition[] {
  const conditions: Condition[] = []
  if (where.type) {
    const type = oneOf<string>(sql`t.type::text`, where.type)
    conditions.push(sql`(${id} in (select t.id from organization as t where ${type})
      or ${id} in (select t.id from event as t where ${type}))`)
  }
  if (where.founded) {
    conditions.push(
      sql`${id} in (select o.id from organization as o where ${dateConditions(foundedColumns, where.founded)})`,
    )
  }
  if (where.period) {
    const inTime = dateConditions(periodColumnsOf('t'), where.period)
    conditions.push(sql`(${id} in (select t.id from event as t where ${inTime})
      or ${id} in (select t.id from campaign as t where ${inTime}))`)
  }
  if (where.headquarters) {
    conditions.push(sql`exists (select from fact as f join relationship as r on r.id = f.id
      where f.subject_id = ${id} and r.type = 'HEADQUARTERED_IN' and ${isEntity(sql.ref('f.object_id'), where.headquarters)})`)
  }
  if (where.organizer) {
    conditions.push(sql`exists (select from fact as f join relationship as r on r.id = f.id
      where f.object_id = ${id} and r.type = 'ORGANIZES' and ${isEntity(sql.ref('f.subject_id'), where.organizer)})`)
  }
  return conditions
}

/** What is asked of `fact as f`. */
export function factConditions(where: FactWhere): Condition {
  const f = factBuilder
  const id = f.ref('f.id')
  const conditions = logic(where, factConditions)
  if (where.factKind) conditions.push(oneOf(f.ref('f.kind'), where.factKind))
  for (const subject of [where.subject, where.critic, where.person]) {
    if (subject) conditions.push(isEntity(f.ref('f.subjectId'), subject))
  }
  for (const object of [where.object, where.target, where.organization]) {
    if (object) conditions.push(isEntity(f.ref('f.objectId'), object))
  }
  for (const period of [where.period, where.statedOn, where.asOf]) {
    if (period) conditions.push(dateConditions(periodColumnsOf('f'), period))
  }
  if (where.search != null) conditions.push(matchesSearch(f.ref('f.search'), where.search))
  if (where.evidence) conditions.push(hasEvidence(id, where.evidence))
  if (where.topics) conditions.push(entityList('criticism_topic', 'topic_id', id, where.topics))
  if (where.about) conditions.push(entityList('criticism_about', 'entity_id', id, where.about))
  if (where.spokespeople) conditions.push(entityList('criticism_spokesperson', 'person_id', id, where.spokespeople))
  if (where.publishedBy) {
    conditions.push(sql`exists (select from criticism as c
      where c.id = ${id} and ${isEntity(sql.ref('c.published_by_id'), where.publishedBy)})`)
  }
  if (where.title != null) {
    conditions.push(sql`exists (select from role as r
      where r.id = ${id} and lower(r.title) = lower(${checkText('title', where.title)}))`)
  }
  if (where.metric) {
    const metrics = where.metric.map((metric) => checkText('metric', metric))
    conditions.push(sql`exists (select from figure as g where g.id = ${id} and ${oneOf(sql.ref('g.metric'), metrics)})`)
  }
  if (where.type) {
    const type = oneOf(sql.ref('r.type'), where.type)
    conditions.push(sql`exists (select from relationship as r where r.id = ${id} and ${type})`)
  }
  return all(conditions)
}

/**
 * The entity with this id meets the conditions. Where they name entities, these are found first and the rest of the
 * query looks their ids up: nested filters by name are slow when a planner has to guess (docs/decisions).
 */
function isEntity(id: Expression<number | null>, where: EntityWhere, onlyTopics = false): Condition {
  const only = onlyReference(where, onlyTopics)
  if (only) return amongFew(id, only)
  const conditions = entityConditions(where, onlyTopics)
  if (conditions === always) return sql`${id} is not null`
  const ids = sql<number>`select e.id from entity as e where ${conditions}`
  return namesFew(where) ? amongFew(id, ids) : sql`${id} in (${ids})`
}

function matchesSearch(vector: Expression<unknown>, words: string): Condition {
  return sql`${vector} @@ ${searchQuery('search', words)}`
}

/** The entities that a criticism links to, through one of its link tables. */
function entityList(table: string, column: string, fact: Expression<number>, where: EntityListWhere): Condition {
  const link = (condition: Condition) =>
    sql<boolean>`exists (select from ${sql.table(table)} as link where link.criticism_id = ${fact} and ${condition})`
  const entity = sql.ref<number>(`link.${column}`)
  const onlyTopics = table === 'criticism_topic'
  const conditions: Condition[] = []
  if (where.some) conditions.push(link(isEntity(entity, where.some, onlyTopics)))
  if (where.none) conditions.push(not(link(isEntity(entity, where.none, onlyTopics))))
  if (where.every) conditions.push(not(link(not(isEntity(entity, where.every, onlyTopics)))))
  if (where.count) {
    const count = sql`(select count(*) from ${sql.table(table)} as link where link.criticism_id = ${fact})`
    conditions.push(...compare(count, where.count))
  }
  return all(conditions)
}

/** The facts of an entity; `belongs` ties `f` to the entity around it. */
function factList(belongs: Condition, where: FactListWhere): Condition {
  const exists = (fact: FactWhere) =>
    sql<boolean>`exists (select from fact as f where ${belongs} and ${factConditions(fact)})`
  const conditions: Condition[] = []
  if (where.some) conditions.push(exists(where.some))
  if (where.none) conditions.push(not(exists(where.none)))
  return all(conditions)
}

/** The criticisms that an entity made or received: `end` is the column of `f` that points back at it. */
function criticismList(end: Expression<number>, where: CriticismListWhere, few: boolean): Condition {
  const criticisms = sql<boolean>`f.kind = 'CRITICISM' and ${end} = e.id`
  const conditions = [factList(criticisms, where)]
  if (where.every) conditions.push(not(factList(criticisms, { some: { NOT: where.every } })))
  if (where.count) conditions.push(countsCriticisms(end, where.count, few))
  return all(conditions)
}

/**
 * How many criticisms an entity made or received. Of few entities they are counted one by one; otherwise all are
 * counted at once, by entity, and the entities looked up: a planner that guesses the size of a nested condition wrong
 * would repeat it for every entity.
 */
function countsCriticisms(end: Expression<number>, count: CriticismCount, few: boolean): Condition {
  const counted = sql<boolean>`f.kind = 'CRITICISM' and ${factConditions(count.where ?? {})}`
  if (few) return all(compare(sql`(select count(*) from fact as f where ${end} = e.id and ${counted})`, count))
  const asked = all(compare(sql`count(*)`, count))
  const entities = (having: Condition) =>
    sql<boolean>`e.id in (select ${end} from fact as f where ${end} is not null and ${counted} group by 1 having ${having})`
  // Entities without any are in no group.
  return holdsForNone(count) ? not(entities(not(asked))) : entities(asked)
}
