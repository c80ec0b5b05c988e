import { describe, expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'

const app = createTestApp(await freshDatabase(), { bodyLimit: 4_000_000 })

/** The errors of a refused request: the last of them, the others, and their codes. */
async function refusal(document: string, variables?: object) {
  const { data, errors = [] } = await app.ask(document, variables)
  expect(data).toBeUndefined()
  const messages = errors.map(({ message }) => message)
  return {
    last: messages.at(-1),
    first: messages.slice(0, -1),
    codes: [...new Set(errors.map((e) => e.extensions.code))],
  }
}

const byIds = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'
const byOrder = 'query ($order: [EntityOrder!]) { organizations(orderBy: $order) { totalCount } }'
const byWhere = 'query ($where: OrganizationWhere) { organizations(where: $where) { totalCount } }'

describe('very many mistakes are answered with the first ten and how many more there are:', () => {
  it('variables that are missing', async () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `$v${index}: ID!`)
    const fields = Array.from({ length: 40 }, (_, index) => `f${index}: node(id: $v${index}) { id }`)
    const declared = names.slice(0, 40)
    const { first, last, codes } = await refusal(`query (${declared.join(', ')}) { ${fields.join(' ')} }`)
    expect(first).toHaveLength(10)
    expect(first[9]).toMatch(/^Variable "\$v9" of required type "ID!" was not provided\. Send it in the variables/)
    expect(last).toBe('The variables have 30 more errors. Mend the first ones, and ask again.')
    expect(codes).toEqual(['BAD_USER_INPUT'])
  })

  it.each([
    ['items of a list', byIds, { ids: Array(1_000).fill({}) }, '990 more errors'],
    ['items that are objects', byOrder, { order: Array(1_000).fill({ field: 'LOUDNESS' }) }, '990 more errors'],
    [
      'fields of an object',
      byWhere,
      { where: Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`x${i}`, 1])) },
      '990 more errors',
    ],
    [
      'more than are counted',
      byOrder,
      { order: Array(999).fill({ field: 'LOUDNESS', sort: 1 }) },
      'more than 990 more errors',
    ],
    ['one more than ten', byIds, { ids: Array(11).fill({}) }, '1 more error.'],
  ])('%s', async (_name, document, variables, more) => {
    const { first, last, codes } = await refusal(document, variables)
    expect(first).toHaveLength(10)
    expect(last).toContain(`The variables have ${more}`)
    expect(codes).toEqual(['BAD_USER_INPUT'])
  })

  it('ten are all told', async () => {
    const { errors = [] } = await app.ask(byIds, { ids: Array(10).fill({}) })
    expect(errors.map(({ message }) => message).filter((message) => /more error/.test(message))).toEqual([])
    expect(errors).toHaveLength(10)
  })

  it('a document', async () => {
    const fields = Array.from({ length: 1_500 }, (_, index) => `no${index}`)
    const { first, last, codes } = await refusal(`{ ${fields.join(' ')} }`)
    expect(first).toHaveLength(10)
    expect(first[9]).toContain('"no9"')
    expect(last).toBe('The document has more than 990 more errors. Mend the first ones, and ask again.')
    expect(codes).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    expect((await refusal(`{ ${fields.slice(0, 200).join(' ')} }`)).last).toContain('has 190 more errors')
  })

  it('a list in a document', async () => {
    const { first, last } = await refusal(`{ nodes(ids: [${'{}, '.repeat(600)}]) { id } }`)
    expect(first).toHaveLength(10)
    expect(last).toContain('has 590 more errors')
  })
})
