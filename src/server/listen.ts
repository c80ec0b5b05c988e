import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Server } from 'node:net'
import { DossierError } from '../errors.ts'
import { createDrain } from './drain.ts'

/** A server that listens, with a listener that can be exchanged. */
export interface HttpServer {
  /** Its address, with a slash at the end. */
  readonly url: string
  /** Passes all further requests to `listener`. */
  use(listener: RequestListener): void
  /** Stops as src/server/drain.ts says, within `milliseconds`. */
  close(milliseconds: number): Promise<void>
}

const timeouts = {
  /** Longer than load balancers keep connections (60 s), so they never send to one that we have closed. */
  keepAliveTimeout: 65_000,
  /** Milliseconds in which the head of a request has to arrive; then the answer is 408. Bodies: `bodyMs` of limits.ts. */
  headersTimeout: 10_000,
  /** The whole request, also where nobody reads its body. */
  requestTimeout: 30_000,
  /** How often the two before are looked at. */
  connectionsCheckingInterval: 1_000,
}

/**
 * Listens before the rest of the server exists. Until `use` is called, /health answers 200 and everything else 503.
 *
 * @throws DossierError CONFLICT when the port is taken; BAD_USER_INPUT when it or the address may not be used.
 */
export async function listen({ host, port }: { host: string; port: number }): Promise<HttpServer> {
  let current: RequestListener = answerWhileStarting
  const server = createServer(timeouts, (req, res) => current(req, res))
  const drain = createDrain(server)
  return {
    url: await bind(server, host, port),
    use(listener) {
      current = listener
    },
    close: drain,
  }
}

/**
 * Finds the address at which others will listen. It answers nobody: who got an answer now would believe that the server
 * lives, and find that it does not.
 *
 * @throws DossierError as `listen`.
 */
export async function findAddress({ host, port }: { host: string; port: number }): Promise<string> {
  const server = createSocketServer((socket) => socket.destroy())
  const url = await bind(server, host, port)
  await new Promise((resolve) => {
    server.close(resolve)
  })
  return url
}

/** Has a server listen, and returns its address. */
async function bind(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFault(error, host, port)))
    server.listen({ host, port }, resolve)
  })
  return urlOf(server.address() as AddressInfo)
}

function answerWhileStarting(...[req, res]: Parameters<RequestListener>): void {
  const [path] = (req.url ?? '/').split('?')
  const alive = path === '/health'
  const message = 'The server is starting. Try again in a moment.'
  const body =
    path === '/health' || path === '/ready'
      ? { status: alive ? 'ok' : 'starting' }
      : { errors: [{ message, extensions: { code: 'UNAVAILABLE' } }] }
  res.writeHead(alive ? 200 : 503, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(alive ? {} : { 'retry-after': '1' }),
  })
  res.end(JSON.stringify(body))
}

function urlOf({ address, family, port }: AddressInfo): string {
  const anywhere: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }
  const host = anywhere[address] ?? (family === 'IPv6' ? `[${address}]` : address)
  return `http://${host}:${port}/`
}

function listenFault(error: NodeJS.ErrnoException, host: string, port: number): DossierError {
  const options = { cause: error }
  switch (error.code) {
    case 'EADDRINUSE':
      return new DossierError(
        'CONFLICT',
        `Port ${port} on ${host} is taken: end what listens there, or set PORT to another one (0 takes any that is free).`,
        {},
        options,
      )
    case 'EACCES':
      return new DossierError(
        'BAD_USER_INPUT',
        `This user may not listen on port ${port}: set PORT to one from 1024 on.`,
        {},
        options,
      )
    default:
      return new DossierError(
        'BAD_USER_INPUT',
        `The server cannot listen on ${host} (${error.message}): set HOST to an address of this machine.`,
        {},
        options,
      )
  }
}
