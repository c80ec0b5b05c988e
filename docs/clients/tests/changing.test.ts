import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createKeyClient, followChanges, proposeCriticism, review } from '../changing.ts'
import { failOnWarnings, url } from './server.ts'

failOnWarnings()

const { DOSSIER_CONTRIBUTOR = '', DOSSIER_CURATOR = '', DOSSIER_REVISION = '' } = process.env
const contributor = createKeyClient(url, DOSSIER_CONTRIBUTOR)
const curator = createKeyClient(url, DOSSIER_CURATOR)

const criticism = {
  operation: 'CREATE',
  dataset: 'harbour',
  key: 'guild-1950',
  critic: 'coast-guild',
  target: 'harbour-aid',
  claim: 'It opened its doors too late.',
  statedOn: '1938',
  topics: ['shelter'],
  statement: 'The Coast Guild said that Harbour Aid opened its doors too late.',
  evidence: [{ paragraph: 2, anchor: 'the Coast Guild criticised', references: ['2'] }],
} as const

test('a criticism is proposed, reviewed, and told to who follows', async () => {
  const following = followChanges(url, DOSSIER_REVISION)
  const proposed = await proposeCriticism(
    contributor,
    { ...criticism, topics: [...criticism.topics], evidence: [] },
    'a',
  )
  assert.equal(proposed.problems[0]?.path[0], 'evidence')
  const right = {
    ...criticism,
    topics: ['shelter'],
    evidence: [{ paragraph: 2, anchor: 'the Coast Guild criticised' }],
  }
  const first = await proposeCriticism(contributor, right, 'b')
  assert.deepEqual(first.problems, [])
  assert.equal((await proposeCriticism(contributor, right, 'b')).proposal?.id, first.proposal?.id)

  const decided = await review(curator)
  assert.ok(decided.some(({ proposal, problems }) => proposal?.state === 'ACCEPTED' && problems.length === 0))

  for await (const { operation, key, actor } of following.changes()) {
    if (key !== 'guild-1950') continue
    assert.deepEqual([operation, actor?.name], ['CREATE', 'client-contributor'])
    break
  }
  following.close()
})

test('a key that is not valid is refused', async () => {
  await assert.rejects(
    proposeCriticism(createKeyClient(url, 'dossier_wrong'), { ...criticism, topics: [], evidence: [] }, 'c'),
  )
})
