import type { HttpRequest } from '../message.ts'
import { badRequest, type Limits } from '../operation/limits.ts'
import { readBody } from './body.ts'
import { checkVariableLimits } from './variable-limits.ts'

/** The parameters of a GraphQL request, as GraphQL over HTTP names them. */
export interface RequestParameters {
  readonly query?: string
  readonly operationName?: string
  readonly variables?: Record<string, unknown>
  readonly extensions?: Record<string, unknown>
  readonly documentId?: string
}

/**
 * Reads the parameters of a GET from its address and those of a POST from its JSON body.
 *
 * @throws GraphQLError BAD_REQUEST with its HTTP status, TOO_COMPLEX or BAD_USER_INPUT.
 */
export async function readParameters(request: HttpRequest, limits: Limits): Promise<RequestParameters> {
  const given = request.method === 'POST' ? await bodyParameters(request, limits) : addressParameters(request.search)
  return {
    query: textParameter(given, 'query'),
    operationName: textParameter(given, 'operationName'),
    documentId: textParameter(given, 'documentId'),
    variables: objectParameter(given, 'variables', limits),
    extensions: objectParameter(given, 'extensions', limits),
  }
}

type Given = Readonly<Record<string, unknown>>

function addressParameters(search: string): Given {
  const query = new URLSearchParams(search)
  const text = (name: string) => query.get(name) ?? undefined
  return {
    query: text('query'),
    operationName: text('operationName') || undefined,
    documentId: text('documentId'),
    variables: jsonOf('variables', query.get('variables')),
    extensions: jsonOf('extensions', query.get('extensions')),
  }
}

function jsonOf(name: string, text: string | null): unknown {
  if (text === null || text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest(`The ${name} in the address are not JSON. Send an object such as {"name":"IOM"}, percent-encoded.`)
  }
}

/** A page of another site can send a POST of other media types without a preflight, so they are refused. */
function checkMediaType(header: string | undefined): void {
  const [type = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))
  if (type === 'application/json' && (charset === undefined || /^charset="?utf-?8"?$/.test(charset))) return
  const found = header === undefined ? 'says nothing of its media type' : `says Content-Type: ${header.slice(0, 100)}`
  throw badRequest(`The request ${found}. Send JSON in UTF-8, with Content-Type: application/json.`, 415)
}

async function bodyParameters(request: HttpRequest, limits: Limits): Promise<Given> {
  checkMediaType(request.header('content-type'))
  checkEncoding(request.header('content-encoding'))
  const body = parseBody(await readBody(request, limits))
  if (Array.isArray(body)) {
    throw badRequest('Batches are off: the body is a list. Send one operation in each request.')
  }
  if (typeof body !== 'object' || body === null) {
    throw badRequest('The body must be a JSON object such as {"query":"{ graph { factCount } }"}.')
  }
  return body as Given
}

/** A compressed body is refused, because it could unpack to more than the limit on bodies. */
function checkEncoding(header: string | undefined): void {
  if (header === undefined || header.trim().toLowerCase() === 'identity') return
  throw badRequest(`The body is compressed (${header.slice(0, 100)}). Send it uncompressed.`, 415, {
    'accept-encoding': 'identity',
  })
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest('The body is not JSON. Send an object such as {"query":"{ graph { factCount } }"}.')
  }
}

function textParameter(given: Given, name: keyof RequestParameters): string | undefined {
  const value = given[name] ?? undefined
  if (value === undefined || typeof value === 'string') return value
  throw badRequest(`"${name}" must be a string, not ${nameOf(value)}.`)
}

function objectParameter(
  given: Given,
  name: keyof RequestParameters,
  limits: Limits,
): Record<string, unknown> | undefined {
  const value = given[name] ?? undefined
  if (value === undefined) return undefined
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw badRequest(`"${name}" must be an object, not ${nameOf(value)}.`)
  }
  checkVariableLimits(name, value, limits)
  return value as Record<string, unknown>
}

function nameOf(value: unknown): string {
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`.replace('a object', 'an object')
}
