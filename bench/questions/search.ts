import { nameKey } from '../../src/model/name-key.ts'
import { readQuestion } from '../../src/query/question.ts'
import { type Data, type Question } from '../question.ts'

/** Up to two words that some hundreds or thousands of texts hold. */
const searched = [
  'arbitrary detention',
  'offshore -harbour',
  '"human rights" detention',
  'compensation',
  'interpreter or hotline',
]

/** Full text over the whole graph, ranked; PostGraphile has none without functions written for it. */
export const search: Question = {
  name: 'search',
  values: async () =>
    searched.map((query) => {
      const question = JSON.stringify(readQuestion('query', query))
      return { query, question, key: nameKey(query), keyWithArticle: nameKey(`the ${query}`) }
    }),
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
