import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The clients' packages weigh as much as the server's tools: they are installed when their test first runs. */
export const clientFolder = path.resolve(import.meta.dirname, '../../docs/clients')

const stamp = path.join(clientFolder, 'node_modules', '.installed')

/** What npm says when there is no way to the registry. */
const offline = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED)\b/

/**
 * Installs the clients' packages unless they are there already. Returns false where the registry cannot be reached,
 * and throws instead when CI is set in the environment: there the clients must run.
 */
export async function installClients(): Promise<boolean> {
  const lock = createHash('sha256')
    .update(await readFile(path.join(clientFolder, 'package-lock.json')))
    .digest('hex')
  if ((await readFile(stamp, 'utf8').catch(() => '')) === lock) return true
  const problem = await runClient('npm', [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
  ])
  if (problem === undefined) {
    await writeFile(stamp, lock)
    return true
  }
  if (process.env.CI || !offline.test(problem))
    throw new Error(`The clients' packages cannot be installed:\n${problem}`)
  return false
}

/** Runs a program in the clients' folder. Returns all that it printed when it failed, and undefined when it did not. */
export async function runClient(
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string | undefined> {
  try {
    await run(program, args, {
      cwd: clientFolder,
      env: { ...process.env, NODE_ENV: 'development', NO_COLOR: '1', ...env },
      shell: process.platform === 'win32',
      timeout: 300_000,
      maxBuffer: 64 * 1024 * 1024,
    })
    return undefined
  } catch (error) {
    const { message, stdout = '', stderr = '' } = error as Error & { stdout?: string; stderr?: string }
    return [message, stdout, stderr].join('\n')
  }
}
