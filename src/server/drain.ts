import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'

/**
 * Milliseconds for which a server that stops goes on as before, but that each answer closes its connection. What callers
 * sent before is on its way then, and those who send more learn that they have to go elsewhere.
 */
const noticeTime = 1_000

/** Milliseconds between two looks at the connections. */
const interval = 20

/**
 * Makes the function that stops a server without breaking off what callers have sent. All its answers then say
 * `connection: close`. At first it still accepts connections, because those that wait in the system would be reset
 * otherwise, and leaves alone those that are kept alive, because a request may be on its way. Then it accepts no more,
 * waits for the requests that are running or still arriving, and after `milliseconds` in all cuts them off.
 */
export function createDrain(server: Server): (milliseconds: number) => Promise<void> {
  /** The response to the last request of each connection, until it is sent. */
  const responses = new Map<Socket, ServerResponse>()
  let draining = false
  // Before the listener that answers.
  server.prependListener('request', ({ socket }: IncomingMessage, res: ServerResponse) => {
    const before = responses.get(socket)
    responses.set(socket, res)
    res.once('close', () => {
      if (responses.get(socket) === res) responses.delete(socket)
    })
    if (!draining) return
    // Of requests that were sent without waiting for answers, only the last answer may close the connection.
    if (before?.headersSent === false) before.removeHeader('connection')
    res.setHeader('connection', 'close')
  })

  return async (milliseconds) => {
    const deadline = Date.now() + milliseconds
    draining = true
    for (const res of responses.values()) if (!res.headersSent) res.setHeader('connection', 'close')
    await giveNotice(server, Math.min(noticeTime, milliseconds))
    await close(server, deadline)
  }
}

/** Waits, but no longer than there are connections. */
async function giveNotice(server: Server, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds
  do {
    await sleep(Math.min(interval, milliseconds))
    // Whatever kept this process busy: it reads what has arrived before it looks.
    for (let turns = 0; turns < 3; turns += 1) await turn()
  } while (Date.now() < end && (await countConnections(server)) > 0)
}

function countConnections(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.getConnections((error, count) => resolve(error ? 0 : count))
  })
}

async function close(server: Server, deadline: number): Promise<void> {
  const timeout = new AbortController()
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  // A kept-alive connection becomes idle when its request has been answered.
  const sweep = setInterval(() => server.closeIdleConnections(), interval)
  const late = sleep(Math.max(0, deadline - Date.now()), undefined, { signal: timeout.signal }).then(
    () => server.closeAllConnections(),
    () => undefined,
  )
  await Promise.race([closed, late])
  timeout.abort()
  await closed
  clearInterval(sweep)
}
