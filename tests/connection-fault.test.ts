import { createServer, type Socket } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { onDatabase } from '../src/database/connection.ts'
import { connectionFault } from '../src/database/connection-fault.ts'
import { migrateDatabase } from '../src/database/migration/migrate.ts'
import { freshConnection } from './support/database.ts'

const password = 'hunter2'
const servers: { close(): void }[] = []
afterAll(() => {
  for (const server of servers) server.close()
})

/** The address of a server that is no ordinary PostgreSQL: `answer` gets each connection after its first bytes. */
async function addressOf(answer: (socket: Socket) => void, query = ''): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => answer(socket))
  })
  servers.push(server)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return `postgres://reader:${password}@127.0.0.1:${port}/graph${query}`
}

/** The error by which PostgreSQL refuses a connection. */
function refusal(code: string, message: string): (socket: Socket) => void {
  const fields = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`)
  const head = Buffer.alloc(5, 'E')
  head.writeInt32BE(fields.length + 4, 1)
  return (socket) => socket.end(Buffer.concat([head, fields]))
}

async function messageFor(connection: Parameters<typeof migrateDatabase>[0]): Promise<string> {
  const error: unknown = await migrateDatabase(connection).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeDefined()
  const fault = connectionFault(error, connection, true)
  expect(fault.code).toBe('UNAVAILABLE')
  return fault.message
}

describe('a database that cannot be reached is named, without its password', () => {
  const answers: [string, () => Promise<string>, string][] = [
    ['nothing listens', async () => `postgres://reader:${password}@127.0.0.1:1/graph`, 'Nothing listens there'],
    ['no such host', async () => `postgres://reader:${password}@nowhere.invalid/graph`, 'host'],
    [
      'a web server',
      () => addressOf((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      'not answer as PostgreSQL',
    ],
    ['another database', () => addressOf((socket) => socket.write(Buffer.from('4a00000004', 'hex'))), 'as PostgreSQL'],
    ['a wrong password', () => addressOf(refusal('28P01', 'no')), 'refuses the password'],
    [
      'a rule',
      () => addressOf(refusal('28000', 'no entry in pg_hba.conf')),
      'PostgreSQL says: no entry in pg_hba.conf.',
    ],
    ['no connection left', () => addressOf(refusal('53300', 'too many')), 'no connection left'],
    ['starting', () => addressOf(refusal('57P03', 'starting up')), 'starting or stopping'],
    ['no TLS', () => addressOf((socket) => socket.write('N'), '?sslmode=verify-full'), 'does not encrypt connections'],
    ['an unknown error', () => addressOf(refusal('XX000', 'odd')), 'The reason: odd.'],
  ]
  test.each(answers)('%s', async (_name, address, words) => {
    const connectionString = await address()
    const { hostname, port } = new URL(connectionString)
    const message = await messageFor({ connectionString })
    expect(message).toContain(words)
    expect(message).toContain(
      `The database of DATABASE_URL (host ${hostname}, port ${port || 5432}, database graph, user reader) cannot be reached.`,
    )
    expect(message).not.toContain(password)
  })

  test('a socket, and a certificate, that are not there', async () => {
    const socket = { connectionString: `postgres:///graph?host=/nowhere&user=reader&password=${password}` }
    expect(await messageFor(socket)).toMatch(
      /^The database of DATABASE_URL \(socket in \/nowhere, port 5432, database graph, user reader\) .* no socket/,
    )
    const file = { connectionString: `postgres://reader:${password}@db/graph?sslmode=verify-ca&sslrootcert=/nowhere` }
    const message = await messageFor(file)
    expect(message).toMatch(/\(host db, port 5432, database graph, user reader\) .* correct sslrootcert/)
    expect(message).not.toContain(password)
  })

  test('a database that PostgreSQL does not have', async () => {
    const message = await messageFor(onDatabase(await freshConnection(), 'no-such-graph'))
    expect(message).toMatch(/database no-such-graph, .* create it, or correct the name/)
  })
})

test.each([
  `postgres://reader:12/${password}@db/graph`,
  `postgres://reader:12?${password}@db/graph`,
  `postgres:reader:${password}@db/graph`,
  `host=db user=reader password=${password} dbname=graph`,
  `host=db password='${password} more'`,
  `mysql://db/graph?password=${password}`,
  `reader:${password}@db/graph`,
])('an address that is not right is refused without its password: %s', (address) => {
  expect(() => readConfig({ DATABASE_URL: address })).toThrow(/^(?![\s\S]*(hunter2|more))[\s\S]*DATABASE_URL is/)
})
