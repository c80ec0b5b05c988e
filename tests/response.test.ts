import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { removeDataset } from '../src/dataset/load.ts'
import { draftOf } from '../src/dataset/read/format.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { createTestApp } from './support/app.ts'
import { copyHarbour, edit, problemsOf, writeFiles } from './support/dataset.ts'
import { datasetGraph, failure } from './support/dataset-graph.ts'

const { db, load, query } = await datasetGraph()

const app = createTestApp(db)

const responses = `
responses:
  - key: brook-answers
    responder: harbour-aid
    criticism: guild-1938
    stance: REJECTS
    reply: The shelters were open to every sailor.
    statedOn: 1938-05
    spokespeople: [ada-brook]
    quotations: [{text: no door was closed, speaker: ada-brook}]
    statement: In May 1938 Harbour Aid rejected the criticism of the Coast Guild.
    evidence:
      - {paragraph: 2, anchor: Harbour Aid denied it, references: [2]}
`

function withResponse(text = responses): string {
  const folder = copyHarbour()
  appendFileSync(path.join(folder, 'facts/edges.yaml'), text)
  return folder
}

describe('a response', () => {
  test('is shown with its criticism, and the criticism with it', async () => {
    await load(withResponse())
    const { responses: found, criticisms } = await app.get(`{
      responses { totalCount nodes {
        factKind statement stance reply statedOn { edtf } responder { slug } subject { slug } object { slug }
        criticism { claim critic { slug } } quotations { text speaker { slug } } spokespeople { slug }
        evidence { anchor paragraph }
      } }
      criticisms { nodes { responses { totalCount nodes { stance responder { slug } } } } }
    }`)
    expect(found).toEqual({
      totalCount: 1,
      nodes: [
        {
          factKind: 'RESPONSE',
          statement: 'In May 1938 Harbour Aid rejected the criticism of the Coast Guild.',
          stance: 'REJECTS',
          reply: 'The shelters were open to every sailor.',
          statedOn: { edtf: '1938-05' },
          responder: { slug: 'harbour-aid' },
          subject: { slug: 'harbour-aid' },
          object: null,
          criticism: { claim: 'Harbour Aid keeps sailors out of its shelters.', critic: { slug: 'coast-guild' } },
          quotations: [{ text: 'no door was closed', speaker: { slug: 'ada-brook' } }],
          spokespeople: [{ slug: 'ada-brook' }],
          evidence: [{ anchor: 'Harbour Aid denied it', paragraph: 2 }],
        },
      ],
    })
    const own = { totalCount: 1, nodes: [{ stance: 'REJECTS', responder: { slug: 'harbour-aid' } }] }
    expect(criticisms.nodes).toEqual([{ responses: own }])
  })

  test('is found by its id, among the facts, and by its words', async () => {
    await load(withResponse())
    const { facts, search } = await app.get(`{
      facts(where: { factKind: [RESPONSE] }) { nodes { id __typename } }
      search(query: "open sailor") { edges { snippet node { ... on Response { reply } } } }
    }`)
    const [{ id }] = facts.nodes
    expect((await app.get('query ($id: ID!) { node(id: $id) { id __typename } }', { id })).node).toEqual({
      id,
      __typename: 'Response',
    })
    expect(search.edges).toHaveLength(1)
    expect(search.edges[0].node.reply).toBe('The shelters were open to every sailor.')
    expect(search.edges[0].snippet).toContain('<mark>open</mark>')
  })

  test.each([
    ['responses', 'ResponseWhere', { responder: { slug: ['harbour-aid'] } }, 1],
    ['responses', 'ResponseWhere', { responder: { slug: ['coast-guild'] } }, 0],
    ['responses', 'ResponseWhere', { criticism: { critic: { slug: ['coast-guild'] } } }, 1],
    ['responses', 'ResponseWhere', { criticism: { statedOn: { after: '1938' } } }, 0],
    ['responses', 'ResponseWhere', { stance: ['REJECTS', 'ACKNOWLEDGES'] }, 1],
    ['responses', 'ResponseWhere', { stance: [] }, 0],
    ['responses', 'ResponseWhere', { statedOn: { within: '1938' }, evidence: { reference: '2' } }, 1],
    ['responses', 'ResponseWhere', { search: '"no door was closed"' }, 1],
    ['criticisms', 'CriticismWhere', { responses: { exists: true } }, 1],
    ['criticisms', 'CriticismWhere', { responses: { exists: false } }, 0],
    ['criticisms', 'CriticismWhere', { quotations: { exists: true } }, 1],
    ['criticisms', 'CriticismWhere', { NOT: { quotations: { exists: true } } }, 0],
  ])('is filtered: %s(where: %s %j)', async (list, type, where, count) => {
    await load(withResponse())
    const data = await app.get(`query ($where: ${type}) { ${list}(where: $where) { totalCount } }`, { where })
    expect(data[list].totalCount).toBe(count)
  })

  test('is recorded so that it can be read back', async () => {
    const folder = withResponse()
    await load(folder)
    const draft = draftOf(await readDatasetOrThrow(folder)).facts.find(({ key }) => key === 'brook-answers')
    const [change] = await query<{ after: object }>(`select after from change where key = 'brook-answers'`)
    expect(change?.after).toEqual({ ...draft, statuses: ['NOT_LOADED'] })
    expect((await load(folder)).changed).toEqual({})
  })
})

describe('a file is refused when', () => {
  test.each([
    [
      'the criticism is not there',
      'criticism: guild-1938',
      'criticism: guild-1939',
      'no fact has the key "guild-1939"; did you mean "guild-1938"?',
    ],
    [
      'the criticism is another fact',
      'criticism: guild-1938',
      'criticism: brook-head',
      '"brook-head" is a role; criticism has to be a criticism',
    ],
    [
      'the stance is none',
      'stance: REJECTS',
      'stance: DENIES',
      '"DENIES" is none of REJECTS, DISPUTES_IN_PART, ACKNOWLEDGES, PROMISES_CHANGE',
    ],
    [
      'a place responds',
      'responder: harbour-aid',
      'responder: port-alma',
      '"port-alma" is a place; responder has to be an organisation or a person',
    ],
  ])('%s', async (_what, old, put, message) => {
    const [problem, ...others] = await problemsOf(withResponse(responses.replace(old, put)))
    expect(problem).toContain(message)
    expect(others).toEqual([])
  })
})

describe('a criticism that goes', () => {
  /** Takes the criticism out of the file, with what follows it. */
  function withoutCriticism(folder: string): void {
    const file = path.join(folder, 'facts/edges.yaml')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, `${text.slice(0, text.indexOf('criticisms:'))}uncovered: []\n`)
  }

  test('takes along the responses of its own dataset', async () => {
    const folder = withResponse()
    await load(folder)
    withoutCriticism(folder)
    const { changed } = await load(folder)
    expect(changed).toMatchObject({ criticism: { deleted: 1 }, response: { deleted: 1 } })
    await load(withResponse())
    await removeDataset(db, 'harbour')
    expect(await query('select from fact')).toEqual([])
  })

  test('is kept while another dataset answers it', async () => {
    const folder = copyHarbour()
    await load(folder)
    const other = writeFiles({
      'responses.yaml': responses
        .replace('criticism: guild-1938', 'criticism: harbour/guild-1938')
        .replace('references: [2]', 'references: ["1"]'),
    })
    await load(other)
    expect((await app.get('{ responses { nodes { criticism { critic { slug } } } } }')).responses.nodes).toEqual([
      { criticism: { critic: { slug: 'coast-guild' } } },
    ])
    withoutCriticism(folder)
    const { code, message } = await failure(load(folder))
    expect(code).toBe('CONFLICT')
    expect(message).toContain('"guild-1938" is used by the fact brook-answers of the dataset "small"')
    await removeDataset(db, 'small')
    expect((await load(folder)).changed).toMatchObject({ criticism: { deleted: 1 } })
  })

  test('may be edited while it is answered', async () => {
    const folder = withResponse()
    await load(folder)
    edit(folder, 'facts/edges.yaml', 'keeps sailors out', 'kept sailors out')
    expect((await load(folder)).changed).toMatchObject({ criticism: { updated: 1 } })
    expect((await app.get('{ responses { totalCount } }')).responses.totalCount).toBe(1)
  })
})
