import { spawn } from 'node:child_process'
import { chown, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { DossierError } from '../../errors.ts'
import type { PostgresBinaries } from './binaries.ts'
import type { DataFolder } from './data-folder.ts'
import { passwordFile } from './endpoint.ts'
import type { PostgresUser } from './user.ts'

/**
 * Makes PostgreSQL's data directory, under another name until it is complete, so an interrupted first start leaves
 * nothing that looks like a data directory. With `throwaway` it does not wait for the disk.
 *
 * @throws DossierError UNAVAILABLE with the output of initdb when that fails.
 */
export async function createCluster(
  folder: DataFolder,
  binaries: PostgresBinaries,
  user: PostgresUser,
  throwaway: boolean,
): Promise<void> {
  await removeUnfinished(folder)
  // A new name each time, because the initdb of a killed server may still run.
  const unfinished = await mkdtemp(`${folder.cluster}.unfinished-`)
  if (user.identity) await chown(unfinished, user.identity.uid, user.identity.gid)
  const options = [`--pgdata=${unfinished}`, ...(throwaway ? ['--no-sync'] : [])]
  // With a ctype of UTF-8 the letters of all scripts are letters to PostgreSQL. A machine may lack it: then initdb leaves
  // the folder empty, and C serves as well, because names and words are folded by functions of our own.
  const fault =
    (await runInitdb(folder, binaries, user, [...options, '--lc-ctype=C.UTF-8'])) &&
    (await runInitdb(folder, binaries, user, [...options, '--lc-ctype=C']))
  if (fault) throw new DossierError('UNAVAILABLE', `PostgreSQL's initdb failed: ${fault}`)
  await rename(unfinished, folder.cluster)
  await syncFolder(folder.root)
}

async function removeUnfinished(folder: DataFolder): Promise<void> {
  const prefix = `${path.basename(folder.cluster)}.unfinished-`
  const names = (await readdir(folder.root)).filter((name) => name.startsWith(prefix))
  for (const name of names) {
    // A folder that is still written to is removed at the next start.
    await rm(path.join(folder.root, name), { recursive: true, force: true }).catch(() => undefined)
  }
}

/** Returns what initdb complains of, if it fails. */
async function runInitdb(
  folder: DataFolder,
  binaries: PostgresBinaries,
  user: PostgresUser,
  more: readonly string[],
): Promise<string | undefined> {
  const options = [
    '--username=dossier',
    '--encoding=UTF8',
    // PostgreSQL's own locale provider: collation does not depend on the machine's libraries, so indexes stay valid
    // when these are updated. It sorts by code point; lists for people are sorted by nameKey.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    ...more,
    // Only the owner can enter the folder of the socket.
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    ...(process.platform === 'win32' ? [`--pwfile=${passwordFile(folder)}`] : []),
  ]
  const [command = binaries.initdb, ...rest] = [...user.prefix, binaries.initdb, ...options]
  const child = spawn(command, rest, {
    ...user.identity,
    cwd: folder.root,
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  })
  const output: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve)
  })
  return code === 0 ? undefined : Buffer.concat(output).toString().trim() || `it ended with ${code}`
}

/** Makes the rename survive a power cut. Windows cannot open folders, and does not need this. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
