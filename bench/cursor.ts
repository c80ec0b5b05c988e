import type { Contender } from './contender.ts'
import type { Variables } from './question.ts'

/** How a GraphQL contender is asked for the cursor some rows further on. */
const documents = {
  dossier: `query ($after: String, $first: Int) {
    list: criticisms(orderBy: [{ field: STATED_ON, nulls: LAST }], first: $first, after: $after) { pageInfo { endCursor } } }`,
  postgraphile: `query ($after: Cursor, $first: Int) {
    list: allFacts(condition: { kind: CRITICISM }, orderBy: [FROM_EARLIEST_ASC, PRIMARY_KEY_ASC], first: $first, after: $after) {
      pageInfo { endCursor } } }`,
}

/** The contender's own cursor of the row before page 500, by walking there. */
export async function cursorBefore500({ name, url }: Contender): Promise<Variables> {
  if (name === 'sql' || name === 'http') return {}
  const server = name === 'postgraphile' ? name : 'dossier'
  let after: string | undefined
  for (let passed = 0; passed < 499 * 20; passed += 100) {
    const first = Math.min(100, 499 * 20 - passed)
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: documents[server], variables: { after, first } }),
    })
    const { data, errors } = (await response.json()) as {
      data: { list: { pageInfo: { endCursor: string } } }
      errors?: unknown
    }
    if (errors) throw new Error(`${name}: ${JSON.stringify(errors)}`)
    after = data.list.pageInfo.endCursor
  }
  return { [server]: after ?? '' }
}
