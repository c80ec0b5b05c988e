import assert from 'node:assert/strict'
import { test } from 'node:test'
import { candidatesIn, createClient, readCriticisms, readOrganization } from '../apollo.ts'
import { failOnWarnings, url, watchFetch } from './server.ts'

failOnWarnings()

test('joins the pages of a list in the cache', async () => {
  const client = createClient(url)
  const all = await readCriticisms(client, 'hrw', 2)
  assert.equal(new Set(all.map(({ id }) => id)).size, 5)
  const again = await watchFetch(async () => assert.deepEqual(await readCriticisms(client, 'hrw', 2), all))
  assert.deepEqual(again, [])
})

test('keeps each thing once, by its id', async () => {
  const client = createClient(url)
  const all = await readCriticisms(client, 'hrw', 2)
  const organizations = Object.entries(client.extract() as Record<string, { __typename?: string; name?: string }>)
    .filter(([, { __typename }]) => __typename === 'Organization')
    .map(([key, { name }]) => [key, name])
  assert.deepEqual(organizations, [[`Organization:${all[0]?.critic?.id}`, 'Human Rights Watch']])
})

test('sends a document once, and then its hash by GET', async () => {
  const read = async () => await readCriticisms(createClient(url), 'Amnesty International', 3)
  await read()
  const later = await watchFetch(read)
  assert.deepEqual(later, [
    { method: 'GET', hasText: false, status: 200 },
    { method: 'GET', hasText: false, status: 200 },
  ])
})

test('tells what an ambiguous name may mean, beside what could be answered', async () => {
  const { data, error } = await readOrganization(createClient(url), 'Twin Cities Aid')
  assert.equal(data?.organization, null)
  assert.ok((data?.graph?.factCount ?? 0) > 0)
  assert.equal(candidatesIn(error).length, 2)
})
