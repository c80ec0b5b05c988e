import type { Ask } from '../message.ts'
import type { Limits } from '../operation/limits.ts'
import { badRequest, readBody } from './body.ts'
import { checkValues } from './variable-limits.ts'

/** What a GraphQL request says, as GraphQL over HTTP names it. */
export interface Params {
  readonly query?: string
  readonly operationName?: string
  readonly variables?: Record<string, unknown>
  readonly extensions?: Record<string, unknown>
  readonly documentId?: string
}

/**
 * Reads the parameters of a GET from its address and those of a POST from its JSON body.
 *
 * @throws GraphQLError BAD_REQUEST with the HTTP status to answer, TOO_COMPLEX or BAD_USER_INPUT.
 */
export async function readParams(ask: Ask, limits: Limits): Promise<Params> {
  const given = ask.method === 'POST' ? await paramsOfBody(ask, limits) : paramsOfAddress(ask.search)
  return {
    query: textParam(given, 'query'),
    operationName: textParam(given, 'operationName'),
    documentId: textParam(given, 'documentId'),
    variables: objectParam(given, 'variables', limits),
    extensions: objectParam(given, 'extensions', limits),
  }
}

type Given = Readonly<Record<string, unknown>>

function paramsOfAddress(search: string): Given {
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

/** A POST in any other media type could be sent by a page of another site without asking first. */
function checkMediaType(header: string | undefined): void {
  const [type = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))
  if (type === 'application/json' && (charset === undefined || /^charset="?utf-?8"?$/.test(charset))) return
  const found = header === undefined ? 'says nothing of its media type' : `says Content-Type: ${header.slice(0, 100)}`
  throw badRequest(`The request ${found}. Send JSON in UTF-8, with Content-Type: application/json.`, 415)
}

async function paramsOfBody(ask: Ask, limits: Limits): Promise<Given> {
  checkMediaType(ask.header('content-type'))
  checkEncoding(ask.header('content-encoding'))
  const body = parseBody(await readBody(ask, limits))
  if (Array.isArray(body)) {
    throw badRequest('Batches are off: the body is a list. Send one operation in each request.')
  }
  if (typeof body !== 'object' || body === null) {
    throw badRequest('The body must be a JSON object such as {"query":"{ graph { factCount } }"}.')
  }
  return body as Given
}

/** What unpacks to more than it weighs would get round the limit on bodies. */
function checkEncoding(header: string | undefined): void {
  if (header === undefined || header.trim().toLowerCase() === 'identity') return
  throw badRequest(`The body is compressed (${header.slice(0, 100)}). Send it as it is.`, 415, {
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

function textParam(given: Given, name: keyof Params): string | undefined {
  const value = given[name] ?? undefined
  if (value === undefined || typeof value === 'string') return value
  throw badRequest(`"${name}" must be a string, not ${nameOf(value)}.`)
}

function objectParam(given: Given, name: keyof Params, limits: Limits): Record<string, unknown> | undefined {
  const value = given[name] ?? undefined
  if (value === undefined) return undefined
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw badRequest(`"${name}" must be an object, not ${nameOf(value)}.`)
  }
  checkValues(name, value, limits)
  return value as Record<string, unknown>
}

function nameOf(value: unknown): string {
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`.replace('a object', 'an object')
}
