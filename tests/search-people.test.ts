import { describe, expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'
import { filledDatabase } from './support/database.ts'

// What people type into a search box, asked of the first dataset.

const db = await filledDatabase()
const app = createTestApp(db)

/** The keys of facts and the slugs of entities that a question finds, the best first. */
async function found(query: string): Promise<string[]> {
  const document =
    'query ($query: String!) { search(query: $query, first: 100) { nodes { ... on Fact { key } ... on Entity { slug } } } }'
  const { search } = await app.get(document, { query })
  return search.nodes.map((node: { key?: string; slug?: string }) => node.key ?? node.slug)
}

describe('the best answer', () => {
  it.each([
    ['criticisms by Human Rights Watch about detention centres', 'hrw-2003-pacific-solution'],
    ['HRW detention', 'hrw-2003-arbitrary-detention'],
    ["Human Rights Watch's complaints about offshore detention", 'hrw-2003-pacific-solution'],
    ['critics of the IOM', 'hrw-2003-pacific-solution'],
    ['criticisms of the IOM about refugee housing', 'joniad-2022-open-prison'],
    ['what did Amnesty International say about Australia', 'amnesty-2003-pacific-solution'],
    ['what did HRW say about Nauru', 'hrw-2003-no-protection-mandate'],
    ['amnesty on asylum seekers', 'amnesty-2003-actions-for-governments'],
    ['how many staff does IOM have', 'iom-staff-undated'],
    ['who leads the IOM', 'vitorino-director-general'],
    ['head of IOM', 'vitorino-director-general'],
    ['acronyms of the IOM', 'acronym-iom'],
    ['IOM', 'international-organization-for-migration'],
    ['the IOM', 'international-organization-for-migration'],
    ['Globe and Mail', 'the-globe-and-mail'],
    ['human rights watch', 'human-rights-watch'],
    ['Geneva', 'geneva'],
    ['founding of the IOM', 'founding-of-the-iom-1951'],
  ])('to %j is %s', async (query, best) => expect((await found(query))[0]).toBe(best))
})

it('finds the same criticisms by each name of the critic and each spelling of the topic', async () => {
  const critics = ['Human Rights Watch', 'HRW', 'human rights watch']
  const topics = ['detention centres', 'detention center', 'Detention', 'detained']
  const questions = critics.flatMap((critic) => topics.map((topic) => `criticisms by ${critic} about ${topic}`))
  for (const question of questions) {
    const keys = (await found(question)).filter((key) => key.startsWith('hrw-2003-'))
    expect(keys.length, question).toBe(5)
  }
})

it.each([
  ['17761', '<mark>17,761</mark>'],
  ['17,761 staff', '<mark>17,761</mark> <mark>staff</mark>'],
  ['11500', '<mark>11,500</mark>'],
  ['earthquake 2005', '<mark>earthquake</mark> of 2004/<mark>2005</mark>'],
])('marks the numbers that %j names', async (query, marked) => {
  const { search } = await app.get(
    'query ($query: String!) { search(query: $query, first: 1) { edges { snippet } } }',
    {
      query,
    },
  )
  expect(search.edges[0].snippet).toContain(marked)
})

it('finds facts by what they are linked to, not only by their words, and ranks them', async () => {
  const document = 'query ($query: String!) { search(query: $query, factKinds: [ROLE, CRITICISM]) { edges { score } } }'
  for (const query of ['head of IOM', 'HRW Nauru']) {
    const { search } = await app.get(document, { query })
    expect(search.edges.length, query).toBeGreaterThan(0)
    for (const { score } of search.edges) expect(score, query).toBeGreaterThan(0.01)
  }
})
