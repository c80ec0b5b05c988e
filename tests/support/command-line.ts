import { spawn } from 'node:child_process'
import path from 'node:path'
import type { freshConnection } from './database.ts'

/** The file that runs the command line. */
export const program = path.join(import.meta.dirname, '../../src/dossier.ts')

/** The address of a test database, as people write it into DATABASE_URL. */
export function urlOf(connection: Awaited<ReturnType<typeof freshConnection>>): string {
  if (connection.connectionString !== undefined) return connection.connectionString
  const { host = '', port, user, database } = connection
  const url = new URL(`postgres://${user}@localhost/${database}`)
  if (host.startsWith('/')) url.searchParams.set('host', host)
  else url.hostname = host
  if (port !== undefined) url.port = String(port)
  if (typeof connection.password === 'string') url.password = connection.password
  return url.href
}

interface Run {
  readonly code: number | null
  readonly out: string
  /** Without the lines of progress, which a slow machine prints. */
  readonly err: string
}

/** Runs command lines on a database, each in a process of its own, to its end. */
export function commandLine(databaseUrl: string) {
  return withAsk((args, env) => {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [program, ...args], {
        env: environment(databaseUrl, env),
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let out = ''
      let err = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text
      })
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        err += text
      })
      child.once('error', reject).once('close', (code) => resolve({ code, out, err: withoutProgress(err) }))
    })
  })
}

/**
 * Runs command lines on a database in this process, one after the other: to start a process takes longer than most
 * commands. What only a process can show, such as signals and pipes, needs `commandLine`.
 */
export function commandLineHere(databaseUrl: string) {
  let last: Promise<unknown> = Promise.resolve()
  return withAsk((args, env) => {
    const run = last.then(() => runHere(args, environment(databaseUrl, env)))
    last = run.catch(() => undefined)
    return run
  })
}

async function runHere(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> {
  const { runCommandLine } = await import('../../src/program.ts')
  const { env: envBefore, exitCode: codeBefore } = process
  const [out, err] = [capture(process.stdout), capture(process.stderr)]
  try {
    process.env = env
    process.exitCode = undefined
    await runCommandLine(args)
    return { code: Number(process.exitCode ?? 0), out: out.text(), err: withoutProgress(err.text()) }
  } finally {
    out.end()
    err.end()
    process.env = envBefore
    process.exitCode = codeBefore
  }
}

/** Collects what is written to a stream, instead of writing it. */
function capture(stream: NodeJS.WriteStream) {
  const chunks: Buffer[] = []
  const { write } = stream
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    chunks.push(Buffer.from(chunk as string))
    const done = rest.at(-1)
    if (typeof done === 'function') queueMicrotask(() => done())
    return true
  }
  return {
    text: () => Buffer.concat(chunks).toString(),
    end() {
      stream.write = write
    },
  }
}

function environment(databaseUrl: string, env: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: databaseUrl, ...env }
}

function withoutProgress(err: string): string {
  return err.replaceAll(/^.* \.\.\. \d+ s\n/gm, '')
}

type RunCommand = (args: readonly string[], env?: Record<string, string>) => Promise<Run>

function withAsk(run: RunCommand) {
  return {
    run,
    /** As `run`, with --json; the answer is read. */
    async ask(args: readonly string[], env?: Record<string, string>) {
      const { code, out, err } = await run([...args, '--json'], env)
      return { code, err, answer: JSON.parse(out) as Record<string, unknown> }
    },
  }
}
