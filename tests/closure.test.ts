import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from './support/database.ts'
import { emptyGraph, putGraph } from './support/graph.ts'
import { randomGraph, slugs } from './support/random-graph.ts'

// The tables tree_path and criticism_under say what follows from the graph, whatever is done to it.

const db = await freshDatabase()
const client = await db.pool.connect()
afterAll(() => client.release())

async function rows<Row extends object>(text: string): Promise<Row[]> {
  return (await client.query<Row>(text)).rows
}

interface Link {
  readonly criticism: number
  readonly entity: number
}

/** What the tables should hold, in order. */
async function expectedRows() {
  const nodes = await rows<{ id: number; parent: number | null }>(
    'select id, broader_id as parent from topic union all select id, part_of_id from place',
  )
  const parents = new Map(nodes.map(({ id, parent }) => [id, parent]))
  const above = (id: number) => {
    const way: number[] = []
    for (let at: number | null | undefined = id; at != null && !way.includes(at); at = parents.get(at)) way.push(at)
    return way
  }
  const facts = await rows<{ id: number; critic: number | null; date: number | null }>(
    'select id, case when has_subject then subject_id end as critic, from_earliest as date from fact',
  )
  const known = new Map(facts.map((fact) => [fact.id, fact]))
  const under = new Set<string>()
  for (const [table, column, reach] of [
    ['criticism_topic', 'topic_id', 'TOPIC'],
    ['criticism_about', 'entity_id', 'ABOUT'],
  ]) {
    for (const link of await rows<Link>(`select criticism_id as criticism, ${column} as entity from ${table}`)) {
      const { critic, date } = known.get(link.criticism) ?? {}
      const add = (name: string, entity: number) =>
        under.add(JSON.stringify([link.criticism, name, entity, critic, date]))
      add(`${reach}_ITSELF`, link.entity)
      for (const entity of above(link.entity)) add(`${reach}`, entity)
    }
  }
  const paths = nodes.flatMap(({ id }) => above(id).map((node) => JSON.stringify([node, id])))
  return { paths: paths.sort(), under: [...under].sort() }
}

async function storedRows() {
  const paths = await rows('select above_id, below_id from tree_path')
  const under = await rows('select criticism_id, reach, entity_id, critic_id, from_earliest from criticism_under')
  const written = (found: object[]) => found.map((row) => JSON.stringify(Object.values(row))).sort()
  return { paths: written(paths), under: written(under) }
}

const id = (slug: string) => `(select id from entity where slug = '${slug}')`
const topic = fc.constantFrom(...slugs.TOPIC)
const place = fc.constantFrom(...slugs.PLACE)
const anything = fc.constantFrom(...slugs.TOPIC, ...slugs.PLACE, ...slugs.ORGANIZATION)
const nothing = fc.constant('none')
/** A criticism by its place in the list. */
const criticism = fc.nat({ max: 4 }).map((index) => `(select id from criticism order by id offset ${index} limit 1)`)
const day = fc.constantFrom('null', '-400', '9000')

/** What anybody may do to the tables; a circle of topics is one of the things that can stand for a moment. */
const step: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(topic, fc.oneof(topic, nothing)).map(([node, to]) => {
    return `update topic set broader_id = ${id(to)} where id = ${id(node)}`
  }),
  fc.tuple(place, fc.oneof(place, nothing)).map(([node, to]) => {
    return `insert into place (id, part_of_id) values (${id(node)}, ${id(to)})
      on conflict (id) do update set part_of_id = excluded.part_of_id`
  }),
  topic.map((root) => `update topic set broader_id = nullif(${id(root)}, id)`),
  place.map((node) => `delete from place where id = ${id(node)}`),
  fc.constant('update topic set broader_id = broader_id'),
  fc.tuple(criticism, topic).map(([which, node]) => {
    return `insert into criticism_topic (criticism_id, topic_id, ordinal) select ${which}, ${id(node)}, 9
      where exists (select from criticism) on conflict do nothing`
  }),
  fc.tuple(criticism, anything).map(([which, entity]) => {
    return `insert into criticism_about (criticism_id, entity_id, ordinal) select ${which}, ${id(entity)}, 9
      where ${which} is not null on conflict do nothing`
  }),
  fc.tuple(topic, topic).map(([from, to]) => {
    return `update criticism_topic as link set topic_id = ${id(to)} where topic_id = ${id(from)}
      and not exists (select from criticism_topic where criticism_id = link.criticism_id and topic_id = ${id(to)})`
  }),
  topic.map((node) => `delete from criticism_topic where topic_id = ${id(node)}`),
  anything.map((entity) => `delete from criticism_about where entity_id = ${id(entity)}`),
  criticism.map((which) => `delete from fact where id = ${which}`),
  fc.tuple(criticism, anything, day, fc.boolean()).map(([which, critic, from, named]) => {
    return `update fact set subject_id = ${id(critic)}, has_subject = ${named}, from_earliest = ${from},
      from_latest = ${from}, from_edtf = ${from === 'null' ? 'null' : "'1990'"} where id = ${which}`
  }),
  fc.constantFrom('truncate criticism_topic', 'truncate criticism_about'),
)

test('both tables follow every change of the tables that they are made of', { timeout: 300_000 }, async () => {
  const counts = { done: 0, refused: 0 }
  const property = fc.asyncProperty(
    randomGraph,
    fc.array(step, { minLength: 5, maxLength: 15, size: 'max' }),
    async (graph, steps) => {
      await emptyGraph(db)
      await putGraph(db, graph)
      expect(await storedRows()).toEqual(await expectedRows())
      // Never committed, so that what the database would refuse in the end is tried, too.
      await client.query('begin')
      for (const statement of steps) {
        await client.query('savepoint step')
        const done = await client.query(statement).catch(() => client.query('rollback to step'))
        counts[done.command === 'ROLLBACK' ? 'refused' : 'done'] += 1
        expect(await storedRows(), statement).toEqual(await expectedRows())
      }
      await client.query('rollback')
    },
  )
  await fc.assert(property, { numRuns: Number(process.env.FAST_CHECK_RUNS ?? 15), endOnFailure: true })
  expect(counts.done).toBeGreaterThan(counts.refused * 5)
})
