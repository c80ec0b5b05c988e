import { describe, expect, it } from 'vitest'
import { createTestApp, type Data } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'
import type { EntityData, FactData } from './support/graph-data.ts'

const db = await freshDatabase()
const app = createTestApp(db)

const count = 50
const numbers = Array.from({ length: count }, (_, index) => index + 10)

/** One of fifty organisations, and everything around it: all of it bears its number. */
function entitiesOf(n: number): EntityData[] {
  return [
    { kind: 'ORGANIZATION', slug: `organization-${n}`, labels: [`Label ${n}`], date: `19${n}` },
    { kind: 'PERSON', slug: `person-${n}` },
    { kind: 'EVENT', slug: `event-${n}`, date: `20${n}` },
    { kind: 'CAMPAIGN', slug: `campaign-${n}` },
    { kind: 'PLACE', slug: `place-${n}`, parent: 'place' },
    { kind: 'TOPIC', slug: `topic-${n}`, parent: 'topic' },
  ]
}

function factsOf(n: number): FactData[] {
  const subject = `organization-${n}`
  const related = (
    type: 'HEADQUARTERED_IN' | 'WORKS_ON' | 'ORGANIZES' | 'PARTICIPATES_IN',
    object: string,
  ): FactData => {
    return { kind: 'RELATIONSHIP', key: `${type}-${n}`, type, subject, object: `${object}-${n}` }
  }
  return [
    { kind: 'ALIAS', key: `alias-${n}`, subject, name: `Alias ${n}`, aliasKind: 'OFFICIAL', period: `19${n}` },
    { kind: 'ATTRIBUTE', key: `website-${n}`, subject, attribute: 'website', value: `https://${n}.example` },
    { kind: 'FIGURE', key: `staff-${n}`, subject, metric: 'staff', value: n },
    { kind: 'ROLE', key: `role-${n}`, subject: `person-${n}`, object: subject, title: `Title ${n}` },
    related('HEADQUARTERED_IN', 'place'),
    related('WORKS_ON', 'topic'),
    related('ORGANIZES', 'campaign'),
    related('PARTICIPATES_IN', 'event'),
    {
      kind: 'CRITICISM',
      key: `criticism-${n}`,
      statement: `Winter ${n}`,
      subject: `person-${n}`,
      object: subject,
      topics: [`topic-${n}`],
      about: [`place-${n}`],
      spokespeople: [`person-${n}`],
      publishedBy: subject,
      quotations: [{ text: `Words ${n}`, speaker: `person-${n}` }],
      evidence: [{ document: 'report', sentence: 1, references: [`${n}`] }],
    },
  ]
}

const ids = await putGraph(db, {
  entities: [{ kind: 'PLACE', slug: 'place' }, { kind: 'TOPIC', slug: 'topic' }, ...numbers.flatMap(entitiesOf)],
  documents: [{ slug: 'report', paragraphs: [['One.']] }],
  facts: numbers.flatMap(factsOf),
})

/** Asks for one row and for fifty: the statements must be as many as they were said to be, both times. */
async function expectStatements(
  document: string,
  statements: number,
  variables: (size: number) => object = () => ({}),
) {
  const answers: Data[] = []
  for (const size of [1, count]) {
    const { data, errors, statements: sent } = await app.ask(document, { first: size, ...variables(size) })
    expect(errors).toBeUndefined()
    expect(sent, `for ${size} rows`).toBe(statements)
    answers.push(data)
  }
  return answers.at(-1)
}

describe('the number of statements does not grow with the rows', () => {
  it('of organisations with all that belongs to them', async () => {
    const { organizations } = await expectStatements(
      `query ($first: Int) { organizations(first: $first) { totalCount nodes {
        slug labels website foundedOn { edtf } nameAsOf(date: "1980") aliases { name }
        headquarters { slug partOf { slug } } topics { slug broader { slug } }
        figures { totalCount nodes { amount } } roles { nodes { title person { slug } } }
        relationships(where: { type: [WORKS_ON] }) { nodes { object { slug } } }
        campaigns { nodes { slug organizers { slug } } } events { nodes { slug period { label } participants { nodes { slug } } } }
        facts { totalCount }
      } } }`,
      1,
    )
    expect(organizations.totalCount).toBe(count)
    for (const [index, found] of organizations.nodes.entries()) {
      const n = numbers[index]
      expect(found).toEqual({
        slug: `organization-${n}`,
        labels: [`Label ${n}`],
        website: `https://${n}.example`,
        foundedOn: { edtf: `19${n}` },
        nameAsOf: n === 80 ? 'Alias 80' : `organization-${n}`,
        aliases: [{ name: `Alias ${n}` }],
        headquarters: { slug: `place-${n}`, partOf: { slug: 'place' } },
        topics: [{ slug: `topic-${n}`, broader: { slug: 'topic' } }],
        figures: { totalCount: 1, nodes: [{ amount: String(n) }] },
        roles: { nodes: [{ title: `Title ${n}`, person: { slug: `person-${n}` } }] },
        relationships: { nodes: [{ object: { slug: `topic-${n}` } }] },
        campaigns: { nodes: [{ slug: `campaign-${n}`, organizers: [{ slug: `organization-${n}` }] }] },
        events: {
          nodes: [
            {
              slug: `event-${n}`,
              period: { label: `20${n}` },
              participants: { nodes: [{ slug: `organization-${n}` }] },
            },
          ],
        },
        facts: { totalCount: 9 },
      })
    }
  })

  it('of criticisms with their people, topics, words and evidence', async () => {
    const { criticisms } = await expectStatements(
      `query ($first: Int) { criticisms(first: $first, orderBy: { field: STATED_ON }) { nodes {
        critic { slug criticismsMade { totalCount } } target { slug criticismsReceived { totalCount } }
        topics { slug criticisms { totalCount } } about { slug } spokespeople { slug } publishedBy { slug }
        quotations { text speaker { slug } }
        evidence { sentence paragraph document { slug } references { label } }
      } } }`,
      1,
    )
    for (const [index, found] of criticisms.nodes.entries()) {
      const n = numbers[index]
      expect(found).toEqual({
        critic: { slug: `person-${n}`, criticismsMade: { totalCount: 1 } },
        target: { slug: `organization-${n}`, criticismsReceived: { totalCount: 1 } },
        topics: [{ slug: `topic-${n}`, criticisms: { totalCount: 1 } }],
        about: [{ slug: `place-${n}` }],
        spokespeople: [{ slug: `person-${n}` }],
        publishedBy: { slug: `organization-${n}` },
        quotations: [{ text: `Words ${n}`, speaker: { slug: `person-${n}` } }],
        evidence: [{ sentence: 'One.', paragraph: 1, document: { slug: 'report' }, references: [{ label: `${n}` }] }],
      })
    }
  })

  it('of criticisms with counts within counts', async () => {
    const { critics } = await expectStatements(
      `query ($first: Int) { critics(first: $first) { nodes { slug
        criticismsMade { nodes { target { facts(first: 2, where: { factKind: [FIGURE, ALIAS] }) {
          totalCount pageInfo { hasNextPage } edges { cursor node { statement } } } } }
          facets { topics { count entity { slug } } years { year count } } }
      } } }`,
      3,
    )
    for (const [index, { slug, criticismsMade }] of critics.nodes.entries()) {
      const n = numbers[index]
      expect(slug).toBe(`person-${n}`)
      const [criticism] = criticismsMade.nodes
      expect(criticism.target.facts).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: false } })
      expect(criticism.target.facts.edges[0].node.statement).toBe(`organization-${n} alias`)
      expect(criticismsMade.facets.topics).toEqual([
        { count: 1, entity: { slug: 'topic' } },
        { count: 1, entity: { slug: `topic-${n}` } },
      ])
      expect(criticismsMade.facets.years).toEqual([{ year: null, count: 1 }])
    }
  })

  it('of facts of one kind with both ends', async () => {
    const { facts } = await expectStatements(
      `query ($first: Int) { facts(first: $first, where: { factKind: [ROLE] }) { edges { node {
        statement subject { slug } object { slug } evidence { id } ... on Role { title organization { slug } }
      } } } }`,
      1,
    )
    expect(facts.edges.at(-1).node).toMatchObject({ title: 'Title 59', organization: { slug: 'organization-59' } })
  })

  it('of nodes under other names, each with its own selection', async () => {
    const { organizations } = await expectStatements(
      `query ($first: Int) { organizations(first: $first) { edges {
        one: node { slug } two: node { roles { edges { a: node { title } b: node { person { slug } } } } }
      } } }`,
      1,
    )
    for (const { one, two } of organizations.edges) {
      const n = one.slug.slice(-2)
      expect(two.roles.edges).toEqual([{ a: { title: `Title ${n}` }, b: { person: { slug: `person-${n}` } } }])
    }
  })

  it('of entities of all kinds with their facts', async () => {
    const { entities } = await expectStatements(
      `query ($first: Int) { entities(first: $first, where: { kind: [EVENT] }) { nodes { slug
        facts { nodes { subject { slug facts(first: 1) { nodes { evidence { document { slug } } } } } } } } } }`,
      1,
    )
    for (const { slug, facts } of entities.nodes) {
      expect(facts.nodes).toMatchObject([{ subject: { slug: slug.replace('event', 'organization') } }])
    }
  })

  it('of things by their ids', async () => {
    const { nodes } = await expectStatements(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organization { slug facts(first: 1) { totalCount } } } }`,
      2,
      (size) => ({ ids: numbers.slice(0, size).map((n) => ids.entity[`organization-${n}`]) }),
    )
    expect(nodes.map(({ facts }: Data) => facts.totalCount)).toEqual(Array(count).fill(9))
  })

  it('of what a search found', async () => {
    const { search } = await expectStatements(
      `query ($first: Int) { search(query: "winter", first: $first) {
        edges { score snippet node { ... on Criticism { statement critic { slug } } } } } }`,
      5,
    )
    for (const { snippet, node } of search.edges) {
      expect(snippet).toContain(node.statement.replace('Winter', '<mark>Winter</mark>'))
      expect(node.critic.slug).toBe(`person-${node.statement.slice(-2)}`)
    }
  })

  it('of what a name may mean', async () => {
    const { resolve } = await expectStatements(
      `query ($first: Int) { resolve(name: "Alias", first: $first) { matchedName alias { name } entity { slug identifiers { value } } } }`,
      3,
    )
    expect(resolve).toHaveLength(count)
    for (const { matchedName, alias, entity } of resolve) {
      expect([alias.name, entity.slug]).toEqual([matchedName, `organization-${matchedName.slice(-2)}`])
    }
  })

  it('of documents with their evidence', async () => {
    const { documents } = await app.get(
      `{ documents { nodes { slug paragraphs { totalCount nodes { text } } allEvidence(first: 100) { totalCount nodes { fact { statement } } } } } }`,
    )
    expect(documents.nodes.map(({ slug, allEvidence }: Data) => [slug, allEvidence.totalCount])).toEqual([
      ['report', 50],
      ['source', 400],
    ])
    expect(documents.nodes[0].paragraphs).toEqual({ totalCount: 1, nodes: [{ text: 'One.' }] })
  })
})

it('asks nothing of the database that no field wants', async () => {
  const { statements } = await app.ask('{ __typename criticisms { __typename pageInfo { __typename } } }')
  expect(statements).toBe(0)
  expect((await app.ask('{ criticisms { totalCount } }')).statements).toBe(1)
  expect((await app.ask('{ criticisms { nodes { id } } }')).statements).toBe(1)
  expect((await app.ask('{ criticisms { edges { cursor } pageInfo { endCursor } } }')).statements).toBe(1)
})
