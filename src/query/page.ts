import { DossierError } from '../errors.ts'

/** The four arguments of a Relay connection, as a caller gives them. */
export interface PageArguments {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
}

/** A checked page: how many rows, and from which end. */
export interface Page {
  readonly size: number
  /** `last` was asked for: the page is cut from the end of the list. */
  readonly backward: boolean
  readonly after?: string
  readonly before?: string
}

export const defaultPageSize = 20
export const maximumPageSize = 100

/** Checks the arguments of a connection. Throws BAD_USER_INPUT that names the argument and what would be right. */
export function readPage({ first, after, last, before }: PageArguments): Page {
  if (first != null && last != null) {
    throw new DossierError('BAD_USER_INPUT', 'Ask for `first` or for `last`, not for both at once.', { first, last })
  }
  const size = first ?? last ?? defaultPageSize
  const name = first == null && last != null ? 'last' : 'first'
  if (size < 0) {
    throw new DossierError('BAD_USER_INPUT', `\`${name}\` is ${size}: a page cannot have fewer than 0 items.`, {
      argument: name,
      value: size,
    })
  }
  if (size > maximumPageSize) {
    throw new DossierError(
      'BAD_USER_INPUT',
      `\`${name}\` is ${size}: a page has at most ${maximumPageSize} items. Ask for ${maximumPageSize} and follow pageInfo.${name === 'first' ? 'endCursor' : 'startCursor'}.`,
      { argument: name, value: size, maximum: maximumPageSize },
    )
  }
  return { size, backward: name === 'last', after: after ?? undefined, before: before ?? undefined }
}
