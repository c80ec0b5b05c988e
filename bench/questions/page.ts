import { type Data, type Question, rowsOf } from '../question.ts'

/** A page far down a long list, by cursor. */
export const page500: Question = {
  name: 'page 500',
  mostStatements: 1,
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
        nodes { claim statedOn { edtf } critic { name } target { name } }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    variables: ({ dossier }) => ({ after: dossier }),
    read: ({ criticisms: { nodes, pageInfo } }) => ({
      nodes: nodes.map(({ claim, statedOn, critic, target }: Data) => {
        return { claim, statedOn: statedOn?.edtf ?? null, critic: critic?.name ?? null, target: target.name }
      }),
      next: pageInfo.hasNextPage,
    }),
  },
  postgraphile: {
    document: `query ($after: Cursor) {
      allFacts(condition: { kind: CRITICISM }, orderBy: [FROM_EARLIEST_ASC, PRIMARY_KEY_ASC], first: 20, after: $after) {
        nodes { criticismByRowId { summary } fromEdtf hasSubject entityBySubjectId { name } entityByObjectId { name } }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    variables: ({ postgraphile }) => ({ after: postgraphile }),
    read: ({ allFacts: { nodes, pageInfo } }) => ({
      nodes: nodes.map(({ criticismByRowId, fromEdtf, hasSubject, entityBySubjectId, entityByObjectId }: Data) => ({
        claim: criticismByRowId.summary,
        statedOn: fromEdtf,
        critic: hasSubject ? entityBySubjectId.name : null,
        target: entityByObjectId.name,
      })),
      next: pageInfo.hasNextPage,
    }),
  },
}
