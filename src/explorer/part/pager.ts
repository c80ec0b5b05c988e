import { type Content, html } from '../../http/page/html.ts'
import { type Address, AddressFault } from '../view.ts'

/** What a list says of its page. */
export interface PageInfo {
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  readonly startCursor: string | null
  readonly endCursor: string | null
}

/** What `pager` needs of a list. */
export const pageInfoFields = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }'

/** The variables `first`, `after`, `last` and `before` of a list, of an address with `?after=` or `?before=`. */
export function pageVariables({ query }: Address, size = 20): Record<string, unknown> {
  const [after, before] = [query.get('after'), query.get('before')]
  if (after !== null && before !== null) {
    throw new AddressFault('The address has both "after" and "before": leave one of them out.')
  }
  return before === null ? { first: size, after } : { last: size, before }
}

/** What a list says of its page that only goes forward. */
export interface ForwardPageInfo {
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  readonly endCursor: string | null
}

/**
 * Links through a list that goes only forward: the way back is its first page. `name` is the part of the address that
 * holds the cursor.
 */
export function forwardPager(path: string, query: URLSearchParams, name: string, info: ForwardPageInfo): Content {
  if (!info.hasNextPage && !info.hasPreviousPage) return null
  const first = new URLSearchParams(query)
  first.delete(name)
  const next = new URLSearchParams(first)
  next.set(name, info.endCursor ?? '')
  return html`<nav class="pager" aria-label="Pages of this list">
    ${info.hasPreviousPage && html`<a href=${first.size > 0 ? `${path}?${first}` : path}>← To the first page</a>`}
    ${info.hasNextPage && html`<a rel="next" href=${`${path}?${next}`}>Next →</a>`}
  </nav>`
}

/** Links to the pages before and after this one, with all other values of the address. */
export function pager(
  path: string,
  { query }: Address,
  info: PageInfo,
  [before, next]: readonly [before: string, next: string] = ['← Before', 'Next →'],
): Content {
  if (!info.hasNextPage && !info.hasPreviousPage) return null
  const link = (name: 'after' | 'before', cursor: string | null) => {
    const other = new URLSearchParams(query)
    other.delete('after')
    other.delete('before')
    other.set(name, cursor ?? '')
    return `${path}?${other}`
  }
  return html`<nav class="pager" aria-label="Pages of this list">
    ${info.hasPreviousPage && html`<a rel="prev" href=${link('before', info.startCursor)}>${before}</a>`}
    ${info.hasNextPage && html`<a rel="next" href=${link('after', info.endCursor)}>${next}</a>`}
  </nav>`
}
