import { byOrdinal, type Data, type Question, rowsOf, shuffled } from '../question.ts'

const readPage = (data: Data) => ({
  name: data.name,
  summary: data.summary,
  aliases: data.aliases.map(({ name, aliasKind }: Data) => ({ name, aliasKind })),
  roles: {
    count: data.roles.totalCount,
    nodes: data.roles.nodes.map(({ title, person, period }: Data) => {
      return { title, person: person.name, from: period.from?.edtf ?? null, until: period.until?.edtf ?? null }
    }),
  },
  figures: {
    count: data.figures.totalCount,
    nodes: data.figures.nodes.map(({ metric, amount, asOf }: Data) => ({
      metric,
      amount: Number(amount),
      asOf: asOf?.edtf ?? null,
    })),
  },
  criticisms: {
    count: data.criticismsReceived.totalCount,
    nodes: data.criticismsReceived.nodes.map(({ claim, critic, topics }: Data) => {
      return { claim, critic: critic?.name ?? null, topics: topics.map((topic: Data) => topic.name) }
    }),
  },
})

const readEntityRow = ({ entityBySlug: [data] }: Data) => ({
  name: data.name,
  summary: data.summary,
  aliases: data.aliases.nodes.map(({ aliasByRowId: { name, kind } }: Data) => ({ name, aliasKind: kind })),
  roles: {
    count: data.roles.totalCount,
    nodes: data.roles.nodes.map(({ roleByRowId, entityBySubjectId, fromEdtf, untilEdtf }: Data) => {
      return { title: roleByRowId.title, person: entityBySubjectId.name, from: fromEdtf, until: untilEdtf }
    }),
  },
  figures: {
    count: data.figures.totalCount,
    nodes: data.figures.nodes.map(({ figureByRowId: { metric, value }, fromEdtf }: Data) => {
      return { metric, amount: Number(value), asOf: fromEdtf }
    }),
  },
  criticisms: {
    count: data.criticisms.totalCount,
    nodes: data.criticisms.nodes.map(({ criticismByRowId, hasSubject, entityBySubjectId }: Data) => ({
      claim: criticismByRowId.summary,
      critic: hasSubject ? entityBySubjectId.name : null,
      topics: byOrdinal(criticismByRowId.criticismTopicsByCriticismId).map((link: Data) => link.entityByTopicId.name),
    })),
  },
})

/** What a page about an organisation shows. */
export const entityPage: Question = {
  name: 'entity page',
  mostStatements: 1,
  values: (client) =>
    rowsOf(
      client,
      `select e.slug from entity as e join organization using (id) where e.id < 2000 order by ${shuffled('e.id')} limit 20`,
    ),
  dossier: {
    document: `query ($slug: String!) {
      organization(ref: { slug: $slug }) {
        name summary
        aliases { name aliasKind }
        roles(first: 10) { totalCount nodes { title person { name } period { from { edtf } until { edtf } } } }
        figures(first: 10) { totalCount nodes { metric amount asOf { edtf } } }
        criticismsReceived(first: 10) { totalCount nodes { claim critic { name } topics { name } } }
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
            hasSubject entityBySubjectId { name } } }
      } }
    }`,
    variables: ({ slug }) => ({ slug }),
    read: (data) => readEntityRow({ entityBySlug: data.allEntities.nodes }),
  },
}
