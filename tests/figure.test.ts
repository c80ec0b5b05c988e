import { describe, expect, test } from 'vitest'
import { createTestApp } from './support/app.ts'
import { copyHarbour, edit } from './support/dataset.ts'
import { datasetGraph } from './support/dataset-graph.ts'

const { db, load, query } = await datasetGraph()

const app = createTestApp(db)
const figures = '{ organization(ref: { slug: "harbour-aid" }) { figures { nodes { amount upTo qualifier } } } }'

async function loadWith(put: string): Promise<object> {
  const folder = copyHarbour()
  edit(folder, 'facts/claims.yaml', 'amount: 40', put)
  await load(folder)
  expect((await load(folder)).changed).toEqual({})
  const [change] = await query<{ after: object }>(`select after from change where key = 'harbour-staff'`)
  return change?.after ?? {}
}

describe('a figure', () => {
  test('can be a range', async () => {
    expect(await loadWith('amount: 40\n    upTo: 60.5\n    qualifier: RANGE')).toMatchObject({
      amount: '40',
      upTo: '60.5',
      qualifier: 'RANGE',
    })
    expect((await app.get(figures)).organization.figures.nodes).toEqual([
      { amount: '40', upTo: '60.5', qualifier: 'RANGE' },
    ])
  })

  test.each(['AT_LEAST', 'AT_MOST'])('can be a bound: %s', async (qualifier) => {
    expect(await loadWith(`amount: 40\n    qualifier: ${qualifier}`)).not.toHaveProperty('upTo')
    expect((await app.get(figures)).organization.figures.nodes).toEqual([{ amount: '40', upTo: null, qualifier }])
  })

  test.each([
    [`update figure set qualifier = 'RANGE'`, /figure_range_is_whole/],
    [`update figure set up_to = 50`, /figure_range_is_whole/],
    [`update figure set qualifier = 'RANGE', up_to = 40`, /figure_range_in_order/],
  ])('is refused by the database when it is half a range: %s', async (statement, message) => {
    await load(copyHarbour())
    await expect(db.pool.query(statement)).rejects.toThrow(message)
  })
})

test('a document says of when it speaks, when it was fetched, and what its file is', async () => {
  const document = async () =>
    (await app.get('{ document(slug: "harbour-aid") { asOf { edtf label } retrievedOn { edtf } format } }')).document
  const folder = copyHarbour()
  await load(folder)
  expect(await document()).toEqual({ asOf: null, retrievedOn: null, format: null })

  const said = 'asOf: 2024-03\n    retrievedOn: 2024-05-02\n    format: article'
  edit(folder, 'dataset.yaml', 'slug: harbour-aid', `slug: harbour-aid\n    ${said}`)
  await load(folder)
  expect(await document()).toEqual({
    asOf: { edtf: '2024-03', label: 'March 2024' },
    retrievedOn: { edtf: '2024-05-02' },
    format: 'article',
  })
  const [change] = await query<{ before: object; after: object }>(`select before, after from change
    where type = 'document' and operation = 'UPDATE'`)
  expect(change?.before).not.toHaveProperty('asOf')
  expect(change?.after).toMatchObject({ asOf: '2024-03', retrievedOn: '2024-05-02', format: 'article' })
  expect((await load(folder)).changed).toEqual({})
})
