import type { Data } from './app.ts'

/** Asks one document and returns its data. */
export type Get = (document: string, variables?: object) => Promise<Data>

/** A question that is asked often: its plans are read, its statements counted, and its speed measured. */
export interface MainQuestion {
  readonly document: string
  /** Values that stand only in the graph, such as ids and cursors, are asked for. */
  variables(get: Get): Promise<object>
}

const criticismFields = `
  claim
  statedOn { edtf label }
  critic { name }
  target { name aliases { name aliasKind period { label } } }
  topics { name }
  evidence { paragraph anchor sentence status references { label } document { title } }`

const named = `query ($critic: String!, $topic: String!, $first: Int = 20) {
  criticisms(
    where: { critic: { named: $critic }, topics: { some: { within: { named: $topic } } } }
    orderBy: [{ field: STATED_ON }], first: $first
  ) { nodes { ${criticismFields} } }
}`

const entityPage = `query ($ref: EntityRef!) {
  organization(ref: $ref) {
    name summary foundedOn { label }
    aliases { name aliasKind period { label } evidence { anchor } }
    headquarters { name }
    roles(first: 10) { totalCount nodes { title person { name } period { label } } }
    figures(first: 10) { totalCount nodes { metric amount unit asOf { label } evidence { paragraph anchor } } }
    facts(first: 20, orderBy: [{ field: FROM, direction: DESC }]) {
      totalCount nodes { __typename statement period { label } evidence { anchor document { title } } }
    }
    criticismsReceived(first: 10) { totalCount nodes { claim critic { name } topics { name } } }
    criticismsMade(first: 10) { totalCount nodes { claim target { name } topics { name } } }
  }
}`

const pageOfCriticisms = `query ($after: String) {
  criticisms(orderBy: [{ field: STATED_ON, nulls: LAST }], first: 20, after: $after) {
    nodes { id claim statedOn { label } critic { name } target { name } }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`

/** The cursor of the item that stands `position` items after the begin of the list of criticisms. */
async function cursorAt(get: Get, position: number): Promise<string | undefined> {
  let after: string | undefined
  for (let passed = 0; passed < position; passed += 100) {
    const { criticisms } = await get(
      `query ($after: String, $first: Int) {
        criticisms(orderBy: [{ field: STATED_ON, nulls: LAST }], first: $first, after: $after) { pageInfo { endCursor } }
      }`,
      { after, first: Math.min(100, position - passed) },
    )
    after = criticisms.pageInfo.endCursor
  }
  return after
}

const idOf = async (get: Get, slug: string): Promise<string> =>
  (await get('query ($slug: String!) { entity(ref: { slug: $slug }) { id } }', { slug })).entity.id

const fixed = (document: string, variables: object = {}): MainQuestion => ({
  document,
  variables: async () => variables,
})

/** The questions that a generated graph is asked; what they name is in generated/known.ts. */
export const mainQuestions = {
  'criticisms by names': fixed(named, { critic: 'Human Rights Watch', topic: 'detention' }),
  'criticisms by other names': fixed(named, { critic: 'rcoa', topic: 'Non-Refoulement' }),
  'criticisms by ids, counted': {
    document: `query ($critic: ID!, $topic: ID!) {
      criticisms(where: { critic: { id: [$critic] }, topics: { some: { id: [$topic] } } }, first: 20) {
        totalCount nodes { ${criticismFields} }
      }
    }`,
    variables: async (get) => ({
      critic: await idOf(get, 'human-rights-watch'),
      topic: await idOf(get, 'offshore-detention'),
    }),
  },
  'criticisms with filters, counts and facets': fixed(
    `query {
      criticisms(
        where: {
          target: { named: "IOM" }
          statedOn: { within: "2000/2020" }
          topics: { some: { within: { named: "detention" } }, count: { gte: 2 } }
          NOT: { about: { some: { kind: [EVENT] } } }
        }
        orderBy: [{ field: STATED_ON, direction: DESC }]
        first: 20
      ) {
        totalCount
        nodes { ${criticismFields} }
        facets { critics(first: 5) { count entity { name } } topics(first: 5) { count entity { name } } years { year count } }
      }
    }`,
  ),
  'the most criticised': fixed(
    `query {
      organizations(
        where: { criticismsReceived: { count: { where: { topics: { some: { named: "arbitrary detention" } } }, gte: 3 } } }
        first: 10
      ) { nodes { name criticismsReceived(first: 1) { totalCount } } }
    }`,
  ),
  'an entity page': fixed(entityPage, { ref: { named: 'Human Rights Watch' } }),
  'the page of a hub': fixed(entityPage, { ref: { slug: 'international-organization-for-migration' } }),
  'a chronology': fixed(
    `query {
      entity(ref: { named: "IOM" }) {
        facts(where: { factKind: [ALIAS, ROLE] }, orderBy: [{ field: FROM, nulls: LAST }], first: 25) {
          totalCount nodes { statement period { label } object { name } }
        }
      }
    }`,
  ),
  'what is filed within a topic': fixed(
    `query {
      organizations(where: { within: { named: "arbitrary detention" } }, first: 20) { nodes { name } }
      topic(ref: { named: "immigration detention" }) { criticisms(first: 10) { nodes { claim } } }
    }`,
  ),
  search: fixed(
    `query ($query: String!) {
      search(query: $query, first: 10) {
        edges { score snippet node { __typename ... on Entity { name kind } ... on Fact { statement } } }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    { query: '"arbitrary detention" -"human rights"' },
  ),
  'search as a filter': fixed(
    `query {
      criticisms(where: { search: "offshore or harbour" }, orderBy: [{ field: RELEVANCE }], first: 10) {
        totalCount nodes { claim }
      }
      entities(where: { search: "refugees council" }, orderBy: [{ field: RELEVANCE }], first: 10) { nodes { name } }
    }`,
  ),
  resolve: fixed(
    `query {
      resolve(name: "PICMME", asOf: "1951", first: 5) { score reason matchedName alias { period { label } } entity { name } }
    }`,
  ),
  'resolve a misspelt name': fixed(
    `query { resolve(name: "Humain Rights Wach", first: 5) { score reason matchedName entity { name } } }`,
  ),
  'a path between hubs': fixed(
    `query {
      paths(from: { named: "Human Rights Watch" }, to: { named: "Geneva" }, maxLength: 4, first: 3) {
        searchedLength truncated
        paths { length steps { forward from { name } fact { statement evidence { anchor } } to { name } } }
      }
    }`,
  ),
  'page 500': {
    document: pageOfCriticisms,
    variables: async (get) => ({ after: await cursorAt(get, 499 * 20) }),
  },
  'a page among the undated': {
    document: pageOfCriticisms,
    variables: async (get) => {
      const { criticisms } = await get(
        '{ criticisms(orderBy: [{ field: STATED_ON, nulls: LAST }], last: 30) { pageInfo { startCursor } } }',
      )
      return { after: criticisms.pageInfo.startCursor }
    },
  },
} satisfies Record<string, MainQuestion>
