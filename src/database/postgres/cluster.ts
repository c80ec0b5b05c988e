import { spawn } from 'node:child_process'
import { chown, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { DossierError } from '../../errors.ts'
import type { PostgresBinaries } from './binaries.ts'
import type { DataFolder } from './data-folder.ts'
import { passwordFile } from './endpoint.ts'
import type { PostgresUser } from './user.ts'

/**
 * Makes PostgreSQL's data directory. It is made under another name and renamed when it is whole, so that an
 * interrupted first start leaves nothing that looks like one. What is to be thrown away does not wait for the disk.
 */
export async function createCluster(
  folder: DataFolder,
  binaries: PostgresBinaries,
  user: PostgresUser,
  throwaway: boolean,
): Promise<void> {
  await removeUnfinished(folder)
  // A new name each time: the initdb of a killed server may still be at work.
  const unfinished = await mkdtemp(`${folder.cluster}.unfinished-`)
  if (user.identity) await chown(unfinished, user.identity.uid, user.identity.gid)
  await runInitdb(folder, binaries, user, [`--pgdata=${unfinished}`, ...(throwaway ? ['--no-sync'] : [])])
  await rename(unfinished, folder.cluster)
  await syncFolder(folder.root)
}

async function removeUnfinished(folder: DataFolder): Promise<void> {
  const prefix = `${path.basename(folder.cluster)}.unfinished-`
  const names = (await readdir(folder.root)).filter((name) => name.startsWith(prefix))
  for (const name of names) {
    // What somebody still writes to goes the next time.
    await rm(path.join(folder.root, name), { recursive: true, force: true }).catch(() => undefined)
  }
}

async function runInitdb(
  folder: DataFolder,
  binaries: PostgresBinaries,
  user: PostgresUser,
  more: readonly string[],
): Promise<void> {
  const options = [
    ...more,
    '--username=dossier',
    '--encoding=UTF8',
    // The provider that is part of PostgreSQL: order and case do not depend on the libraries of the machine, so an
    // index stays right when these are updated. Order is by code point; what people read is ordered by nameKey.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    // The socket lies in a folder that only its owner can enter.
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
  const said: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve)
  })
  if (code === 0) return
  throw new DossierError('UNAVAILABLE', `PostgreSQL's initdb failed: ${Buffer.concat(said).toString().trim()}`)
}

/** Makes the rename outlive a power cut. Windows cannot open folders, and needs no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
