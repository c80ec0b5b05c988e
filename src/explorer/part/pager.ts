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

/** Links to the pages before and after this one, with all other values of the address. */
export function pager(path: string, { query }: Address, info: PageInfo): Content {
  if (!info.hasNextPage && !info.hasPreviousPage) return null
  const link = (name: 'after' | 'before', cursor: string | null) => {
    const other = new URLSearchParams(query)
    other.delete('after')
    other.delete('before')
    other.set(name, cursor ?? '')
    return `${path}?${other}`
  }
  return html`<nav class="pager" aria-label="Pages of this list">
    ${info.hasPreviousPage && html`<a rel="prev" href=${link('before', info.startCursor)}>← Before</a>`}
    ${info.hasNextPage && html`<a rel="next" href=${link('after', info.endCursor)}>Next →</a>`}
  </nav>`
}
