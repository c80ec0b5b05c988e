import type pg from 'pg'
import { nameKey } from '../src/name/key.ts'

/** One way to ask: the variables that all contenders are given. */
export type Variables = Readonly<Record<string, string | number>>

/** Asks a GraphQL server: the document and, for these values, its variables; `read` brings the data into one form. */
export interface GraphqlForm {
  readonly document: string
  variables(values: Variables): object
  // Answers of two schemas have no common type.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  read(data: any): unknown
}

export interface Question {
  readonly name: string
  /** Different values to ask with, from the graph; the same at every run on the same graph. */
  values(client: pg.ClientBase): Promise<Variables[]>
  readonly dossier: GraphqlForm
  /** Missing where PostGraphile cannot say it without functions written for it. */
  readonly postgraphile?: GraphqlForm
}

/** Rows in an order that is arbitrary, but always the same. */
const shuffled = (column: string) => `md5((${column})::text)`

async function rowsOf(client: pg.ClientBase, statement: string): Promise<Variables[]> {
  return (await client.query<Variables>(statement)).rows
}

/** Pairs of a critic and a topic that have from 20 criticisms to some hundreds. */
async function criticsAndTopics(client: pg.ClientBase): Promise<Variables[]> {
  const pairs = await rowsOf(
    client,
    `select critic.name as critic, topic.name as topic from fact as f join criticism_topic as link on link.criticism_id = f.id
      join entity as critic on critic.id = f.subject_id join entity as topic on topic.id = link.topic_id
      group by critic.id, topic.id having count(*) >= 20 order by ${shuffled('critic.id * 1000003 + topic.id')} limit 20`,
  )
  return pairs.map((pair) => ({
    ...pair,
    criticKey: nameKey(String(pair.critic)),
    topicKey: nameKey(String(pair.topic)),
  }))
}

// biome-ignore lint/suspicious/noExplicitAny: as above
type Data = any

const criticismFields = `
  summary statedOn { edtf } critic { name }
  target { name aliases { name kind } }
  topics { name }
  evidence { paragraph anchor sentence status references { label } document { title } }`

const readCriticism = (node: Data) => ({
  summary: node.summary,
  statedOn: node.statedOn?.edtf ?? null,
  critic: node.critic.name,
  target: { name: node.target.name, aliases: node.target.aliases.map(({ name, kind }: Data) => ({ name, kind })) },
  topics: node.topics.map((topic: Data) => topic.name),
  evidence: node.evidence.map((evidence: Data) => ({
    paragraph: evidence.paragraph,
    anchor: evidence.anchor,
    sentence: evidence.sentence,
    status: evidence.status,
    references: evidence.references.map((reference: Data) => reference.label),
    document: evidence.document.title,
  })),
})

const byOrdinal = (links: Data) => links.nodes.toSorted((a: Data, b: Data) => a.ordinal - b.ordinal)

const rowFields = `
  fromEdtf untilEdtf
  criticismByRowId { summary criticismTopicsByCriticismId { nodes { ordinal entityByTopicId { name } } } }
  entityBySubjectId { name }
  entityByObjectId { name factsBySubjectId(condition: { kind: ALIAS }, orderBy: [FROM_EARLIEST_ASC, PRIMARY_KEY_ASC]) {
    nodes { aliasByRowId { name kind } } } }
  evidencesByFactId { nodes {
    ordinal anchor status sentenceBySentenceId { text }
    paragraphByParagraphId { number documentByDocumentId { title } }
    evidenceReferencesByEvidenceId { nodes { ordinal referenceByReferenceId { label } } }
  } }`

const readRow = (node: Data) => ({
  summary: node.criticismByRowId.summary,
  statedOn: node.fromEdtf === node.untilEdtf ? node.fromEdtf : `${node.fromEdtf ?? ''}/${node.untilEdtf ?? ''}`,
  critic: node.entityBySubjectId.name,
  target: {
    name: node.entityByObjectId.name,
    aliases: node.entityByObjectId.factsBySubjectId.nodes.map(({ aliasByRowId: { name, kind } }: Data) => ({
      name,
      kind,
    })),
  },
  topics: byOrdinal(node.criticismByRowId.criticismTopicsByCriticismId).map((link: Data) => link.entityByTopicId.name),
  evidence: byOrdinal(node.evidencesByFactId).map((evidence: Data) => ({
    paragraph: evidence.paragraphByParagraphId.number,
    anchor: evidence.anchor,
    sentence: evidence.sentenceBySentenceId?.text ?? null,
    status: evidence.status,
    references: byOrdinal(evidence.evidenceReferencesByEvidenceId).map(
      (link: Data) => link.referenceByReferenceId.label,
    ),
    document: evidence.paragraphByParagraphId.documentByDocumentId.title,
  })),
})

const criticisms: Question = {
  name: 'criticisms',
  values: criticsAndTopics,
  dossier: {
    document: `query ($critic: String!, $topic: String!) {
      criticisms(
        where: { critic: { named: $critic }, topics: { some: { named: $topic } } }
        orderBy: [{ field: STATED_ON, nulls: LAST }], first: 20
      ) { nodes { ${criticismFields} } }
    }`,
    variables: ({ critic, topic }) => ({ critic, topic }),
    read: (data) => data.criticisms.nodes.map(readCriticism),
  },
  postgraphile: {
    document: `query ($critic: String!, $topic: String!) {
      allFacts(
        condition: { kind: CRITICISM }
        filter: {
          entityBySubjectId: { namesByEntityId: { some: { key: { equalTo: $critic } } } }
          criticismByRowId: { criticismTopicsByCriticismId: { some: {
            entityByTopicId: { namesByEntityId: { some: { key: { equalTo: $topic } } } } } } }
        }
        orderBy: [FROM_EARLIEST_ASC, PRIMARY_KEY_ASC], first: 20
      ) { nodes { ${rowFields} } }
    }`,
    variables: ({ criticKey, topicKey }) => ({ critic: criticKey, topic: topicKey }),
    read: (data) => data.allFacts.nodes.map(readRow),
  },
}

const criticismsWithin: Question = {
  name: 'criticisms within a topic',
  values: (client) =>
    rowsOf(
      client,
      `select critic.name as critic, critic.name_key as "criticKey", topic.name as topic, topic.name_key as "topicKey"
        from (select e.name, e.name_key from entity as e join organization using (id) order by e.id offset 1 limit 10) as critic
        cross join (select name, name_key from entity where slug in ('detention', 'human-rights')) as topic
        order by ${shuffled('critic.name || topic.name')}`,
    ),
  dossier: {
    ...criticisms.dossier,
    document: criticisms.dossier.document.replace('named: $topic', 'within: { named: $topic }'),
  },
}

const readPage = (data: Data) => ({
  name: data.name,
  summary: data.summary,
  aliases: data.aliases.map(({ name, kind }: Data) => ({ name, kind })),
  roles: {
    count: data.roles.totalCount,
    nodes: data.roles.nodes.map(({ title, person, period }: Data) => {
      return { title, person: person.name, from: period.from?.edtf ?? null, until: period.until?.edtf ?? null }
    }),
  },
  figures: {
    count: data.figures.totalCount,
    nodes: data.figures.nodes.map(({ metric, value, asOf }: Data) => ({
      metric,
      value: Number(value),
      asOf: asOf?.edtf ?? null,
    })),
  },
  criticisms: {
    count: data.criticismsReceived.totalCount,
    nodes: data.criticismsReceived.nodes.map(({ summary, critic, topics }: Data) => {
      return { summary, critic: critic.name, topics: topics.map((topic: Data) => topic.name) }
    }),
  },
})

const readEntityRow = ({ entityBySlug: [data] }: Data) => ({
  name: data.name,
  summary: data.summary,
  aliases: data.aliases.nodes.map(({ aliasByRowId: { name, kind } }: Data) => ({ name, kind })),
  roles: {
    count: data.roles.totalCount,
    nodes: data.roles.nodes.map(({ roleByRowId, entityBySubjectId, fromEdtf, untilEdtf }: Data) => {
      return { title: roleByRowId.title, person: entityBySubjectId.name, from: fromEdtf, until: untilEdtf }
    }),
  },
  figures: {
    count: data.figures.totalCount,
    nodes: data.figures.nodes.map(({ figureByRowId: { metric, value }, fromEdtf }: Data) => {
      return { metric, value: Number(value), asOf: fromEdtf }
    }),
  },
  criticisms: {
    count: data.criticisms.totalCount,
    nodes: data.criticisms.nodes.map(({ criticismByRowId, entityBySubjectId }: Data) => ({
      summary: criticismByRowId.summary,
      critic: entityBySubjectId.name,
      topics: byOrdinal(criticismByRowId.criticismTopicsByCriticismId).map((link: Data) => link.entityByTopicId.name),
    })),
  },
})

const entityPage: Question = {
  name: 'entity page',
  values: (client) =>
    rowsOf(
      client,
      `select e.slug from entity as e join organization using (id) where e.id < 2000 order by ${shuffled('e.id')} limit 20`,
    ),
  dossier: {
    document: `query ($slug: String!) {
      organization(ref: { slug: $slug }) {
        name summary
        aliases { name kind }
        roles(first: 10) { totalCount nodes { title person { name } period { from { edtf } until { edtf } } } }
        figures(first: 10) { totalCount nodes { metric value asOf { edtf } } }
        criticismsReceived(first: 10) { totalCount nodes { summary critic { name } topics { name } } }
      }
    }`,
    variables: ({ slug }) => ({ slug }),
    read: (data) => readPage(data.organization),
  },
  postgraphile: {
    document: `query ($slug: String!) {
      allEntities(condition: { slug: $slug }) { nodes {
        name summary
        aliases: factsBySubjectId(condition: { kind: ALIAS }, orderBy: [FROM_EARLIEST_ASC, PRIMARY_KEY_ASC]) {
          nodes { aliasByRowId { name kind } } }
        roles: factsByObjectId(condition: { kind: ROLE }, orderBy: [FROM_EARLIEST_ASC, PRIMARY_KEY_ASC], first: 10) {
          totalCount nodes { roleByRowId { title } entityBySubjectId { name } fromEdtf untilEdtf } }
        figures: factsBySubjectId(condition: { kind: FIGURE }, orderBy: [FROM_EARLIEST_ASC, PRIMARY_KEY_ASC], first: 10) {
          totalCount nodes { figureByRowId { metric value } fromEdtf } }
        criticisms: factsByObjectId(condition: { kind: CRITICISM }, orderBy: [FROM_EARLIEST_ASC, PRIMARY_KEY_ASC], first: 10) {
          totalCount nodes {
            criticismByRowId { summary criticismTopicsByCriticismId { nodes { ordinal entityByTopicId { name } } } }
            entityBySubjectId { name } } }
      } }
    }`,
    variables: ({ slug }) => ({ slug }),
    read: (data) => readEntityRow({ entityBySlug: data.allEntities.nodes }),
  },
}

/** Up to two words that some hundreds or thousands of texts hold. */
const searched = [
  'arbitrary detention',
  'offshore -harbour',
  '"human rights" detention',
  'compensation',
  'interpreter or hotline',
]

const search: Question = {
  name: 'search',
  values: async () => searched.map((query) => ({ query })),
  dossier: {
    document: `query ($query: String!) {
      search(query: $query, first: 10) {
        edges { node { __typename ... on Entity { name } ... on Fact { statement } ... on Document { title } } }
      }
    }`,
    variables: ({ query }) => ({ query }),
    read: (data) => data.search.edges.map(({ node }: Data) => node.name ?? node.statement ?? node.title),
  },
}

const path: Question = {
  name: 'path',
  values: (client) =>
    rowsOf(
      client,
      // The first of a kind have most facts: half of these are hubs, half are not.
      `select a.slug as "from", b.slug as "to" from
        (select slug, row_number() over (order by ${shuffled('id')}) as n
          from (select id, slug from entity where kind = 'PERSON' order by id limit 60) as person) as a
        join (select slug, row_number() over (order by ${shuffled('id')}) as n
          from (select id, slug from entity where kind = 'PLACE' order by id limit 60) as place) as b
        using (n) order by n limit 20`,
    ),
  dossier: {
    document: `query ($from: String!, $to: String!) {
      paths(from: { slug: $from }, to: { slug: $to }, maxLength: 3, first: 1) {
        paths { steps { forward from { name } to { name } fact { statement evidence { anchor } } } }
      }
    }`,
    variables: ({ from, to }) => ({ from, to }),
    read: (data) =>
      (data.paths.paths[0]?.steps ?? []).map(({ forward, from, to, fact }: Data) => ({
        forward,
        from: from.name,
        to: to.name,
        statement: fact.statement,
        anchors: fact.evidence.map((evidence: Data) => evidence.anchor),
      })),
  },
}

const page500: Question = {
  name: 'page 500',
  // Which rows stand before the page; the servers' own cursors are asked for before anything is measured.
  values: (client) =>
    rowsOf(
      client,
      `select from_earliest as "earliest", id from fact where kind = 'CRITICISM'
        order by from_earliest, id offset 499 * 20 - 1 limit 1`,
    ),
  dossier: {
    document: `query ($after: String) {
      criticisms(orderBy: [{ field: STATED_ON, nulls: LAST }], first: 20, after: $after) {
        nodes { summary statedOn { edtf } critic { name } target { name } }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    variables: ({ dossier }) => ({ after: dossier }),
    read: ({ criticisms: { nodes, pageInfo } }) => ({
      nodes: nodes.map(({ summary, statedOn, critic, target }: Data) => {
        return { summary, statedOn: statedOn?.edtf ?? null, critic: critic.name, target: target.name }
      }),
      next: pageInfo.hasNextPage,
    }),
  },
  postgraphile: {
    document: `query ($after: Cursor) {
      allFacts(condition: { kind: CRITICISM }, orderBy: [FROM_EARLIEST_ASC, PRIMARY_KEY_ASC], first: 20, after: $after) {
        nodes { criticismByRowId { summary } fromEdtf entityBySubjectId { name } entityByObjectId { name } }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    variables: ({ postgraphile }) => ({ after: postgraphile }),
    read: ({ allFacts: { nodes, pageInfo } }) => ({
      nodes: nodes.map(({ criticismByRowId, fromEdtf, entityBySubjectId, entityByObjectId }: Data) => ({
        summary: criticismByRowId.summary,
        statedOn: fromEdtf,
        critic: entityBySubjectId.name,
        target: entityByObjectId.name,
      })),
      next: pageInfo.hasNextPage,
    }),
  },
}

/** What is measured, in the order in which it is measured. */
export const questions: readonly Question[] = [criticisms, criticismsWithin, entityPage, search, path, page500]
