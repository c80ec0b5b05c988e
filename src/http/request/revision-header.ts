import { parseRevision, type Revision } from '../../database/replica/position.ts'
import { type HttpRequest, type HttpResponse, withHeaders } from '../message.ts'
import { badRequest } from '../operation/limits.ts'

/** Names a revision: in an answer the one that it is at least as new as, in a request the one that the caller has seen. */
const header = 'x-dossier-revision'

/**
 * The revision that the caller has seen.
 *
 * @throws GraphQLError BAD_REQUEST when the header is not a revision.
 */
export function namedRevision(request: HttpRequest): Revision | undefined {
  const given = request.header(header)?.trim()
  if (!given) return undefined
  const named = parseRevision(given)
  if (named) return named
  throw badRequest(
    `The header ${header} is "${given.slice(0, 100)}", and must be a revision as answers carry it in the same header, such as 4f1c2a9b03de-42.`,
  )
}

/** The response with the revision that it is at least as new as. */
export function withRevision(
  response: HttpResponse,
  source: { readonly revision?: string | undefined } | undefined,
): HttpResponse {
  const revision = source?.revision
  return revision === undefined ? response : withHeaders(response, { [header]: revision })
}
