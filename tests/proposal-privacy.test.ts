import { getNamedType, isCompositeType, isNonNullType } from 'graphql'
import { createClient } from 'graphql-sse'
import { describe, expect, test } from 'vitest'
import type { App } from '../src/app.ts'
import { loadDataset } from '../src/dataset/load.ts'
import { adoptDataset } from '../src/dataset/manage.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { loadDocument } from '../src/document/load.ts'
import { writeNodeId } from '../src/model/id.ts'
import { schema } from '../src/schema.ts'
import { newKey } from './support/access.ts'
import { type Asker, createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { harbour, harbourText } from './support/dataset.ts'
import { ask, listen, testApp } from './support/http.ts'
import { textSlots } from './support/text-slot.ts'

/** Words that stand nowhere but in proposals: in slugs, keys, names, statements, titles, reasons ... */
const words = ['vexilquorn', 'blorptan', 'florgish', 'quezzlewick', 'zandrimok']

const item = { dataset: 'harbour' } as const
const changes = [
  {
    organization: {
      ...{ ...item, operation: 'CREATE', slug: 'vexilquorn', name: 'Blorptan Quezzlewick', organizationType: 'NGO' },
      labels: [{ text: 'Florgish', aliasKind: 'ACRONYM' }],
      identifiers: [{ scheme: 'zandrimok', value: 'vexilquorn' }],
      summary: 'Florgish since it began.',
    },
  },
  {
    criticism: {
      ...{ ...item, operation: 'CREATE', key: 'vexilquorn-1950', critic: 'vexilquorn', target: 'harbour-aid' },
      ...{
        claim: 'It was florgish.',
        statedOn: '1950',
        topics: ['shelter'],
        statement: 'Blorptan called it florgish.',
      },
      evidence: [{ paragraph: 2, anchor: 'the Coast Guild criticised', references: ['2'] }],
    },
  },
  {
    alias: {
      ...{ ...item, operation: 'CREATE', key: 'zandrimok', subject: 'harbour-aid', name: 'Zandrimok' },
      ...{ aliasKind: 'ALSO_KNOWN_AS', statement: 'Harbour Aid was called Zandrimok.' },
      evidence: [{ paragraph: 2, anchor: 'zandrimok florgish' }],
    },
  },
  { document: { ...item, operation: 'CREATE', slug: 'quezzlewick', title: 'The Quezzlewick Papers' } },
  {
    organization: {
      ...{ ...item, operation: 'UPDATE', slug: 'coast-guild', expectedVersion: 1 },
      ...{ newSlug: 'florgish-guild', name: 'Florgish Guild' },
    },
  },
]
const proposal = { title: 'On Vexilquorn', reason: 'Blorptan is florgish.', changes }

/** A graph with people who may do different things. */
async function makeGraph() {
  const db = await freshDatabase()
  await loadDataset(db, await readDatasetOrThrow(harbour))
  await loadDocument(db, { file: harbourText })
  await adoptDataset(db, 'harbour')
  const keys = {
    author: await newKey(db, 'CONTRIBUTOR', { actor: 'ann' }),
    curator: await newKey(db, 'CURATOR', { actor: 'bob' }),
    contributor: await newKey(db, 'CONTRIBUTOR', { actor: 'eve' }),
    reader: await newKey(db, 'READER', { actor: 'rob' }),
  }
  const headers = (who: Who) => (who === 'anonymous' ? {} : keys[who].headers)
  const { app } = testApp(db)
  const asker = (who: Who) => createTestApp(db, {}, headers(who))
  return { db, app, headers, asker }
}

type Who = 'anonymous' | 'author' | 'contributor' | 'curator' | 'reader'
/** Who may not see what Ann proposes. */
const others: readonly Who[] = ['anonymous', 'contributor', 'reader']

async function mutate(app: App, headers: Record<string, string>, name: string, type: string, input: object) {
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { problems { code message } proposal { id state } } }`
  const { data, errors } = await ask(app, { query, variables: { input } }, headers)
  expect(errors).toBeUndefined()
  return data[name]
}

const withProposals = await makeGraph()
const without = await makeGraph()

/** Proposals in every state in which nothing of them is in the graph; returns their ids. */
async function proposeAll(): Promise<Record<string, string>> {
  const { app, headers } = withProposals
  const make = async (submit: boolean, reason = proposal.reason) => {
    const made = await mutate(app, headers('author'), 'createProposal', 'CreateProposalInput', {
      ...{ ...proposal, reason, submit },
    })
    return made.proposal.id as string
  }
  const ids = { draft: await make(false), open: await make(true), withdrawn: await make(true) }
  await mutate(app, headers('author'), 'withdrawProposal', 'ProposalInput', { proposal: ids.withdrawn })
  const rejected = await make(true)
  await mutate(app, headers('curator'), 'rejectProposal', 'RejectProposalInput', {
    ...{ proposal: rejected, reason: 'Florgish.', ordinals: [4] },
  })
  await mutate(app, headers('curator'), 'rejectProposal', 'RejectProposalInput', {
    ...{ proposal: rejected, reason: 'Florgish.' },
  })
  await mutate(app, headers('curator'), 'checkProposal', 'ProposalInput', { proposal: ids.open })
  return { ...ids, rejected }
}

const ids = await proposeAll()

// The graph goes on in the same way on both sides: what proposals took, such as numbers of rows, would show here.
for (const { db } of [withProposals, without]) {
  await loadDocument(db, { text: '2,\nAnother paper,\n\nIt says nothing of the harbour.\n', slug: 'another' })
}

/** An answer, with the number of its statements, without what differs between two databases anyway: epochs of revisions, and times. */
function comparable(answer: unknown): string {
  return JSON.stringify(answer)
    .replaceAll(/[0-9a-f]{12}-(\d+)/gu, 'EPOCH-$1')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, 'TIME')
}

/** None of the words, but those of the question. */
function expectSilence(answer: string, question = ''): void {
  const asked = question.toLowerCase()
  const told = answer.toLowerCase()
  expect(words.filter((word) => told.includes(word) && !asked.includes(word))).toEqual([])
}

const queries = textSlots(schema).filter(({ document }) => document.startsWith('query'))

/** Every field of Query without arguments that have to be given, with all leaves below it. */
const plain = Object.values(schema.getQueryType()?.getFields() ?? {})
  .filter(({ args }) => !args.some(({ type }) => isNonNullType(type)))
  .map(({ name, type }) => `{ ${name} ${leaves(getNamedType(type), 3)} }`)

function leaves(type: ReturnType<typeof getNamedType>, depth: number): string {
  if (!isCompositeType(type)) return ''
  const fields = 'getFields' in type ? Object.values(type.getFields()) : []
  const followed = ['nodes', 'edges', 'node', 'entity', 'proposal', 'origin', 'facets', 'history']
  const parts = fields.flatMap(({ name, type: inner, args }) => {
    if (args.some((arg) => isNonNullType(arg.type))) return []
    const named = getNamedType(inner)
    if (!isCompositeType(named)) return [name]
    return depth > 0 && followed.includes(name) ? [`${name} ${leaves(named, depth - 1)}`] : []
  })
  return `{ __typename ${parts.join(' ')} }`
}

/** Asks both graphs, and compares: the whole answer, and the number of statements. */
async function expectSame(one: Asker, other: Asker, document: string, variables: object = {}): Promise<void> {
  const [seen, real] = [await one.ask(document, variables), await other.ask(document, variables)]
  const what = `${document} ${JSON.stringify(variables)}`
  expect(comparable(seen), what).toBe(comparable(real))
  // Whoever asks for an id may be told what it stands for.
  const idsAsked = [variables].flatMap((given) => Object.values(given).flat().map(String))
  expectSilence(comparable(seen), what + idsAsked.map((id) => Buffer.from(id, 'base64url').toString()).join(' '))
}

describe.each(others)('to who is %s', (who) => {
  const one = withProposals.asker(who)
  const other = without.asker(who)

  test('every query answers as if there were no proposals', { timeout: 240_000 }, async () => {
    // A word, one that is nearly right, and what shows all.
    for (const text of ['vexilquorn', 'Blorptan Quezzlewic', 'harbour-aid']) {
      for (const { document, variables } of queries) await expectSame(one, other, document, variables(text))
    }
    for (const document of plain) await expectSame(one, other, document)
  })

  test('no id, no name and no key leads to a proposal or what it would make', async () => {
    const guessed = [
      ...Object.values(ids),
      writeNodeId('Organization', 'vexilquorn'),
      writeNodeId('Organization', 'florgish-guild'),
      writeNodeId('Document', 'quezzlewick'),
      writeNodeId('Criticism', 'harbour', 'vexilquorn-1950'),
      writeNodeId('Organization', 'coast-guild'),
    ]
    const document = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }`
    await expectSame(one, other, document, { ids: guessed })
    for (const id of guessed)
      await expectSame(one, other, 'query ($id: ID!) { node(id: $id) { __typename id } }', { id })
  })

  test('the feed, snapshots and pages say nothing', async () => {
    for (const path of ['/', '/snapshot.ndjson', '/changes.ndjson', '/schema.graphql', '/vexilquorn', '/metrics']) {
      const [seen, real] = await Promise.all(
        [withProposals, without].map(async ({ app, headers }) => {
          const response = await app.fetch(`http://localhost${path}`, { headers: headers(who) })
          return { status: response.status, text: await response.text() }
        }),
      )
      if (path !== '/metrics') expect(comparable(seen), path).toBe(comparable(real))
      expectSilence(seen?.text ?? '', path)
    }
  })
})

describe('to who may see it', () => {
  const see = 'query ($id: ID!) { node(id: $id) { __typename id } proposals { totalCount nodes { id title } } }'

  test.each<[Who, (keyof typeof ids)[]]>([
    ['author', ['rejected', 'withdrawn', 'open', 'draft']],
    ['curator', ['rejected', 'withdrawn', 'open']],
  ])(
    'a proposal shows itself through proposals and node, and nowhere else: %s',
    { timeout: 240_000 },
    async (who, seen) => {
      const one = withProposals.asker(who)
      for (const name of Object.keys(ids) as (keyof typeof ids)[]) {
        const { node, proposals } = await one.get(see, { id: ids[name] })
        expect(node !== null).toBe(seen.includes(name))
        expect(proposals.nodes.map(({ id }: { id: string }) => id)).toEqual(seen.map((key) => ids[key]))
      }
      const other = without.asker(who)
      for (const { name, document, variables } of queries.filter(
        (slot) => !/^(proposals|nodes?|apiKeys)\b/u.test(slot.name),
      )) {
        for (const text of ['vexilquorn', 'Blorptan Quezzlewic']) {
          const answers = [await one.ask(document, variables(text)), await other.ask(document, variables(text))]
          expect(comparable(answers[0]), name).toBe(comparable(answers[1]))
        }
      }
    },
  )

  test('what one of them is answered is not kept for others', async () => {
    const { app } = testApp(withProposals.db, { config: { answerCache: 10_000_000 } })
    const document = `{ node(id: "${ids.open}") { id } proposals { nodes { title } } }`
    const asWho = async (who: Who, query: string) => (await ask(app, { query }, withProposals.headers(who))).data
    const hidden = { node: null, proposals: { nodes: [] } }
    for (const first of ['curator', 'anonymous'] as const) {
      // Another document each time, so that nothing is kept of it yet.
      const query = `${document} # ${first}`
      for (const who of [first, 'curator', ...others, 'curator', 'author'] as const) {
        const data = await asWho(who, query)
        if (who === 'curator' || who === 'author') expect(data.node).toEqual({ id: ids.open })
        else expect(data).toEqual(hidden)
      }
    }
  })

  test('who follows the changes learns what was accepted, and from which proposal only if they may', async () => {
    const { app, headers, asker } = withProposals
    const port = await listen(app)
    const { revision } = (await asker('anonymous').get('{ graph { revision } }')).graph
    const client = createClient({ url: `http://127.0.0.1:${port}/graphql`, retryAttempts: 0 })
    const query = `subscription { changes(after: "${revision}") { key after proposal { title } } }`
    const told = (async () => {
      for await (const event of client.iterate({ query })) return JSON.stringify(event)
      return 'nothing'
    })()
    const accepted = await mutate(app, headers('author'), 'createProposal', 'CreateProposalInput', {
      ...{ title: 'On Vexilquorn', reason: 'Florgish.', submit: true },
      changes: [{ place: { ...item, operation: 'CREATE', slug: 'quay', name: 'Quay' } }],
    })
    const { problems } = await mutate(app, headers('curator'), 'acceptProposal', 'AcceptProposalInput', {
      ...{ proposal: accepted.proposal.id, note: 'Blorptan.' },
    })
    expect(problems).toEqual([])
    const event = await told
    client.dispose()
    expect(event).toContain('"key":"quay"')
    expectSilence(event)
    const changes = '{ changes(last: 1) { nodes { key proposal { title } } } }'
    for (const who of ['author', 'curator', ...others] as const) {
      const may = who === 'author' || who === 'curator'
      expect((await asker(who).get(changes)).changes.nodes).toEqual([
        { key: 'quay', proposal: may ? { title: 'On Vexilquorn' } : null },
      ])
    }
    for (const path of ['/changes.ndjson?after=', '/snapshot.ndjson']) {
      const response = await app.fetch(`http://localhost${path}${path.endsWith('=') ? revision : ''}`)
      const text = await response.text()
      expect(text).toContain('"quay"')
      expectSilence(text)
    }
  })
})
