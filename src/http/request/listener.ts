import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type HttpRequest, type HttpResponse, type Respond, refuse } from '../message.ts'
import { type BaseRules, baseOf } from './base.ts'
import { callerOf } from './caller.ts'
import { runTogether } from './together.ts'

/** Ids that callers may give to requests. They go into logs and headers, so they must be short and plain. */
const requestIdPattern = /^[\w.:/+=-]{1,128}$/

/** Milliseconds without progress after which a caller who does not read the response is given up: it takes memory. */
const stallTimeout = 30_000

function requestId(given: string | undefined): string {
  return given !== undefined && requestIdPattern.test(given) ? given : randomUUID()
}

/** Makes the listener of a node:http server. */
export function createListener(respond: Respond, rules: BaseRules): RequestListener {
  // Each write wakes a caller who waits, and to wake it can take longer than to answer a small request. Callers who are
  // answered one after the other are awake from the first answer on.
  const together = runTogether()
  return (req, res) => {
    // Only paths: requests to forward proxies and OPTIONS * are not for this server.
    if (!req.url?.startsWith('/')) return send(res, refuse(400, 'The address in the request line must begin with "/".'))
    const request = nodeRequest(req, res, req.url, rules)
    respond(request).then(
      (response) => {
        together(() => answer(res, response, req.method === 'HEAD'))
        // Reads past the rest of a refused body, which would block the next request on this connection.
        req.resume()
      },
      // createApp turns every error into a response, so this should never happen.
      () => res.destroy(),
    )
  }
}

function answer(res: ServerResponse, response: HttpResponse, withoutBody: boolean): void {
  try {
    if (response.stream) sendStream(res, response, response.stream, withoutBody)
    else send(res, response, withoutBody)
  } catch {
    // A response that cannot be sent must not keep back those of others that are sent with it.
    res.destroy()
  }
}

function nodeRequest(req: IncomingMessage, res: ServerResponse, target: string, rules: BaseRules): HttpRequest {
  const gone = new AbortController()
  res.once('close', () => {
    if (!res.writableFinished) gone.abort()
  })
  const header = (name: string) => {
    const value = req.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }
  // Keeps the connection when the body is not read to its end, because the response still has to be sent.
  const body = { [Symbol.asyncIterator]: () => piecesOf(req) }
  return {
    ...requestHead(target, req.method ?? 'GET', header),
    caller: callerOf(req, rules.proxies),
    base: baseOf(header, rules),
    body,
    signal: gone.signal,
  }
}

/** When there may be a piece of a body, or no further one. */
const bodyEvents = ['readable', 'end', 'error', 'close'] as const

/**
 * The same pieces as `req.iterator({ destroyOnReturn: false })`, which takes 7 % of the processor time of a small request
 * more. Listeners are there only while a piece is awaited, so that the rest of a refused body can be read past.
 */
function piecesOf(req: IncomingMessage): AsyncIterator<Uint8Array> {
  // A small body arrives with its head, and Node tells of its end later.
  let missing = Number(req.headers['content-length'] ?? Number.NaN)
  const next = () =>
    new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
      const look = (): boolean => {
        const value: Uint8Array | null = req.readableEnded || req.destroyed ? null : req.read()
        missing -= value?.byteLength ?? 0
        if (value !== null) resolve({ value })
        else if (req.readableEnded || missing === 0) resolve({ value: undefined, done: true })
        else if (req.destroyed) reject(req.errored ?? new Error('The body broke off.'))
        else return false
        return true
      }
      if (look()) return
      const lookAgain = () => {
        if (!look()) return
        for (const event of bodyEvents) req.off(event, lookAgain)
      }
      for (const event of bodyEvents) req.on(event, lookAgain)
    })
  return { next }
}

function send(res: ServerResponse, { status, headers, body }: HttpResponse, withoutBody = false): void {
  if (res.destroyed || res.writableEnded) return
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
  res.writeHead(status, { ...headers, ...length })
  res.end(withoutBody ? undefined : body)
  // Node ends the timeout itself when the response has been sent.
  if (!res.writableFinished) res.setTimeout(stallTimeout, () => res.destroy())
}

/** Sends a body while it is made, no faster than the caller reads it. */
function sendStream(
  res: ServerResponse,
  { status, headers }: HttpResponse,
  stream: AsyncIterable<string | Uint8Array>,
  withoutBody: boolean,
): void {
  if (res.destroyed || res.writableEnded) return
  res.writeHead(status, { ...headers })
  if (withoutBody) return void res.end()
  res.setTimeout(stallTimeout, () => res.destroy())
  // A stream that fails breaks off, which the caller sees. So does one whose caller leaves.
  pipeline(Readable.from(stream), res).catch(() => res.destroy())
}

/** Makes the same without a socket: a function that takes a request and returns the response, as `fetch` does. */
export function createFetch(respond: Respond, rules: BaseRules) {
  return async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const fetched = new Request(input, init)
    const { method, body, signal } = fetched
    const url = new URL(fetched.url)
    const header = (name: string) => fetched.headers.get(name) ?? (name === 'host' ? url.host : undefined)
    const head = requestHead(url.pathname + url.search, method, header)
    const response = await respond({
      ...head,
      caller: '',
      base: baseOf(header, rules),
      body: body ?? undefined,
      signal,
    })
    const { status, headers } = response
    const bodiless = method === 'HEAD' || status === 204 || status === 304
    const sent = response.stream ? encoded(response.stream) : response.body
    // It takes an async iterable, of which its type does not know.
    return new Response(bodiless ? null : (sent as unknown as BodyInit | undefined), { status, headers })
  }
}

async function* encoded(stream: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const piece of stream) yield typeof piece === 'string' ? encoder.encode(piece) : piece
}

function requestHead(
  target: string,
  method: string,
  header: HttpRequest['header'],
): Omit<HttpRequest, 'caller' | 'base' | 'body' | 'signal'> {
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
