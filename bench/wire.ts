import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import path from 'node:path'

export interface Wire {
  /** For whoever is to be counted. */
  readonly url: string
  /** How many statements were executed so far. */
  count(): number
  stop(): Promise<void>
}

/** The messages of PostgreSQL's protocol that execute a statement: Query and Execute. */
const executing = new Set([0x51, 0x45])

/** Stands between a server and PostgreSQL and counts the statements that pass. */
export async function openWire(database: string): Promise<Wire> {
  const to = new URL(database)
  const folder = to.searchParams.get('host')
  const port = Number(to.port || 5432)
  let count = 0
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = folder ? connect(path.join(folder, `.s.PGSQL.${port}`)) : connect(port, to.hostname)
    const tally = counter(() => (count += 1))
    client.on('data', tally)
    client.pipe(upstream).pipe(client)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      // What is small is sent on at once, as by the two that it stands between.
      socket.setNoDelay()
      socket.on('error', () => client.destroy())
      socket.on('close', () => sockets.delete(socket))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(database)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  url.searchParams.delete('host')
  return {
    url: url.href,
    count: () => count,
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Reads the messages of one connection as they come in pieces, and calls for each that executes a statement. */
function counter(found: () => void): (data: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  // The first message has no type. Nobody here asks for encryption first.
  let started = false
  return (data) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data])
    for (;;) {
      const header = started ? 5 : 4
      if (rest.length < header) return
      const size = rest.readUInt32BE(header - 4) + header - 4
      if (rest.length < size) return
      if (started && executing.has(rest[0] as number)) found()
      started = true
      rest = rest.subarray(size)
    }
  }
}
