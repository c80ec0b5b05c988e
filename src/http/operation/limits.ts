import { GraphQLError, type GraphQLErrorOptions } from 'graphql'
import { readableNumber } from '../../errors.ts'
import { textFault } from '../../text.ts'

/** How much one request may ask for. The error of each limit gives its name. */
export interface Limits {
  /** Bytes of the body of a request. */
  readonly bodyBytes: number
  /** Milliseconds in which the body has to arrive. */
  readonly bodyMs: number
  /** Milliseconds that an operation may run. */
  readonly operationMs: number
  /** Milliseconds after which PostgreSQL cancels a statement. The pool sets that limit; here it is for messages. */
  readonly statementMs: number
  /** Tokens of a document: words, numbers, strings and punctuation. */
  readonly tokens: number
  /** Levels of brackets of any kind, in a document and in variables. */
  readonly nesting: number
  /** Levels of fields within fields, with fragments written out. */
  readonly depth: number
  readonly aliases: number
  readonly directives: number
  /** Times that one selection may name the same field, because validation compares each with each. */
  readonly repetition: number
  /** Named fragments of a document. */
  readonly fragments: number
  /** Items of one list in variables. */
  readonly listItems: number
  /** Values in variables, counted through all lists and objects. */
  readonly variableValues: number
  /** Fields of the result, estimated from the sizes of its lists: see cost.ts. */
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

type Place = Pick<GraphQLErrorOptions, 'nodes' | 'source' | 'positions'>

interface Excess {
  readonly limit: keyof Limits
  readonly maximum: number
  readonly actual: number
  /** What is too much and where, without a full stop. */
  readonly what: string
  /** What to do about it, as a sentence. */
  readonly advice: string
  /** The HTTP status, if not 400. */
  readonly status?: number
  readonly headers?: Record<string, string>
  /** The path of the field at fault, as it would be in the result. */
  readonly field?: string
  readonly place?: Place
}

/** The error TOO_COMPLEX for a request that exceeds a limit. */
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

/** The error BAD_REQUEST. It is about HTTP and not about GraphQL, so its status is the same for every media type. */
export function badRequest(message: string, status = 400, headers: Record<string, string> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status, headers } } })
}

/**
 * Checks that PostgreSQL can store a text.
 *
 * @param where Names the place of the text in the message; called only if there is a fault.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function checkText(text: string, where: () => string, place?: Place): void {
  const fault = textFault(text)
  if (fault === undefined) return
  throw new GraphQLError(`The text in ${where()} holds ${fault}. No text in the graph can hold that: take it out.`, {
    ...place,
    extensions: { code: 'BAD_USER_INPUT' },
  })
}
