import type pg from 'pg'
import { beforeEach, describe, expect, test } from 'vitest'
import { removeDataset } from '../src/dataset/load.ts'
import { copyHarbour, edit, harbour } from './support/dataset.ts'
import { datasetGraph } from './support/dataset-graph.ts'

// At every moment the table of edges says what facts, links and trees say.

const { db, load } = await datasetGraph()

/** The edges from subjects, critics and targets to objects and topics, and up the trees: "start way end". */
async function edges(client: pg.Pool | pg.PoolClient = db.pool): Promise<string[]> {
  const { rows: wrong } = await client.query(`
    (table edge except select near, far, fact_id, way, backward from stated_edge)
    union all (select near, far, fact_id, way, backward from stated_edge except table edge)`)
  expect(wrong).toEqual([])
  const { rows } = await client.query<{ edge: string }>(`
    select concat_ws(' ', a.slug, (array['fact', 'about', 'topic', 'part of', 'broader'])[way + 1], b.slug) as edge
    from edge join entity as a on a.id = near join entity as b on b.id = far where not backward order by 1`)
  return rows.map(({ edge }) => edge)
}

const loaded = [
  'ada-brook fact harbour-aid',
  'coast-guild about port-alma',
  'coast-guild fact harbour-aid',
  'coast-guild topic shelter',
  'coast-guild topic shelter-access',
  'harbour-aid about port-alma',
  'harbour-aid fact port-alma',
  'harbour-aid topic shelter',
  'harbour-aid topic shelter-access',
  'port-alma part of alma-coast',
  'shelter-access broader shelter',
]
const without = (pattern: RegExp) => loaded.filter((edge) => !pattern.test(edge))

test('edges follow a dataset that is loaded, changed and removed', async () => {
  const folder = copyHarbour()
  await load(folder)
  expect(await edges()).toEqual(loaded)
  edit(folder, 'entities.yaml', ', partOf: alma-coast', '')
  edit(folder, 'entities.yaml', 'labels: [Shelters]', 'broader: shelter-access')
  edit(folder, 'entities.yaml', ', broader: shelter}', '}')
  edit(folder, 'facts/edges.yaml', 'topics: [shelter-access, shelter]', 'topics: [shelter]')
  edit(folder, 'facts/edges.yaml', 'organization: harbour-aid', 'organization: coast-guild')
  await load(folder)
  const changed = ['ada-brook fact coast-guild', ...without(/^ada-brook|topic shelter-access|part of|broader/)]
  expect(await edges()).toEqual([...changed, 'shelter broader shelter-access'])
  await removeDataset(db, 'harbour')
  expect(await edges()).toEqual([])
  expect((await db.pool.query('table edge')).rows).toEqual([])
})

describe('edges follow what is written by hand', () => {
  beforeEach(async () => {
    await load(harbour)
  })

  const id = (slug: string) => `(select id from entity where slug = '${slug}')`
  const criticism = `(select id from criticism)`

  test.each([
    [
      'a fact with another object',
      `update fact set object_id = ${id('alma-coast')} where kind = 'CRITICISM'`,
      [
        'alma-coast about port-alma',
        'alma-coast topic shelter',
        'alma-coast topic shelter-access',
        'coast-guild fact alma-coast',
        ...without(/harbour-aid (about|topic)|guild fact/),
      ].sort(),
    ],
    ['other words', `update fact set statement = 'Other words.'`, loaded],
    ['a fact that is gone', `delete from fact where kind = 'CRITICISM'`, without(/guild| about| topic/)],
    ['links in another order', 'update criticism_topic set ordinal = 7 - ordinal', loaded],
    [
      'a link that leads elsewhere',
      `update criticism_about set entity_id = ${id('ada-brook')}`,
      ['coast-guild about ada-brook', 'harbour-aid about ada-brook', ...without(/ about /)].sort(),
    ],
    [
      'links to the ends of the criticism itself',
      `insert into criticism_about values (${criticism}, ${id('coast-guild')}, 8), (${criticism}, ${id('harbour-aid')}, 9)`,
      ['coast-guild about harbour-aid', 'harbour-aid about coast-guild', ...loaded].sort(),
    ],
    ['links that are gone', 'delete from criticism_topic', without(/ topic /)],
    ['a place at the top', 'update place set part_of_id = null', without(/part of/)],
    [
      'topics that change places',
      `update topic set broader_id = case when broader_id is null then ${id('shelter-access')} end`,
      [...without(/broader/), 'shelter broader shelter-access'],
    ],
    ['a place that is gone', `delete from place where part_of_id is not null`, without(/part of/)],
    ['tables that are emptied', 'truncate criticism_topic, criticism_about', without(/ topic | about /)],
    ['a graph that is emptied', 'truncate fact cascade', without(/ fact | topic | about /)],
  ])('%s', async (_, statement, expected) => {
    const client = await db.pool.connect()
    try {
      await client.query('begin')
      await client.query(statement)
      expect(await edges(client)).toEqual(expected)
    } finally {
      await client.query('rollback')
      client.release()
    }
  })
})
