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

/** Runs command lines on a database. */
export function commandLine(databaseUrl: string) {
  /** Runs one command line in a process of its own, to its end. */
  function run(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [program, ...args], {
        env: { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: databaseUrl, ...env },
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
      child.once('error', reject).once('close', (code) => {
        resolve({ code, out, err: err.replaceAll(/^.* \.\.\. \d+ s\n/gm, '') })
      })
    })
  }

  /** As `run`, with --json; the answer is read. */
  async function ask(args: readonly string[], env?: Record<string, string>) {
    const { code, out, err } = await run([...args, '--json'], env)
    return { code, err, answer: JSON.parse(out) as Record<string, unknown> }
  }

  return { run, ask }
}
