import { expect } from 'vitest'
import type { Asker } from './app.ts'
import type { Where } from './random-where.ts'
import type { Order } from './reference-order.ts'

/** A connection somewhere in the API, and what is asked of it. */
export interface Listing {
  /** The field, and what stands around it: `%` is where the connection goes. */
  readonly around: string
  readonly field: string
  /** The names of the input types; without one, the connection does not take the argument. */
  readonly whereType?: string
  readonly orderType?: string
  readonly where?: Where
  readonly orderBy?: readonly Order[]
}

export interface PageArguments {
  readonly first?: number
  readonly after?: string | null
  readonly last?: number
  readonly before?: string | null
}

export interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
  readonly totalCount: number
}

/** One page of a connection. */
export async function askPage(app: Asker, listing: Listing, page: PageArguments): Promise<Page> {
  const { around, field, whereType, orderType, where, orderBy } = listing
  const types = { first: 'Int', after: 'String', last: 'Int', before: 'String' } as const
  const given = Object.keys(page) as (keyof PageArguments)[]
  const declared = given.map((name) => `$${name}: ${types[name]}`)
  if (whereType) declared.push(`$where: ${whereType}`)
  if (orderType) declared.push(`$orderBy: [${orderType}!]`)
  const passed = declared.map((variable) => variable.slice(1, variable.indexOf(':'))).map((name) => `${name}: $${name}`)
  const connection = `${field}(${passed}) {
    edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
  }`
  const data = await app.get(`query (${declared}) { ${around.replace('%', connection)} }`, { ...page, where, orderBy })
  return data[field] ?? Object.values<Record<string, Page>>(data)[0]?.[field]
}

export const idsOf = (page: Page) => page.edges.map((edge) => edge.node.id)

/** Checks that a page shows the rows from `start` to `end` of the whole list, and says so. */
export function expectSlice(page: Page, whole: Page, start: number, end: number): void {
  expect(page).toEqual({
    edges: whole.edges.slice(start, end),
    pageInfo: {
      hasPreviousPage: start > 0,
      hasNextPage: end < whole.edges.length,
      startCursor: start < end ? whole.edges[start]?.cursor : null,
      endCursor: start < end ? whole.edges[end - 1]?.cursor : null,
    },
    totalCount: whole.totalCount,
  })
}

/** Walks a list forwards and backwards in pages of `size`, and checks every page against the whole list. */
export async function walk(app: Asker, listing: Listing, whole: Page, size: number): Promise<void> {
  const total = whole.edges.length
  for (let start = 0; start <= total; start += size) {
    const after = start === 0 ? undefined : whole.edges[start - 1]?.cursor
    const page = await askPage(app, listing, { first: size, ...(after && { after }) })
    if (start < total || total === 0) expectSlice(page, whole, start, Math.min(start + size, total))
  }
  for (let end = total; end > 0; end -= size) {
    const before = end === total ? undefined : whole.edges[end]?.cursor
    const page = await askPage(app, listing, { last: size, ...(before && { before }) })
    expectSlice(page, whole, Math.max(end - size, 0), end)
  }
}
