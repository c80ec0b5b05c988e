import { type HttpRequest, type HttpResponse, withHeaders } from '../message.ts'

/** A response that depends on who asks: no cache keeps it, not even that of the caller's browser. */
export function forCallerAlone(response: HttpResponse): HttpResponse {
  return withHeaders(response, { 'cache-control': 'private, no-store', vary: 'Authorization' })
}

/** A response that everybody with a key may have: only the caller's own cache keeps it, and asks each time. */
export function forKeyHolders({ method }: HttpRequest, response: HttpResponse): HttpResponse {
  const isRead = method === 'GET' || method === 'HEAD'
  const isPlain = isRead && response.status === 200 && response.headers['cache-control'] === undefined
  return withHeaders(response, { vary: 'Authorization', ...(isPlain && { 'cache-control': 'private, no-cache' }) })
}
