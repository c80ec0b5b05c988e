import { DossierError } from '../errors.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import { badRequest, type Limits } from '../http/operation/limits.ts'
import { readBody } from '../http/request/body.ts'
import { quoted } from '../model/value.ts'

/**
 * The parameters of a request: of the address, and of the form that OpenRefine posts. Those of the form win.
 *
 * @throws GraphQLError BAD_REQUEST for a body of another media type, or TOO_COMPLEX for one that is too long.
 */
export async function readForm(request: HttpRequest, limits: Limits): Promise<URLSearchParams> {
  const form = new URLSearchParams(request.search)
  if (request.method !== 'POST') return form
  checkMediaType(request.header('content-type'))
  for (const [name, value] of new URLSearchParams(await readBody(request, limits))) form.set(name, value)
  return form
}

function checkMediaType(header: string | undefined): void {
  const [type = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))
  const isForm = type === 'application/x-www-form-urlencoded'
  if (isForm && (charset === undefined || /^charset="?utf-?8"?$/.test(charset))) return
  const found = header === undefined ? 'says nothing of its media type' : `says Content-Type: ${header.slice(0, 100)}`
  throw badRequest(
    `The request ${found}. Send a form in UTF-8, with Content-Type: application/x-www-form-urlencoded.`,
    415,
  )
}

/** A name, or names with dots between them, as jQuery makes them. Nothing else may become a script. */
const callbackPattern = /^[A-Za-z_$][\w$]{0,99}(?:\.[A-Za-z_$][\w$]{0,99}){0,5}$/

/**
 * The function of a page to which the answer is to be given, for clients that cannot read it otherwise.
 *
 * @throws DossierError BAD_USER_INPUT for what is no name of a function.
 */
export function readCallback(form: URLSearchParams): string | undefined {
  const callback = form.get('callback')
  if (callback === null || callback === '') return undefined
  if (callbackPattern.test(callback)) return callback
  const message = `\`callback\` is ${quoted(callback)}, and must be the name of a function.`
  throw new DossierError('BAD_USER_INPUT', message, { field: 'callback' })
}

/** The same answer as a script that calls a function with it; a page stays a page. */
export function asScript(response: HttpResponse, callback: string): HttpResponse {
  if (!response.headers['content-type']?.startsWith('application/json')) return response
  const headers = { ...response.headers, 'content-type': 'text/javascript; charset=utf-8' }
  // The comment keeps the start of the answer out of the caller's hands.
  return { ...response, headers, body: `/**/${callback}(${response.body});` }
}
