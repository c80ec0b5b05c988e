import { beforeEach, describe, expect, test } from 'vitest'
import { createProposal, mostChanges } from '../src/change/proposal/create.ts'
import type { ChangeRequest } from '../src/change/proposal/request.ts'
import { adoptDataset } from '../src/dataset/manage.ts'
import { loadDocument } from '../src/document/load.ts'
import { writeNodeId } from '../src/model/id.ts'
import { schema } from '../src/schema.ts'
import { newKey } from './support/access.ts'
import { type Answer, createTestApp } from './support/app.ts'
import { harbour, harbourText } from './support/dataset.ts'
import { changedTables, datasetGraph, failure } from './support/dataset-graph.ts'
import { textSlots } from './support/text-slot.ts'

const { db, load, allRows, query } = await datasetGraph()
const ann = createTestApp(db, {}, (await newKey(db, 'CONTRIBUTOR', { actor: 'ann' })).headers)
const bob = createTestApp(db, {}, (await newKey(db, 'CURATOR', { actor: 'bob' })).headers)

beforeEach(async () => {
  await load(harbour)
  await loadDocument(db, { file: harbourText })
  await adoptDataset(db, 'harbour')
})

const inputTypes: Readonly<Record<string, string>> = {
  createProposal: 'CreateProposalInput',
  addToProposal: 'AddToProposalInput',
  acceptProposal: 'AcceptProposalInput',
  rejectProposal: 'RejectProposalInput',
  revertRevision: 'RevertInput',
}

const documentOf = (name: string) => `mutation ($input: ${inputTypes[name] ?? 'ProposalInput'}!) {
  ${name}(input: $input) { problems { ordinal path code message }
    proposal { id state changes { nodes { ordinal status problems { path code message } } } } } }`

const mutate = (who: typeof ann, name: string, input: object): Promise<Answer> => who.ask(documentOf(name), { input })

const criticism = {
  ...{ operation: 'CREATE', dataset: 'harbour', key: 'guild-1950', critic: 'coast-guild', target: 'harbour-aid' },
  ...{ claim: 'It opened too late.', statedOn: '1950', topics: ['shelter'], statement: 'The Guild said that.' },
  evidence: [{ paragraph: 2, anchor: 'the Coast Guild criticised', references: ['2'] }],
}
const organization = { operation: 'UPDATE', dataset: 'harbour', slug: 'harbour-aid', expectedVersion: 1, summary: 'A.' }
const head = { title: 'A title', reason: 'A reason', submit: true }

/** All that an answer says is wrong, wherever it says so: with what is said of each change. */
function complaints({ data, errors = [] }: Answer): { code: string; message: string }[] {
  const payloads = Object.values(data ?? {}).filter((payload) => payload !== null) as Answer['data'][]
  return [
    ...errors.map(({ message, extensions: { code } }) => ({ code, message })),
    ...payloads.flatMap(({ problems, proposal }) => [
      ...problems,
      ...(proposal?.changes.nodes ?? []).flatMap((change: Answer['data']) => change.problems),
    ]),
  ]
}

const fine = [
  'BAD_USER_INPUT',
  'CONFLICT',
  'NOT_FOUND',
  'TOO_COMPLEX',
  'EXPECTED_VERSION_MISSING',
  'STALE',
  'REPEATED',
  'NOT_OPEN',
  'NOTHING_TO_ACCEPT',
]

/** An answer that says what is wrong, in words that match, and after which nothing but the proposal is different. */
async function expectComplaint(answer: () => Promise<Answer>, message: RegExp, isStored = false): Promise<void> {
  const before = await allRows()
  const found = complaints(await answer())
  expect(found.map((one) => one.message).join('\n')).toMatch(message)
  for (const { code } of found) expect(fine).toContain(code)
  const tables = changedTables(before, await allRows()).filter((table) => table !== 'api_key')
  expect(tables).toEqual(isStored ? ['proposal', 'proposed_change'] : [])
}

const create = (...changes: object[]) => mutate(ann, 'createProposal', { ...head, changes })

async function open(...changes: object[]): Promise<string> {
  const { data } = await create(...changes)
  return data.createProposal.proposal.id
}

const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {}).filter((name) =>
  /Proposal$|^revertRevision$/u.test(name),
)

describe('characters that no text can hold', () => {
  const slots = textSlots(schema).filter(({ name }) => mutations.includes(name.split('.')[0] ?? ''))

  test('are in many places', () => {
    expect(slots.length).toBeGreaterThan(100)
  })

  test.each(['a\0b', 'a\ud800b', '\udc00'])('%j is refused in each text, and nothing is written', async (text) => {
    const before = await allRows()
    for (const { name, document, variables } of slots) {
      const answer = await bob.ask(document, variables(text))
      const found = JSON.stringify(answer)
      expect(found, name).toMatch(/BAD_USER_INPUT|NOT_FOUND/u)
      expect(answer.data?.createProposal?.proposal ?? null, name).toBeNull()
    }
    expect(changedTables(before, await allRows()).filter((table) => table !== 'api_key')).toEqual([])
  })
})

describe('what cannot be read', () => {
  test.each<[string, RegExp, () => Promise<Answer>]>([
    ['an empty change', /exactly one|one of/iu, () => create({})],
    ['two changes in one', /exactly one|only one|one of/iu, () => create({ criticism, organization })],
    ['a change that is null', /non-null|null/iu, () => create({ criticism: null })],
    ['a confidence above one', /confidence` is 2/u, () => create({ criticism: { ...criticism, confidence: 2 } })],
    ['a confidence below zero', /confidence` is -1/u, () => create({ criticism: { ...criticism, confidence: -1 } })],
    ['a confidence as a word', /confidence/u, () => create({ criticism: { ...criticism, confidence: 'NaN' } })],
    [
      'a version out of range',
      /3000000000/u,
      () => create({ organization: { ...organization, expectedVersion: 3e9 } }),
    ],
    ['a version between two', /1\.5/u, () => create({ organization: { ...organization, expectedVersion: 1.5 } })],
    ['an unknown dataset', /nowhere/u, () => create({ criticism: { ...criticism, dataset: 'nowhere' } })],
    ['a date that is none', /last spring/u, () => create({ criticism: { ...criticism, statedOn: 'last spring' } })],
    ['a month that is none', /1950-13/u, () => create({ criticism: { ...criticism, statedOn: '1950-13' } })],
    ['an unknown operation', /UPSERT/u, () => create({ criticism: { ...criticism, operation: 'UPSERT' } })],
    ['an unknown field', /colour/u, () => create({ criticism: { ...criticism, colour: 'red' } })],
    [
      'a long title',
      /title.*500/su,
      () => mutate(ann, 'createProposal', { ...head, title: 'x'.repeat(501), changes: [] }),
    ],
    [
      'an empty title',
      /title/u,
      () => mutate(ann, 'createProposal', { ...head, title: ' ', changes: [{ criticism }] }),
    ],
    [
      'a long reason',
      /reason.*5000/su,
      () => mutate(ann, 'createProposal', { ...head, reason: 'x'.repeat(5001), changes: [] }),
    ],
    ['no changes, to be submitted', /no changes/u, () => create()],
    [
      'another id',
      /organi[sz]ation|proposal/iu,
      () => mutate(bob, 'acceptProposal', { proposal: writeNodeId('Organization', 'harbour-aid') }),
    ],
    ['no id', /nonsense/u, () => mutate(bob, 'acceptProposal', { proposal: 'nonsense' })],
    [
      'an id that nothing has',
      /no proposal/u,
      () => mutate(bob, 'acceptProposal', { proposal: writeNodeId('Proposal', '0'.repeat(24)) }),
    ],
    ['no revision', /yesterday/u, () => mutate(ann, 'revertRevision', { revision: 'yesterday' })],
    ['a revision of the future', /999999/u, () => mutate(ann, 'revertRevision', { revision: '0123456789ab-999999' })],
    ['a huge revision', /9{40}/u, () => mutate(ann, 'revertRevision', { revision: `0123456789ab-${'9'.repeat(40)}` })],
    [
      'origin without a name',
      /name/u,
      () => mutate(ann, 'createProposal', { ...head, origin: { by: 'MODEL', name: '' }, changes: [{ criticism }] }),
    ],
    [
      'a long name of an origin',
      /name/u,
      () =>
        mutate(ann, 'createProposal', {
          ...head,
          origin: { by: 'MODEL', name: 'x'.repeat(60_000) },
          changes: [{ criticism }],
        }),
    ],
  ])('%s is refused as a whole', async (_name, message, answer) => {
    await expectComplaint(answer, message)
  })
})

describe('what is not right in itself', () => {
  test.each<[string, RegExp, object]>([
    ['a key with capitals', /Guild-1950/u, { key: 'Guild-1950' }],
    ['a key with a path', /\.\.\/a/u, { key: '../a' }],
    ['an empty key', /key|empty|missing/u, { key: '' }],
    ['a long statement', /5000|5,000/u, { statement: 'x'.repeat(5_001) }],
    ['an anchor of nine words', /eight|8/u, { evidence: [{ paragraph: 2, anchor: 'a b c d e f g h i' }] }],
    ['a paragraph below one', /-1/u, { evidence: [{ paragraph: -1, anchor: 'a' }] }],
    ['a paragraph that is huge', /2147483647/u, { evidence: [{ paragraph: 2_147_483_647, anchor: 'a' }] }],
    ['no evidence', /evidence|sentence|missing|one/u, { evidence: [] }],
    [
      'a citation that is not there',
      /"99"/u,
      { evidence: [{ paragraph: 2, anchor: 'the Coast Guild', references: ['99'] }] },
    ],
    ['a citation twice', /"2"/u, { evidence: [{ paragraph: 2, anchor: 'the Coast Guild', references: ['2', '2'] }] }],
    ['a document that is not there', /nowhere/u, { evidence: [{ document: 'nowhere', paragraph: 1, anchor: 'a' }] }],
    ['an entity that is not there', /nobody/u, { critic: 'nobody' }],
    ['an invisible claim', /claim|empty|text|missing/u, { claim: ' ' }],
  ])('%s is part of the proposal, with what is wrong', async (_name, message, fields) => {
    await expectComplaint(() => create({ criticism: { ...criticism, ...fields } }), message, true)
    const states = await query<{ status: string }>('select status from proposed_change')
    expect(states).toEqual([{ status: 'INVALID' }])
  })

  test('the same item twice', async () => {
    await expectComplaint(() => create({ criticism }, { criticism }), /earlier change.*"guild-1950"/u, true)
  })

  test('statements in other scripts are as good as any', async () => {
    const statement = '國際移民組織 · Ελλάδα · الميناء · 👩‍👩‍👧 · é'
    const id = await open({ criticism: { ...criticism, statement, computed: 'Made up.' } })
    const { data } = await mutate(bob, 'acceptProposal', { proposal: id })
    expect(data.acceptProposal.problems).toEqual([])
    const { fact } = await bob.get('{ fact(dataset: "harbour", key: "guild-1950") { statement } }')
    expect(fact.statement).toBe(statement)
  })
})

describe('which changes', () => {
  test.each([[[0]], [[-1]], [[2]], [[2_147_483_647]], [[1, 7]]])(
    'ordinals %j are refused, and nothing is decided',
    async (ordinals) => {
      const id = await open({ organization })
      const wrong = new RegExp(String(ordinals.at(-1)), 'u')
      await expectComplaint(() => mutate(bob, 'acceptProposal', { proposal: id, ordinals }), wrong)
      await expectComplaint(() => mutate(bob, 'rejectProposal', { proposal: id, reason: 'No.', ordinals }), wrong)
    },
  )

  test.each(['acceptProposal', 'rejectProposal'])('%s with none, or the same twice', async (name) => {
    const id = await open({ organization })
    const more = name === 'rejectProposal' ? { reason: 'No.' } : {}
    await expectComplaint(
      () => mutate(bob, name, { proposal: id, ordinals: [], ...more }),
      /ordinals|no change|nothing/iu,
    )
    const { data } = await mutate(bob, name, { proposal: id, ordinals: [1, 1], ...more })
    expect(data[name]).toMatchObject({
      problems: [],
      proposal: { state: name === 'acceptProposal' ? 'ACCEPTED' : 'REJECTED' },
    })
  })
})

describe('too much', () => {
  const place = (index: number) => ({
    place: { operation: 'CREATE', dataset: 'harbour', slug: `q${index}`, name: 'Q' },
  })

  test('of changes', { timeout: 120_000 }, async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => place(index))
    const found = complaints(await mutate(ann, 'createProposal', { ...head, submit: false, changes: many }))
    for (const { code } of found) expect(fine).toContain(code)
  })

  test('of changes for any proposal', async () => {
    const author = await db.prisma.actor.findUniqueOrThrow({ where: { name: 'ann' } })
    const changes = Array.from({ length: mostChanges + 1 }, (_, index): ChangeRequest => {
      return { operation: 'DELETE', type: 'fact', dataset: 'harbour', key: `k${index}`, values: {} }
    })
    const origin = { by: 'PERSON', name: 'ann' } as const
    const making = db.prisma.$transaction((tx) => createProposal(tx, { ...head, by: author, origin, changes }))
    const { code, message } = await failure(making)
    expect([code, message]).toEqual(['BAD_USER_INPUT', expect.stringContaining('at most 10000 changes')])
    expect(await query('select from proposal')).toEqual([])
  })

  test.each(['{"a":', '['])('of nesting: %s', async (opening) => {
    const closing = opening === '[' ? ']' : '}'
    const deep = JSON.parse(`${opening.repeat(5_000)}1${closing.repeat(5_000)}`)
    await expectComplaint(() => create({ criticism: { ...criticism, topics: deep } }), /nest|deep|list|String/iu)
  })
})

test('a clientMutationId is not used for another input', async () => {
  const input = { ...head, changes: [{ criticism }], clientMutationId: 'one' }
  await mutate(ann, 'createProposal', input)
  await expectComplaint(() => mutate(ann, 'createProposal', { ...input, title: 'Other' }), /"one" was used/u)
})

test('of many who decide about a proposal at once, one after the other comes, and all agree with what is left', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { data } = await mutate(ann, 'createProposal', { ...head, submit: false, changes: [place(round)] })
    const proposal = data.createProposal.proposal.id
    const calls = [
      () => mutate(ann, 'submitProposal', { proposal }),
      () => mutate(ann, 'addToProposal', { proposal, changes: [place(100 + round)] }),
      () => mutate(bob, 'acceptProposal', { proposal }),
      () => mutate(bob, 'rejectProposal', { proposal, reason: 'No.' }),
      () => mutate(ann, 'withdrawProposal', { proposal }),
      () => mutate(bob, 'checkProposal', { proposal }),
      () => mutate(bob, 'acceptProposal', { proposal }),
    ]
    const answers = await Promise.all([...calls.slice(round), ...calls.slice(0, round)].map((call) => call()))
    for (const { code } of answers.flatMap(complaints)) expect(fine).toContain(code)
    const [row] = await query<{ state: string; accepted: number; places: number; log: number }>(
      `select state, (select count(*)::int from proposed_change where proposal_id = p.id and status = 'ACCEPTED') as accepted,
        (select count(*)::int from entity where slug in ($1, $2)) as places,
        (select count(*)::int from change where proposal = p.key) as log
      from proposal as p order by id desc limit 1`,
      [`quay-${round}`, `quay-${100 + round}`],
    )
    expect(row?.places).toBe(row?.accepted)
    expect(row?.log).toBe(row?.accepted)
    if (row?.state === 'WITHDRAWN' || row?.state === 'REJECTED') expect(row.accepted).toBe(0)
  }

  function place(index: number) {
    return { place: { operation: 'CREATE', dataset: 'harbour', slug: `quay-${index}`, name: `Quay ${index}` } }
  }
})
