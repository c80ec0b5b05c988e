import { GraphQLError, type GraphQLErrorOptions } from 'graphql'
import { readableNumber } from '../../errors.ts'

/** How much one request may ask for. Each refusal names its limit by these names. */
export interface Limits {
  /** Bytes of a request's body. */
  readonly bodyBytes: number
  /** Milliseconds that a body may take to arrive. */
  readonly bodyMs: number
  /** Milliseconds that an operation may run. */
  readonly operationMs: number
  /** Milliseconds after which PostgreSQL gives up a statement: the pool sees to that, messages tell it. */
  readonly statementMs: number
  /** Words, numbers, strings and signs of a document. */
  readonly tokens: number
  /** Brackets of any kind within brackets, in a document and in variables. */
  readonly nesting: number
  /** Fields within fields; fragments count as if they were written out. */
  readonly depth: number
  readonly aliases: number
  readonly directives: number
  /** Times that one selection may name the same field: each is compared with each. */
  readonly repetition: number
  /** Named fragments of a document. */
  readonly fragments: number
  /** Items of one list in variables or arguments. */
  readonly listItems: number
  /** Values in variables, all lists and objects taken together. */
  readonly variableValues: number
  /** Fields of the answer, estimated from the sizes of its lists: see cost.ts. */
  readonly cost: number
}

export const defaultLimits: Limits = {
  bodyBytes: 256 * 1024,
  bodyMs: 10_000,
  operationMs: 10_000,
  statementMs: 10_000,
  tokens: 5_000,
  nesting: 64,
  depth: 20,
  aliases: 100,
  directives: 50,
  repetition: 50,
  fragments: 200,
  listItems: 1_000,
  variableValues: 10_000,
  cost: 100_000,
}

interface Excess {
  readonly limit: keyof Limits
  readonly maximum: number
  readonly actual: number
  /** What is too much and where. Without the full stop. */
  readonly what: string
  /** What to do about it, as a sentence. */
  readonly advice: string
  /** The HTTP status, if not 400. */
  readonly status?: number
  readonly headers?: Record<string, string>
  /** The path of the field at fault, as it would stand in the answer. */
  readonly field?: string
  readonly place?: Pick<GraphQLErrorOptions, 'nodes' | 'source' | 'positions'>
}

/** The error for a request that asks for too much: TOO_COMPLEX. */
export function refuseExcess({
  limit,
  maximum,
  actual,
  what,
  advice,
  status,
  headers,
  field,
  place,
}: Excess): GraphQLError {
  return new GraphQLError(`${what}; at most ${readableNumber(maximum)} are allowed. ${advice}`, {
    ...place,
    extensions: {
      code: 'TOO_COMPLEX',
      limit,
      maximum,
      actual: Number.isFinite(actual) ? actual : null,
      ...(field === undefined ? {} : { field }),
      ...(status === undefined ? {} : { http: { status, headers, spec: false } }),
    },
  })
}
