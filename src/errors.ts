/** What can go wrong for a caller. The set is closed: front ends may switch over it. */
export const errorCodes = [
  /** An argument, a variable or a file says something that cannot be. */
  'BAD_USER_INPUT',
  /** A cursor that is broken, or that belongs to another list. */
  'BAD_CURSOR',
  /** A revision or cursor of the log of changes from which nobody can go on any more: take a new snapshot. */
  'GONE',
  /** A reference to something that does not exist. */
  'NOT_FOUND',
  /** A name that several things have: the details list them. */
  'AMBIGUOUS_NAME',
  /** The request asks for more than one request may: the details name the limit, its maximum and the actual value. */
  'TOO_COMPLEX',
  /** The operation or one of its statements was cancelled after its time limit. */
  'TIMED_OUT',
  /** Something changed meanwhile, or exists already. */
  'CONFLICT',
  /** A key is missing where one is needed, or the one that was sent is not valid. */
  'UNAUTHENTICATED',
  /** The role of the key that was sent, or of a caller without one, does not allow it. */
  'FORBIDDEN',
  /** The caller has sent too many keys that are not valid; the same request may succeed later. */
  'RATE_LIMITED',
  /** The database cannot be reached, or lacks something, such as disk space; the same request may succeed later. */
  'UNAVAILABLE',
  /** The server has more to do than it can; the same request may succeed later. */
  'OVERLOADED',
  /** A fault of ours, logged under the request id that the details name. */
  'INTERNAL_SERVER_ERROR',
  /** Not a GraphQL request: its method, address, headers or body are wrong. */
  'BAD_REQUEST',
  /** The document is not GraphQL. */
  'GRAPHQL_PARSE_FAILED',
  /** The document does not fit the schema. */
  'GRAPHQL_VALIDATION_FAILED',
  /** No document is known by the hash that was sent: send the whole document. */
  'PERSISTED_QUERY_NOT_FOUND',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/**
 * A problem that its reader can do something about: the message names the value at fault and what would be right.
 * Any other thrown value is a bug in Dossier: it is logged, and callers see INTERNAL_SERVER_ERROR.
 */
export class DossierError extends Error {
  override readonly name = 'DossierError'
  readonly code: ErrorCode
  /** Facts for machines: they become `extensions` of a GraphQL error and fields of `--json` output. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.details = details
  }
}

const digits = new Intl.NumberFormat('en')

/** A number as messages write it: 10,000. Infinity becomes words. */
export function readableNumber(value: number): string {
  return Number.isFinite(value) ? digits.format(value) : 'more than can be counted'
}
