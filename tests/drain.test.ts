import { Agent, type IncomingMessage, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { listen } from '../src/server/listen.ts'
import { filledFolder } from './support/data-folder.ts'
import { eventually, type ServerProcess, startServer } from './support/server-process.ts'

vi.setConfig({ testTimeout: 600_000 })

const body = JSON.stringify({ query: '{ criticisms(first: 3) { totalCount nodes { claim } } }' })
const head = [
  'POST /graphql HTTP/1.1',
  'host: localhost',
  'content-type: application/json',
  `content-length: ${body.length}`,
]

/** A connection over which bytes are sent as they are. */
interface Wire {
  readonly socket: Socket
  received(): string
  /** Resolves to the error that ended it, or undefined. */
  readonly ended: Promise<Error | undefined>
}

async function wireTo(url: string): Promise<Wire> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  let text = ''
  let fault: Error | undefined
  socket.on('data', (chunk) => {
    text += chunk.toString()
  })
  socket.on('error', (error) => {
    fault = error
  })
  const ended = new Promise<Error | undefined>((resolve) => {
    socket.once('close', () => resolve(fault))
  })
  await new Promise((resolve) => socket.once('connect', resolve))
  return { socket, received: () => text, ended }
}

async function isStopping({ printed }: ServerProcess): Promise<void> {
  await eventually('the server has heard the signal', async () => printed().log.includes('Stopping'))
}

/** What has been answered over a wire: for each answer, whether it is right and closes the connection. */
function answersOf(wire: Wire): { right: boolean; closes: boolean }[] {
  return wire
    .received()
    .split(/(?=HTTP\/1\.1 )/)
    .map((text) => ({
      right: /^HTTP\/1\.1 200 .*"totalCount":14,/s.test(text),
      closes: /\nconnection: close\r\n/i.test(text),
    }))
}

test('half of the head of a request gets 408 after some seconds, however slowly more comes', async () => {
  const server = await listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close(0))
  const started = Date.now()
  const [silent, slow, nothing] = [await wireTo(server.url), await wireTo(server.url), await wireTo(server.url)]
  silent.socket.write('GET /health HTTP/1.1\r\nhost: localhost\r\n')
  slow.socket.write('GET /health HTTP/1.1\r\n')
  const dripping = setInterval(() => slow.socket.write('x: 1\r\n'), 500)
  await Promise.all([silent.ended, slow.ended, nothing.ended])
  clearInterval(dripping)
  expect(Date.now() - started).toBeGreaterThan(9_000)
  expect(Date.now() - started).toBeLessThan(60_000)
  for (const wire of [silent, slow, nothing]) expect(wire.received()).toMatch(/^HTTP\/1\.1 408 .*connection: close/is)
})

interface Told {
  answered: number
  told: boolean
  readonly faults: string[]
}

/** Asks again and again over one connection until an answer says that it is closed. */
async function askInALoop(url: string, signal: AbortSignal): Promise<Told> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const state: Told = { answered: 0, told: false, faults: [] }
  while (!state.told && state.faults.length === 0 && !signal.aborted) {
    const answer = await askOnce(url, agent).catch((error: NodeJS.ErrnoException) => {
      state.faults.push(`${error.code}: ${error.message} after ${state.answered} answers`)
    })
    if (!answer) continue
    if (answer.statusCode !== 200) state.faults.push(`status ${answer.statusCode}`)
    state.answered += 1
    state.told = answer.headers.connection === 'close'
  }
  agent.destroy()
  return state
}

function askOnce(url: string, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const sent = request(new URL('graphql', url), { method: 'POST', agent, headers }, (answer) => {
      answer.once('end', () => resolve(answer)).once('error', reject)
      answer.resume()
    })
    sent.once('error', reject).end(body)
  })
}

test('under load, a server that stops tells everybody so and resets nobody', async () => {
  const server = startServer({ DOSSIER_DATA_DIR: await filledFolder() })
  const url = await server.url
  const giveUp = new AbortController()
  onTestFinished(() => giveUp.abort())
  const callers = Array.from({ length: 50 }, () => askInALoop(url, giveUp.signal))
  await sleep(1_500)
  // Connections that the server has not accepted yet, with a request in each.
  const waiting = Array.from({ length: 50 }, () => askInALoop(url, giveUp.signal))
  await sleep(1)
  server.child.kill('SIGTERM')
  const states = await Promise.all([...callers, ...waiting])
  expect(states.flatMap(({ faults }) => faults)).toEqual([])
  expect(states.every(({ told }) => told)).toBe(true)
  expect(states[0]?.answered).toBeGreaterThan(1)
  expect(await server.ended).toEqual({ code: 0, signal: null })
})

test('what arrives while a server stops is answered: bodies, and requests of connections that were kept', async () => {
  const server = startServer({ DOSSIER_DATA_DIR: await filledFolder() })
  const url = await server.url
  const [arriving, kept, several, idle] = [await wireTo(url), await wireTo(url), await wireTo(url), await wireTo(url)]
  const whole = [...head, '', body].join('\r\n')
  arriving.socket.write([...head, '', body.slice(0, 20)].join('\r\n'))
  for (const wire of [kept, idle]) wire.socket.write(whole)
  for (const wire of [kept, idle]) await eventually('the first answer', async () => wire.received().endsWith('}'))

  several.socket.write(whole + whole + whole)
  server.child.kill('SIGTERM')
  await isStopping(server)
  kept.socket.write(whole)
  const { hostname, port } = new URL(url)
  const ready = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ hostname, port, path: '/ready', agent: false }, resolve).once('error', reject).end()
  })
  expect([ready.statusCode, ready.headers.connection]).toEqual([503, 'close'])
  await kept.ended
  await several.ended
  await idle.ended
  arriving.socket.write(body.slice(20))
  expect(await Promise.all([arriving, kept, several, idle].map(({ ended }) => ended))).toEqual(Array(4).fill(undefined))
  const [still, last] = [
    { right: true, closes: false },
    { right: true, closes: true },
  ]
  expect(answersOf(arriving)).toEqual([last])
  expect(answersOf(kept)).toEqual([still, last])
  expect(answersOf(several)).toEqual([still, still, last])
  expect(answersOf(idle)).toEqual([still])
  expect(await server.ended).toEqual({ code: 0, signal: null })
})
