import { type Data, type Question, rowsOf, shuffled } from '../question.ts'

/** The shortest path between a person and a place; PostGraphile has none without functions written for it. */
export const path: Question = {
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
