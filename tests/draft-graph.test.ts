import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { findOrCreateActor } from '../src/access/actor.ts'
import type { CommandContext } from '../src/command-line/command.ts'
import { loadDocument } from '../src/document/load.ts'
import { propose } from '../src/draft/accept/run.ts'
import { rules } from '../src/draft/rule/rules.ts'
import { make } from '../src/draft/run.ts'
import { vocabularyOf } from '../src/draft/vocabulary.ts'
import { newKey } from './support/access.ts'
import { freshFolder, harbour } from './support/dataset.ts'
import { datasetGraph } from './support/dataset-graph.ts'
import { beaconDraft, beaconText } from './support/draft.ts'
import { withoutDatabase } from './support/draft-files.ts'
import { ask, testApp } from './support/http.ts'

const { db, load, query } = await datasetGraph()
const { app } = testApp(db)
const ann = await newKey(db, 'CONTRIBUTOR')
const bob = await newKey(db, 'CURATOR')
const root = await newKey(db, 'ADMIN')
await findOrCreateActor(db.prisma, { name: 'Ann Author', isMachine: false })

const context: CommandContext = { ...withoutDatabase, withDatabase: (task) => task(db, {} as never) }

async function mutate(key: typeof ann, name: string, type: string, input: object) {
  const selection =
    name === 'createDataset'
      ? 'dataset { slug } problems { message }'
      : `problems { code message } warnings { code message } proposal { id state origin { by name }
          changes(first: 100) { totalCount nodes { key status confidence evidence { status sentence } } } }`
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`
  const { data, errors } = await ask(app, { query: document, variables: { input } }, key.headers)
  expect(errors).toBeUndefined()
  return data[name]
}

const draftDocument = (document = 'beacon-trust', dataset = 'lights', more: object = {}) =>
  mutate(ann, 'draftDocument', 'DraftDocumentInput', { document, dataset, ...more })

beforeEach(async () => {
  await mutate(root, 'createDataset', 'CreateDatasetInput', { slug: 'lights', title: 'Lights' })
  await loadDocument(db, { file: beaconText })
})

const factCount = async () => Number((await query<{ count: string }>('select count(*) from fact'))[0]?.count)

describe('draftDocument', () => {
  test('opens a proposal of what rules find, each with its sentence', async () => {
    const { problems, proposal } = await draftDocument()
    expect(problems).toEqual([])
    expect(proposal).toMatchObject({ state: 'OPEN', origin: { by: 'RULE', name: 'dossier rules' } })
    const { nodes } = proposal.changes
    const acronym = nodes.find(({ key }: { key: string }) => key.includes('bt-acronym'))
    expect(acronym).toMatchObject({ status: 'NEW', evidence: [{ status: 'FOUND' }] })
    expect(rules.map(({ precision }) => precision)).toContain(acronym.confidence)
    expect(nodes.every(({ status }: { status: string }) => status === 'NEW')).toBe(true)
  })

  test('brings nothing the second time: while the proposal is open, after it is accepted', async () => {
    const { proposal } = await draftDocument()
    const again = await draftDocument()
    expect(again).toMatchObject({ problems: [], proposal: { id: proposal.id } })
    expect(await db.prisma.proposal.count()).toBe(1)
    const accepted = await mutate(bob, 'acceptProposal', 'AcceptProposalInput', { proposal: proposal.id })
    expect(accepted).toMatchObject({ problems: [], proposal: { state: 'ACCEPTED' } })
    expect(await factCount()).toBeGreaterThan(0)
    expect(await draftDocument()).toEqual({ problems: [], warnings: [], proposal: null })
    expect(await db.prisma.proposal.count()).toBe(1)
  })

  test('and after a rejection neither', async () => {
    const { proposal } = await draftDocument()
    await mutate(bob, 'rejectProposal', 'RejectProposalInput', { proposal: proposal.id, reason: 'No source of ours.' })
    expect(await draftDocument()).toEqual({ problems: [], warnings: [], proposal: null })
    expect(await factCount()).toBe(0)
  })

  test('is done once for each clientMutationId', async () => {
    const [one, other] = [
      await draftDocument(undefined, undefined, { clientMutationId: 'x' }),
      await draftDocument(undefined, undefined, { clientMutationId: 'x' }),
    ]
    expect(other.proposal.id).toBe(one.proposal.id)
  })

  test.each([
    ['nothing', 'lights', 'NOT_FOUND', 'There is no document "nothing"'],
    ['a text that is not loaded', 'lights', 'CONFLICT', 'is not loaded'],
    ['beacon-trust', 'nothing', 'NOT_FOUND', 'There is no dataset "nothing"'],
  ])('of %s for %s says what is wrong', async (document, dataset, code, message) => {
    await load(harbour)
    const [first] = await query<{ slug: string }>('select slug from document where loaded_at is null')
    const slug = document.includes(' ') ? first?.slug : document
    const { problems, proposal } = await draftDocument(slug, dataset)
    expect({ problems, proposal }).toEqual({
      problems: [{ code, message: expect.stringContaining(message) }],
      proposal: null,
    })
  })
})

describe('draft accept --as-proposal', () => {
  function draft(): string {
    const file = path.join(freshFolder(), 'draft.json')
    writeFileSync(file, JSON.stringify(beaconDraft()))
    return file
  }

  const options = { dataset: 'lights', text: beaconText, actor: 'Ann Author' }

  test('proposes the draft of a model, with its new document, once', async () => {
    const { ok, data, text } = await propose(context, draft(), options)
    expect({ ok, text }).toEqual({ ok: true, text: expect.stringContaining('lights: proposed 17 candidates as ') })
    const { origin, originName, changes } = await db.prisma.proposal.findUniqueOrThrow({
      where: { key: String(data.proposal) },
      include: { changes: true },
    })
    expect({ origin, originName }).toEqual({ origin: 'MODEL', originName: 'some-model' })
    expect(new Set(changes.map(({ type }) => type))).toEqual(new Set(['document', 'entity', 'fact']))
    const again = await propose(context, draft(), options)
    expect(again).toMatchObject({ ok: true, data: { proposal: data.proposal, isNew: false } })
  })

  test('can be accepted as it is', async () => {
    await propose(context, draft(), options)
    const found = await ask(app, { query: '{ proposals { nodes { id } } }' }, bob.headers)
    const accepted = await mutate(bob, 'acceptProposal', 'AcceptProposalInput', {
      proposal: found.data.proposals.nodes[0].id,
    })
    expect(accepted).toMatchObject({ problems: [], warnings: [], proposal: { state: 'ACCEPTED' } })
    expect(await factCount()).toBe(11)
    expect((await vocabularyOf([], db.prisma)).metrics).toEqual(['budget', 'keepers'])
    // The names and the facts of the graph are known to drafts for files, too.
    const made = await make(context, beaconText, { dataset: path.join(freshFolder(), 'new'), graph: true, output: '-' })
    expect(made.data.draft).toMatchObject({
      candidates: expect.not.arrayContaining([expect.objectContaining({ kind: 'ORGANIZATION' })]),
    })
  })
})
