import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import manifest from '../package.json' with { type: 'json' }
import type { GraphqlForm, Question, Variables } from './question.ts'

/** What is sent to a contender's one address by POST. */
export interface Request {
  readonly body: string
  /** Brings the text of the answer into the form that all contenders share. */
  read(text: string): unknown
}

type ProgramName = 'sql' | 'postgraphile' | 'dossier' | 'http' | 'cached'

export interface Contender {
  /** "dossier x2" is Dossier with two workers. */
  readonly name: ProgramName | `${ProgramName} x${number}`
  readonly url: string
  /** The URL of its database, and the number of its process. */
  readonly database: string
  readonly pid: number
  /** How it is asked a question; undefined where it cannot say it. */
  request(question: Question, values: Variables): Request | undefined
  stop(): Promise<void>
}

interface Program {
  readonly name: ProgramName
  readonly file: string
  readonly port: number
  readonly address: string
  readonly request: Contender['request']
  /** Of Node. */
  readonly flags?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

function graphqlRequest(form: GraphqlForm | undefined, values: Variables): Request | undefined {
  return (
    form && {
      body: JSON.stringify({ query: form.document, variables: form.variables(values) }),
      read: (text) => {
        const { data, errors } = JSON.parse(text)
        if (errors) throw new Error(JSON.stringify(errors).slice(0, 1000))
        return form.read(data)
      },
    }
  )
}

function sqlRequest({ name, floor = 'sql' }: Question, values: Variables): Request | undefined {
  if (floor !== 'sql') return undefined
  return { body: JSON.stringify({ question: name, values }), read: (text) => JSON.parse(text) }
}

const here = (file: string) => path.join(import.meta.dirname, file)

/** What `npm start` gives Node. */
const startFlags = manifest.scripts.start.split(' ').filter((word) => word.startsWith('--'))

const cached: Program = {
  name: 'cached',
  file: here('../src/main.ts'),
  flags: startFlags,
  port: 4814,
  address: '/graphql',
  request: ({ dossier }, values) => graphqlRequest(dossier, values),
  env: { LOG_LEVEL: 'warn', LOG_FORMAT: 'json' },
}

const programs: readonly Program[] = [
  { ...cached, name: 'dossier', port: 4811, env: { ...cached.env, DOSSIER_ANSWER_CACHE: '0' } },
  { name: 'sql', file: here('sql-server.ts'), port: 4812, address: '/', request: sqlRequest },
  {
    name: 'postgraphile',
    file: here('postgraphile-server.ts'),
    port: 4813,
    address: '/graphql',
    request: ({ postgraphile }, values) => graphqlRequest(postgraphile, values),
  },
  {
    name: 'http',
    file: here('http-server.ts'),
    port: 4816,
    address: '/',
    request: ({ dossier, floor }, values) => (floor === 'http' ? graphqlRequest(dossier, values) : undefined),
    env: { DOSSIER_URL: 'http://127.0.0.1:4811/graphql' },
  },
]

/** Who is measured unless others are chosen. */
export const contenderNames = programs.map(({ name }) => name)

/** Those that can run: PostGraphile is large, and may be left out by `npm ci --omit=optional`. */
export function installedContenders(): ProgramName[] {
  return contenderNames.filter((name) => {
    if (name !== 'postgraphile') return true
    try {
      return createRequire(import.meta.url).resolve('postgraphile') !== ''
    } catch {
      return false
    }
  })
}

/** Dossier, or Dossier with its cache, with several numbers of workers. */
export function withWorkers(names: readonly string[], workers: readonly string[]): string[] {
  return names.flatMap((name) => workers.map((count) => `${name} x${count}`))
}

/** The ports of Dossier with workers begin after this one. */
const workersPort = 4820

function programOf(name: string): Program {
  const [, own, workers] = /^(.*?)(?: x(\d+))?$/.exec(name) ?? []
  const program = [...programs, cached].find((one) => one.name === own)
  if (!program) throw new Error(`There is no contender ${name}: choose among ${contenderNames.join(', ')}, cached.`)
  if (workers === undefined) return program
  if (program.file !== cached.file) throw new Error(`${own} has no workers: choose among dossier, cached.`)
  const port = workersPort + Number(workers) * 2 + (program === cached ? 1 : 0)
  return { ...program, port, env: { ...program.env, DOSSIER_WORKERS: workers } }
}

/** Starts a contender as a process of its own, with `flags` for Node, and waits until it listens. */
export async function startContender(
  name: string,
  database: string,
  flags: readonly string[] = [],
): Promise<Contender> {
  const program = programOf(name)
  const child = spawn(process.execPath, [...(program.flags ?? []), ...flags, program.file], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: database, PORT: String(program.port), ...program.env },
  })
  const url = `http://127.0.0.1:${program.port}${program.address}`
  await listening(child, url)
  return {
    name: name as Contender['name'],
    url,
    database,
    pid: child.pid ?? 0,
    request: program.request,
    stop: () => end(child),
  }
}

async function listening(child: ChildProcess, url: string): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (child.exitCode !== null) throw new Error(`${url}: the server ended with ${child.exitCode}.`)
    // Any answer will do: some servers listen before they are ready.
    const status = await fetch(url, { method: 'POST', body: '{}' }).then(
      (response) => response.status,
      () => 0,
    )
    if (status !== 0 && status !== 503) return
    await sleep(100)
  }
  child.kill()
  throw new Error(`${url} does not answer after a minute.`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** One answer, checked and brought into the form that all contenders share. */
export async function answerOf({ url, name }: Contender, request: Request): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: request.body,
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${name} answers ${response.status}: ${text.slice(0, 1000)}`)
  return request.read(text)
}
