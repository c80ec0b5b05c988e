import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type Answer, type Ask, type Respond, refuse } from '../message.ts'

/** Request ids of others are kept when they are short and plain: they go into logs and headers. */
const soundId = /^[\w.:/+=-]{1,128}$/

function requestId(given: string | undefined): string {
  return given !== undefined && soundId.test(given) ? given : randomUUID()
}

/** What node:http calls for each request. */
export function createListener(respond: Respond): RequestListener {
  return (req, res) => {
    // An address must be a path here; what forward proxies and OPTIONS * send is not for this server.
    if (!req.url?.startsWith('/')) return send(res, refuse(400, 'The address in the request line must begin with "/".'))
    const ask = askOfNode(req, res, req.url)
    respond(ask).then(
      (answer) => {
        send(res, answer, req.method === 'HEAD')
        // What is left of a body that was refused must not stand in the way of the next request.
        req.resume()
      },
      // What goes wrong inside has become an answer long before: this is for what cannot be thought of.
      () => res.destroy(),
    )
  }
}

function askOfNode(req: IncomingMessage, res: ServerResponse, target: string): Ask {
  const gone = new AbortController()
  res.once('close', () => {
    if (!res.writableFinished) gone.abort()
  })
  const header = (name: string) => {
    const value = req.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }
  // Whoever stops reading half-way still wants to answer: the connection stays.
  const body = { [Symbol.asyncIterator]: () => req.iterator({ destroyOnReturn: false }) }
  return { ...askOf(target, req.method ?? 'GET', header), body, signal: gone.signal }
}

function send(res: ServerResponse, { status, headers, body }: Answer, withoutBody = false): void {
  if (res.destroyed || res.writableEnded) return
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
  res.writeHead(status, { ...headers, ...length })
  res.end(withoutBody ? undefined : body)
}

/** The same without a socket: takes a request and returns the response, as `fetch` does. */
export function createFetch(respond: Respond) {
  return async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    const header = (name: string) => request.headers.get(name) ?? (name === 'host' ? url.host : undefined)
    const ask = askOf(url.pathname + url.search, request.method, header)
    const { status, headers, body } = await respond({ ...ask, body: request.body ?? undefined, signal: request.signal })
    const bodiless = request.method === 'HEAD' || status === 204 || status === 304
    return new Response(bodiless ? null : (body as BodyInit | undefined), { status, headers })
  }
}

function askOf(target: string, method: string, header: Ask['header']): Omit<Ask, 'body' | 'signal'> {
  const [path = '/', ...search] = target.split('?')
  return {
    id: requestId(header('x-request-id')),
    started: performance.now(),
    method,
    path,
    search: search.join('?'),
    header,
  }
}
