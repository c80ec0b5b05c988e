import { describe, expect, test } from 'vitest'
import { adoptDataset } from '../src/dataset/manage.ts'
import { loadDocument } from '../src/document/load.ts'
import { newKey } from './support/access.ts'
import { harbour, harbourText } from './support/dataset.ts'
import { datasetGraph } from './support/dataset-graph.ts'
import { ask, testApp } from './support/http.ts'

const { db, load } = await datasetGraph()
const { app } = testApp(db)
const ann = await newKey(db, 'CONTRIBUTOR')
const eve = await newKey(db, 'CONTRIBUTOR')
const bob = await newKey(db, 'CURATOR')
const root = await newKey(db, 'ADMIN')

type Key = Pick<typeof ann, 'headers'> | undefined

async function answer(key: Key, query: string, variables: object = {}) {
  const { data, errors } = await ask(app, { query, variables }, key?.headers)
  expect(errors).toBeUndefined()
  return data
}

/** Runs a mutation with an input, and gives its payload. */
async function mutate(key: Key, name: string, input: object, type = inputTypes[name] ?? 'ProposalInput') {
  const selection =
    name === 'createDataset'
      ? 'dataset { slug managedBy } problems { code message }'
      : `revision clientMutationId problems { ordinal path code message suggestions } warnings { ordinal code }
         proposal { id state isStale patch decisionNote author { name } decidedBy { name }
           changes { totalCount nodes { ordinal status reason isStale expectedVersion currentVersion before after current
             target { id } evidence { anchor anchorSpan { start end } status sentence sentenceNode { number labels paragraph { number } evidence(first: 9) { totalCount } } paragraph document { slug } references { label } }
             problems { code path message } } } }`
  const data = await answer(key, `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`, { input })
  return data[name]
}

const inputTypes: Readonly<Record<string, string>> = {
  createProposal: 'CreateProposalInput',
  addToProposal: 'AddToProposalInput',
  acceptProposal: 'AcceptProposalInput',
  rejectProposal: 'RejectProposalInput',
  revertRevision: 'RevertInput',
  createDataset: 'CreateDatasetInput',
}

const criticism = {
  operation: 'CREATE',
  dataset: 'harbour',
  key: 'guild-1950',
  critic: 'coast-guild',
  target: 'harbour-aid',
  claim: 'It opened its doors too late.',
  statedOn: '1950',
  topics: ['shelter'],
  computed: 'The year is made up.',
  statement: 'The Coast Guild said that Harbour Aid opened its doors too late.',
  evidence: [{ paragraph: 2, anchor: 'the Coast Guild criticised', references: ['2'] }],
}
const summary = {
  operation: 'UPDATE',
  dataset: 'harbour',
  slug: 'harbour-aid',
  expectedVersion: 1,
  summary: 'A charity for sailors.',
}
const proposal = { title: 'Late doors', reason: 'The text says so.', submit: true }

async function graph(): Promise<void> {
  await load(harbour)
  await loadDocument(db, { file: harbourText })
  await adoptDataset(db, 'harbour')
}

describe('a proposal', () => {
  test('goes from a sentence to a fact', async () => {
    await graph()
    const made = await mutate(ann, 'createProposal', {
      ...proposal,
      changes: [{ criticism }, { organization: summary }],
    })
    expect(made.problems).toEqual([])
    expect(made.proposal).toMatchObject({
      state: 'OPEN',
      isStale: false,
      changes: {
        totalCount: 2,
        nodes: [
          {
            status: 'NEW',
            before: null,
            after: { key: 'guild-1950', kind: 'CRITICISM' },
            target: null,
            evidence: [
              {
                anchor: 'the Coast Guild criticised',
                anchorSpan: { start: 8, end: 34 },
                sentenceNode: { number: 1, labels: ['2', '3'], paragraph: { number: 2 }, evidence: { totalCount: 2 } },
                status: 'FOUND',
                sentence: expect.stringContaining('the Coast Guild criticised'),
                document: { slug: 'harbour-aid' },
                references: [{ label: '2' }],
              },
            ],
          },
          {
            status: 'NEW',
            before: { summary: 'A charity for sailors in distress.' },
            after: { summary: 'A charity for sailors.', name: 'Harbour Aid' },
            target: { id: expect.any(String) },
            currentVersion: 1,
          },
        ],
      },
    })
    const find = `{ criticisms(where: { keys: ["guild-1950"] }) { totalCount } organization(ref: { slug: "harbour-aid" }) { summary version } }`
    const before = await answer(undefined, find.replace('(where: { keys: ["guild-1950"] })', ''))
    expect(before).toEqual({
      criticisms: { totalCount: 1 },
      organization: { summary: 'A charity for sailors in distress.', version: 1 },
    })
    const accepted = await mutate(bob, 'acceptProposal', { proposal: made.proposal.id, note: 'Well found.' })
    expect(accepted.problems).toEqual([])
    expect(accepted.proposal).toMatchObject({ state: 'ACCEPTED', decisionNote: 'Well found.' })
    const after = await answer(
      undefined,
      `{ criticisms { totalCount } organization(ref: { slug: "harbour-aid" }) { summary version }
        graph { revision } fact(dataset: "harbour", key: "guild-1950") { evidence { status } history { nodes { operation } } } }`,
    )
    expect(after).toMatchObject({
      criticisms: { totalCount: 2 },
      organization: { summary: 'A charity for sailors.', version: 2 },
      graph: { revision: accepted.revision },
      fact: { evidence: [{ status: 'FOUND' }], history: { nodes: [{ operation: 'CREATE' }] } },
    })
  })

  test('says what stands in its way, change by change, and the rest goes on', async () => {
    await graph()
    const { proposal: made } = await mutate(ann, 'createProposal', {
      ...proposal,
      changes: [
        { criticism: { ...criticism, evidence: [{ paragraph: 2, anchor: 'nobody wrote this' }] } },
        { criticism: { ...criticism, key: 'b', critic: 'nobody' } },
        { organization: { ...summary, expectedVersion: 3 } },
        { place: { operation: 'CREATE', dataset: 'harbour', slug: 'quay', name: 'Quay', partOf: 'port-alma' } },
      ],
    })
    expect(made.changes.nodes.map((one: { status: string }) => one.status)).toEqual([
      'INVALID',
      'INVALID',
      'NEW',
      'NEW',
    ])
    const { problems } = await mutate(bob, 'checkProposal', { proposal: made.id })
    expect(problems.map(({ ordinal, code }: { ordinal: number; code: string }) => [ordinal, code]).toSorted()).toEqual([
      [1, 'ANCHOR_NOT_FOUND'],
      [2, 'CONFLICT'],
      [3, 'STALE'],
    ])
    const refused = await mutate(bob, 'acceptProposal', { proposal: made.id })
    expect(refused.problems.length).toBeGreaterThan(0)
    expect(refused.proposal.state).toBe('OPEN')
    const some = await mutate(bob, 'acceptProposal', { proposal: made.id, ordinals: [4] })
    expect(some).toMatchObject({ problems: [], proposal: { state: 'PARTLY_ACCEPTED', isStale: true } })
    const rest = await mutate(bob, 'rejectProposal', { proposal: made.id, reason: 'Not in the text.' })
    expect(rest.proposal).toMatchObject({ state: 'PARTLY_ACCEPTED', decisionNote: 'Not in the text.' })
    expect(rest.proposal.changes.nodes[0]).toMatchObject({ status: 'REJECTED', reason: 'Not in the text.' })
  })

  test('is repeated harmlessly', async () => {
    await graph()
    const input = { ...proposal, changes: [{ criticism }], clientMutationId: 'one' }
    const [first, second] = await Promise.all([
      mutate(ann, 'createProposal', input),
      mutate(ann, 'createProposal', input),
    ])
    expect(second.proposal.id).toBe(first.proposal.id)
    expect(second.clientMutationId).toBe('one')
    const acceptance = { proposal: first.proposal.id, clientMutationId: 'two' }
    const one = await mutate(bob, 'acceptProposal', acceptance)
    const again = await mutate(bob, 'acceptProposal', acceptance)
    expect([one.problems, again.problems]).toEqual([[], []])
    expect(again.proposal.state).toBe('ACCEPTED')
    expect((await mutate(bob, 'acceptProposal', { ...acceptance, clientMutationId: 'three' })).problems).toMatchObject([
      { code: 'CONFLICT' },
    ])
  })

  test('of a dataset of files becomes a patch', async () => {
    await load(harbour)
    const { proposal: made } = await mutate(ann, 'createProposal', {
      ...proposal,
      changes: [{ organization: summary }],
    })
    const { revision } = (await answer(undefined, '{ graph { revision } }')).graph
    const accepted = await mutate(bob, 'acceptProposal', { proposal: made.id })
    expect(accepted).toMatchObject({ problems: [], proposal: { state: 'ACCEPTED' } })
    expect(accepted.proposal.patch).toContain('+    summary: A charity for sailors.\n')
    expect((await answer(undefined, '{ graph { revision } }')).graph.revision).toBe(revision)
  })

  test('of a dataset of files, accepted in two parts, becomes one patch', async () => {
    await load(harbour)
    const place = { operation: 'CREATE', dataset: 'harbour', slug: 'quay', name: 'Quay', partOf: 'port-alma' }
    const pier = { ...place, slug: 'pier', name: 'Pier', partOf: 'quay' }
    const { proposal: made } = await mutate(ann, 'createProposal', {
      ...proposal,
      changes: [{ place }, { place: pier }],
    })
    const first = await mutate(bob, 'acceptProposal', { proposal: made.id, ordinals: [1] })
    expect(first.proposal.patch).toMatch(/^\+.*\bquay\b/m)
    const second = await mutate(bob, 'acceptProposal', { proposal: made.id })
    expect(second).toMatchObject({ problems: [], proposal: { state: 'ACCEPTED' } })
    expect(second.proposal.patch).toMatch(/^\+.*\bquay\b/m)
    expect(second.proposal.patch).toMatch(/^\+.*\bpier\b/m)
  })

  test('is undone', async () => {
    await graph()
    const { proposal: made } = await mutate(ann, 'createProposal', { ...proposal, changes: [{ criticism }] })
    const { revision } = await mutate(bob, 'acceptProposal', { proposal: made.id })
    const undo = await mutate(ann, 'revertRevision', { revision, reason: 'It was another year.' })
    expect(undo).toMatchObject({ problems: [], proposal: { state: 'OPEN' } })
    expect((await mutate(bob, 'acceptProposal', { proposal: undo.proposal.id })).problems).toEqual([])
    expect((await answer(undefined, '{ criticisms { totalCount } }')).criticisms.totalCount).toBe(1)
    expect((await mutate(ann, 'revertRevision', { revision: 'x-1' })).problems).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

test('a dataset is made, and filled by proposals', async () => {
  const made = await mutate(root, 'createDataset', { slug: 'new', title: 'New' })
  expect(made).toEqual({ dataset: { slug: 'new', managedBy: 'GRAPH' }, problems: [] })
  expect((await mutate(root, 'createDataset', { slug: 'new', title: 'New' })).problems).toMatchObject([
    { code: 'CONFLICT' },
  ])
  expect((await mutate(root, 'createDataset', { slug: 'No!', title: 'New' })).problems).toMatchObject([
    { code: 'BAD_USER_INPUT', message: expect.stringContaining('No!') },
  ])
  const { proposal: filled } = await mutate(ann, 'createProposal', {
    ...proposal,
    changes: [
      {
        document: { operation: 'CREATE', dataset: 'new', slug: 'paper', title: 'Paper', references: [{ label: '1' }] },
      },
      {
        organization: {
          operation: 'CREATE',
          dataset: 'new',
          slug: 'agency',
          name: 'Agency',
          organizationType: 'OTHER',
          labels: [{ text: 'AG', aliasKind: 'ACRONYM' }],
          identifiers: [{ scheme: 'wikidata', value: 'Q1' }],
        },
      },
      {
        figure: {
          operation: 'CREATE',
          dataset: 'new',
          key: 'staff',
          subject: 'agency',
          metric: 'staff',
          amount: '40.5',
          asOf: '1939',
          statement: 'It had 40.5 staff.',
          evidence: [{ document: 'paper', paragraph: 1, anchor: 'forty', references: ['1'] }],
        },
      },
    ],
  })
  expect((await mutate(bob, 'acceptProposal', { proposal: filled.id })).problems).toEqual([])
  const { organization } = await answer(
    undefined,
    '{ organization(ref: { slug: "agency" }) { identifiers { value } facts { nodes { key } } } }',
  )
  expect(organization).toEqual({ identifiers: [{ value: 'Q1' }], facts: { nodes: [{ key: 'staff' }] } })
})

describe('who may see a proposal', () => {
  const see = `query ($id: ID!) { node(id: $id) { id } proposals { totalCount nodes { id title } } }`

  test('its author and curators; drafts, their author alone; nobody else', async () => {
    await graph()
    const { proposal: open } = await mutate(ann, 'createProposal', { ...proposal, changes: [{ criticism }] })
    const { proposal: draft } = await mutate(ann, 'createProposal', { ...proposal, submit: false, changes: [] })
    const seen = async (key: Key, id: string) => {
      const { node, proposals } = await answer(key, see, { id })
      expect(proposals.totalCount).toBe(proposals.nodes.length)
      return [node !== null, proposals.nodes.map((one: { id: string }) => one.id)]
    }
    expect(await seen(ann, draft.id)).toEqual([true, [draft.id, open.id]])
    expect(await seen(bob, draft.id)).toEqual([false, [open.id]])
    expect(await seen(bob, open.id)).toEqual([true, [open.id]])
    expect(await seen(eve, open.id)).toEqual([false, []])
    expect(await seen(undefined, open.id)).toEqual([false, []])
    for (const name of ['checkProposal', 'withdrawProposal', 'submitProposal']) {
      const payload = await mutate(eve, name, { proposal: open.id })
      expect(payload).toMatchObject({ proposal: null, problems: [{ code: 'NOT_FOUND' }] })
      const unknown = await mutate(eve, name, {
        proposal: Buffer.from(`Proposal:${'0'.repeat(24)}`).toString('base64url'),
      })
      expect(unknown.problems[0].code).toBe('NOT_FOUND')
    }
  })

  test('nobody accepts what they proposed', async () => {
    await graph()
    const { proposal: own } = await mutate(bob, 'createProposal', { ...proposal, changes: [{ criticism }] })
    const query = 'mutation ($input: AcceptProposalInput!) { acceptProposal(input: $input) { problems { code } } }'
    const { errors } = await ask(app, { query, variables: { input: { proposal: own.id } } }, bob.headers)
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
  })
})

test('eighty acceptances at once of proposals of the same item: one wins, nothing is lost', async () => {
  await graph()
  const made = []
  for (let index = 0; index < 80; index += 1) {
    const organization = { ...summary, summary: `Summary ${index}.` }
    const place = { operation: 'CREATE', dataset: 'harbour', slug: `quay-${index % 40}`, name: `Quay ${index % 40}` }
    // Every second pair competes for a place, all others for the organisation.
    made.push(
      (
        await mutate(ann, 'createProposal', {
          ...proposal,
          submit: false,
          changes: [index % 2 ? { place } : { organization }],
        })
      ).proposal.id,
    )
  }
  await Promise.all(
    made.map((id) => answer(ann, `mutation { submitProposal(input: { proposal: "${id}" }) { problems { code } } }`)),
  )
  const payloads = await Promise.all(made.map((id) => mutate(bob, 'acceptProposal', { proposal: id })))
  const won = payloads.map(({ problems }) => problems.length === 0)
  expect(won.filter((_, index) => index % 2 === 0).filter(Boolean)).toHaveLength(1)
  expect(won.filter((_, index) => index % 2 === 1).filter(Boolean)).toHaveLength(20)
  for (const { problems, proposal: after } of payloads) {
    expect(after.state).toBe(problems.length === 0 ? 'ACCEPTED' : 'OPEN')
    for (const { code } of problems) expect(['STALE', 'EXISTS']).toContain(code)
  }
  const { places, changes } = await answer(
    undefined,
    '{ places: entities(where: { kind: [PLACE] }) { totalCount } changes(where: { origin: [PERSON] }) { totalCount } }',
  )
  expect(places.totalCount).toBe(2 + 20)
  expect(changes.totalCount).toBe(21)
}, 120_000)
