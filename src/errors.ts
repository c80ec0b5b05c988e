/** What can go wrong for a caller. The set is closed: front ends may switch over it. */
export const errorCodes = [
  'BAD_USER_INPUT',
  'BAD_CURSOR',
  'NOT_FOUND',
  'AMBIGUOUS_NAME',
  'TOO_COMPLEX',
  'TIMED_OUT',
  'CONFLICT',
  'UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/**
 * A problem that its reader can do something about: the message names the value at fault and what would be right.
 * Everything else that is thrown is a fault of ours: it is logged, and callers see INTERNAL_SERVER_ERROR.
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
