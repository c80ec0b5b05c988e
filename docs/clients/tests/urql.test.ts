import assert from 'node:assert/strict'
import { test } from 'node:test'
import { candidatesOf } from '../problem.ts'
import { codesOf, createClient, readCriticisms, readOrganization } from '../urql.ts'
import { failOnWarnings, url, watchFetch } from './server.ts'

failOnWarnings()

test('joins the pages of a list in the cache', async () => {
  const client = createClient(url)
  const all = await readCriticisms(client, 'hrw', 2)
  assert.equal(new Set(all.map(({ id }) => id)).size, 5)
  assert.deepEqual(new Set(all.map(({ critic }) => critic?.name)), new Set(['Human Rights Watch']))
  const again = await watchFetch(async () => assert.deepEqual(await readCriticisms(client, 'hrw', 2), all))
  assert.deepEqual(again, [])
})

test('sends a document once, and then its hash by GET', async () => {
  const first = await watchFetch(async () => await readCriticisms(createClient(url), 'Amnesty International', 3))
  const later = await watchFetch(async () => await readCriticisms(createClient(url), 'Amnesty International', 3))
  assert.ok(first.length <= 3)
  assert.ok(later.every(({ method, hasText }) => method === 'GET' && !hasText))
})

test('tells what an ambiguous name may mean, beside what could be answered', async () => {
  const { data, error } = await readOrganization(createClient(url), 'Twin Cities Aid')
  assert.equal(data?.organization, null)
  assert.ok((data?.graph.factCount ?? 0) > 0)
  assert.deepEqual(codesOf(error), ['AMBIGUOUS_NAME'])
  assert.equal(candidatesOf(error?.graphQLErrors ?? []).length, 2)
})
