import { expect, test } from 'vitest'
import { createTestApp } from './support/app.ts'
import { harbour } from './support/dataset.ts'
import { datasetGraph } from './support/dataset-graph.ts'

const { db, load } = await datasetGraph()
const app = createTestApp(db)
test('x', async () => {
  await load(harbour)
  const ask = (query: string) => app.ask(query) as any
  console.log(
    JSON.stringify(
      await ask(
        '{ changes(first: 3) { totalCount nodes { revision cursor at type key operation origin { by name version } node { __typename id ... on Entity { name } } after } pageInfo { hasNextPage endCursor } } }',
      ),
      null,
      1,
    ),
  )
  console.log(
    JSON.stringify(
      await ask(
        '{ entity(ref: {slug: "harbour-aid"}) { history { totalCount nodes { cursor } } facts(first: 2) { nodes { key history { nodes { cursor type key } } } } } a: changes(where: {key: "foo"}) { totalCount } }',
      ),
      null,
      1,
    ),
  )
  console.log(JSON.stringify(await ask('{ changes(after: "aaaaaaaaaaaa-1") { totalCount } }'), null, 1))
  console.log(JSON.stringify(await ask('{ changes(after: "aaa") { totalCount } }'), null, 1))
})
