import { builder } from '../builder.ts'
import { sql } from '../database/sql.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { uniqueKey } from './order.ts'
import { type PageArguments, readPage } from './page.ts'

// Connections of things that are no rows of the graph: lists that few ask, read by functions.

/** What is read of a list: so many items after or before a position, from one end. */
export interface Range {
  readonly after?: number
  readonly before?: number
  /** From the end of the list; the items come in the reverse order. */
  readonly backward: boolean
  readonly limit: number
}

export interface PlainList<T> {
  /** Part of its cursors: "proposals". */
  readonly name: string
  /** What the list is in order of: a number that is different for each item. */
  position(item: T): number
  read(range: Range): Promise<readonly T[]>
  count(): Promise<number>
}

interface PlainPage<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  count(): Promise<number>
}

/** Reads a page. Throws BAD_USER_INPUT and BAD_CURSOR as all lists do. */
export async function readPlainPage<T>(list: PlainList<T>, args: PageArguments): Promise<PlainPage<T>> {
  const { size, backward, after, before } = readPage(args)
  const order = [uniqueKey('position', sql`position`, 'integer')]
  const positionOf = (argument: string, cursor: string) => Number(readCursor(argument, list.name, order, cursor)[0])
  const range = {
    ...(after === undefined ? {} : { after: positionOf('after', after) }),
    ...(before === undefined ? {} : { before: positionOf('before', before) }),
    backward,
  }
  const found = await list.read({ ...range, limit: size + 1 })
  const items = found.slice(0, size)
  const isCut = found.length > size
  return {
    edges: (backward ? items.toReversed() : items).map((node) => {
      return { cursor: writeCursor(list.name, order, [list.position(node)]), node }
    }),
    hasNextPage: backward ? before !== undefined : isCut,
    hasPreviousPage: backward ? isCut : after !== undefined,
    count: list.count,
  }
}

/** Defines the connection and edge types of a type that is read in this way. */
export function definePlainConnection<T extends object>(
  name: string,
  // The refs of objects have no common shape but this.
  // oxlint-disable-next-line typescript/no-explicit-any -- see above
  node: any,
  what: string,
) {
  const edge = builder.objectRef<{ cursor: string; node: T }>(`${name}Edge`).implement({
    description: `One item of a list of ${what}.`,
    fields: (t) => ({
      cursor: t.exposeString('cursor', { description: 'The position of this item, for `after` and `before`.' }),
      node: t.field({ type: node, description: 'The item itself.', resolve: (item) => item.node as never }),
    }),
  })
  return builder.objectRef<PlainPage<T>>(`${name}Connection`).implement({
    description: `A list of ${what}, page by page.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'The items of this page, each with its cursor.',
        resolve: (page) => [...page.edges],
      }),
      nodes: t.field({
        type: [node] as never,
        description: 'The items of this page.',
        resolve: (page) => page.edges.map((item) => item.node) as never,
      }),
      pageInfo: t.field({
        type: builder.pageInfoRef(),
        description: 'Whether items come before and after this page, and the cursors to ask for them.',
        resolve: ({ edges, hasNextPage, hasPreviousPage }) => ({
          hasNextPage,
          hasPreviousPage,
          startCursor: edges.at(0)?.cursor ?? null,
          endCursor: edges.at(-1)?.cursor ?? null,
        }),
      }),
      totalCount: t.int({
        description: 'How many items the whole list has. They are counted only if you ask for this field.',
        resolve: (page) => page.count(),
      }),
    }),
  })
}
