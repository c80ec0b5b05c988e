import { type Data, type Question, rowsOf, shuffled } from '../question.ts'

/** Some of a kind, from a place in its list on, in an arbitrary order. The first of a kind have most facts. */
const someOf = (kind: string, share: number) => `
  select slug, row_number() over (order by ${shuffled('id')}) as n from (
    select id, slug from entity where kind = '${kind}' order by id
    limit 60 offset (select (count(*) * ${share})::integer from entity where kind = '${kind}')
  ) as listed`

/** Persons and places: ten pairs of hubs, two steps apart, and ten of less note, mostly three steps apart. */
const pairs = [0, 0.1]
  .map((share) => {
    return `(select a.slug as "from", b.slug as "to" from (${someOf('PERSON', share)}) as a join (${someOf('PLACE', share)}) as b
      using (n) order by n limit 10)`
  })
  .join(' union all ')

/** The shortest path between a person and a place; PostGraphile has none without functions written for it. */
export const path: Question = {
  name: 'path',
  mostStatements: 1,
  values: (client) => rowsOf(client, pairs),
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
        statement: fact?.statement ?? null,
        anchors: (fact?.evidence ?? []).map((evidence: Data) => evidence.anchor),
      })),
  },
}
