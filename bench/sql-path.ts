import type pg from 'pg'

/** The facts that lead away from an entity, or to it, each with the entity at its other end. */
const edges = (name: string, entity: string) => `
  ${name} as materialized (
    select id, object_id as other, true as forward from fact
      where subject_id = ${entity} and object_id is not null and object_id <> subject_id
    union all
    select id, subject_id, false from fact where object_id = ${entity} and object_id <> subject_id
  )`

const between = `select id, other, forward from a where other = $2`

// The first facts in order of their ids, as the other contenders answer; far ends are turned round.
const statements = [
  `with ${edges('a', '$1')} select array[id] as facts, array[forward] as forward from (${between}) as step
    order by id, forward desc limit 1`,
  `with ${edges('a', '$1')}, ${edges('b', '$2')}
    select array[a.id, b.id] as facts, array[a.forward, not b.forward] as forward
    from a join b on b.other = a.other where a.other not in ($1, $2)
    order by a.id, a.forward desc, b.id, b.forward limit 1`,
  `with ${edges('a', '$1')}, ${edges('b', '$2')},
    near as (select distinct other from a where other not in ($1, $2)),
    far as (select distinct other from b where other not in ($1, $2)),
    middle as materialized (
      select f.id, f.subject_id as start, f.object_id as finish, true as forward from fact as f
        where f.subject_id in (select other from near) and f.object_id in (select other from far)
      union all
      select f.id, f.object_id, f.subject_id, false from fact as f
        where f.object_id in (select other from near) and f.subject_id in (select other from far)
    )
    select array[a.id, m.id, b.id] as facts, array[a.forward, m.forward, not b.forward] as forward
    from middle as m join a on a.other = m.start join b on b.other = m.finish where m.start <> m.finish
    order by a.id, a.forward desc, m.id, m.forward desc, b.id, b.forward limit 1`,
]

const steps = `
  select coalesce(json_agg(json_build_object(
    'forward', step.forward,
    'from', case when step.forward then subject.name else object.name end,
    'to', case when step.forward then object.name else subject.name end,
    'statement', f.statement,
    'anchors', (select json_agg(anchor order by ordinal) from evidence where fact_id = f.id)
  ) order by step.place), '[]') as answer
  from unnest($1::integer[], $2::boolean[]) with ordinality as step (id, forward, place) join fact as f on f.id = step.id
    join entity as subject on subject.id = f.subject_id join entity as object on object.id = f.object_id`

/** The first of the shortest paths of at most three steps between two entities; without any, an empty list. */
export async function findPath(pool: pg.Pool, from: string, to: string): Promise<unknown> {
  const { rows: ends } = await pool.query({
    name: 'ends',
    text: `select (select id from entity where slug = $1) as a, (select id from entity where slug = $2) as b`,
    values: [from, to],
  })
  for (const [index, text] of statements.entries()) {
    const { rows } = await pool.query({ name: `path-${index}`, text, values: [ends[0].a, ends[0].b] })
    if (!rows[0]) continue
    const found = await pool.query({ name: 'steps', text: steps, values: [rows[0].facts, rows[0].forward] })
    return found.rows[0].answer
  }
  return []
}
