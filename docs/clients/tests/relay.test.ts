import assert from 'node:assert/strict'
import { test } from 'node:test'
import { candidatesIn, loadCritic, loadNext, readEvidence, readList, refetchEvidence } from '../relay/criticisms.ts'
import { createEnvironment, RequestFailed } from '../relay/environment.ts'
import { failOnWarnings, url, watchFetch } from './server.ts'

failOnWarnings()

async function loadHumanRightsWatch(environment = createEnvironment(url)) {
  const { data } = await loadCritic(environment, 'HRW')
  assert.ok(data?.organization.ok && data.organization.value)
  return { environment, organization: data.organization.value }
}

test('walks the pages of a fragment: @connection and @refetchable', async () => {
  const { environment, organization } = await loadHumanRightsWatch()
  let list = await readList(environment, organization)
  const sizes = [list.criticismsMade.edges.length]
  while (list.criticismsMade.pageInfo.hasNextPage) {
    await loadNext(environment, organization.id, 2, list.criticismsMade.pageInfo.endCursor ?? null)
    list = await readList(environment, organization)
    sizes.push(list.criticismsMade.edges.length)
  }
  assert.deepEqual(sizes, [2, 4, 5])
  assert.equal(list.criticismsMade.totalCount, 5)
})

test('fetches one fragment anew, through node(id:)', async () => {
  const { environment, organization } = await loadHumanRightsWatch()
  const { criticismsMade } = await readList(environment, organization)
  const criticism = criticismsMade.edges[0]?.node
  assert.ok(criticism)
  const sent = await watchFetch(async () => await refetchEvidence(environment, criticism.id))
  assert.equal(sent.length, 1)
  const { evidence } = await readEvidence(environment, criticism)
  assert.ok(evidence.every(({ document }) => document.title !== ''))
})

test('keeps an error at its field, and the rest', async () => {
  const { data } = await loadCritic(createEnvironment(url), 'Twin Cities Aid')
  assert.ok(data?.organization.ok === false)
  assert.deepEqual(
    candidatesIn(data.organization.errors).map(({ slug }) => slug),
    ['twin-cities-aid-1', 'twin-cities-aid-2'],
  )
  assert.ok(data.graph.factCount > 0)
})

test('does not take a page that was refused for an empty one', async () => {
  const { environment, organization } = await loadHumanRightsWatch()
  await assert.rejects(loadNext(environment, organization.id, 1000, null), /could not be read/)
})

test('fails with the problems when nothing could be answered', async () => {
  await assert.rejects(loadCritic(createEnvironment(url), 'x'.repeat(1_000_000)), (error: unknown) => {
    assert.ok(error instanceof RequestFailed)
    assert.equal(error.problems[0]?.extensions?.code, 'TOO_COMPLEX')
    return true
  })
})

test('asks documents that the compiler wrote by their hashes', async () => {
  const sent = await watchFetch(async () => await loadHumanRightsWatch(createEnvironment(url, { trusted: true })))
  assert.deepEqual(sent, [{ method: 'POST', hasText: false, status: 200 }])
})
