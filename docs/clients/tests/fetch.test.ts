import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allCriticismsBy, askAgain, askOrganization, askTrusted } from '../fetch.ts'
import { candidatesOf } from '../problem.ts'
import { url, watchFetch } from './server.ts'

test('walks the pages of a list', async () => {
  const sent = await watchFetch(async () => {
    const all = await Array.fromAsync(allCriticismsBy(url, 'hrw', 2))
    assert.equal(all.length, 5)
    assert.equal(new Set(all.map(({ id }) => id)).size, 5)
    assert.ok(all.every(({ evidence }) => evidence.length > 0))
  })
  assert.equal(sent.length, 3)
})

test('tells what an ambiguous name may mean, beside what could be answered', async () => {
  const { data, errors = [] } = await askOrganization(url, 'Twin Cities Aid')
  assert.equal(data?.organization, null)
  assert.ok((data?.graph.factCount ?? 0) > 0)
  assert.deepEqual(errors[0]?.path, ['organization'])
  assert.deepEqual(
    candidatesOf(errors).map(({ slug }) => slug),
    ['twin-cities-aid-1', 'twin-cities-aid-2'],
  )
})

test('answers null for a name that nothing has', async () => {
  const { data, errors } = await askOrganization(url, 'Nobody at all')
  assert.equal(data?.organization, null)
  assert.equal(errors, undefined)
})

test('fails where no GraphQL server answers', async () => {
  await assert.rejects(askOrganization('data:text/plain,hello', 'IOM'), /The server answered 200/)
})

test('asks a trusted document by its hash', async () => {
  const sent = await watchFetch(async () => {
    const { data } = await askTrusted(url, 'Human Rights Watch')
    assert.equal(data?.criticisms.totalCount, 5)
  })
  assert.deepEqual(sent, [{ method: 'POST', hasText: false, status: 200 }])
})

test('reads nothing twice', async () => {
  const kept = await askAgain(url, 'HRW')
  assert.equal(kept.answer.data?.criticisms.totalCount, 5)
  const sent = await watchFetch(async () => assert.equal(await askAgain(url, 'HRW', kept), kept))
  assert.deepEqual(
    sent.map(({ status }) => status),
    [304],
  )
})
