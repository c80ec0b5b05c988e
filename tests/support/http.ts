import { createServer, type RequestOptions, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { pino } from 'pino'
import { type App, type AppConfig, type AppOptions, createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Database } from '../../src/database/open.ts'
import { afterFile } from './after-file.ts'

/** A line of the log. */
export type LogLine = Readonly<Record<string, unknown>>

export interface TestApp {
  readonly app: App
  /** What has been logged so far. */
  readonly lines: LogLine[]
}

interface Options extends Partial<Omit<AppOptions, 'db' | 'config' | 'log'>> {
  readonly config?: Partial<AppConfig>
}

/** The app with the configuration of an empty environment, but that it makes each answer anew, and its log. */
export function testApp(db: Database, { config, ...options }: Options = {}): TestApp {
  const lines: LogLine[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  return { app: createApp({ db, log, config: { ...readConfig({}), answerCache: 0, ...config }, ...options }), lines }
}

/** Listens on a free port until the file's tests are over; returns the port. */
export async function listen(app: App): Promise<number> {
  const server = createServer(app).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  afterFile(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return (server.address() as AddressInfo).port
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of any shape
  json(): any
}

/** One request over a socket, for what `fetch` does not let through: HEAD, Host, broken bodies. */
export async function send(port: number, options: RequestOptions, body: string | Buffer = ''): Promise<Reply> {
  return await new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, agent: false, ...options }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const whole = Buffer.concat(chunks)
        const { statusCode: status = 0, headers } = response
        resolve({ status, headers, body: whole, json: () => JSON.parse(whole.toString()) })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Sends bytes as they are, and returns what comes back until the connection is closed. */
export async function sendRaw(port: number, text: string): Promise<string> {
  return await new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.setTimeout(5_000, () => socket.destroy())
    socket.on('data', (chunk) => {
      answer += chunk.toString()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
  })
}

/** A GraphQL request by POST, and its answer. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of any shape
export async function ask(app: App, body: unknown, headers: Record<string, string> = {}): Promise<any> {
  const response = await app.fetch('http://localhost/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, headers: response.headers, ...((await response.json()) as object) }
}
