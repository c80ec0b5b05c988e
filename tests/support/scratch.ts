import { mkdtemp, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Several times what all databases of a run take together. */
const enoughSpace = 2 * 1024 ** 3

export interface ScratchOptions {
  /** For what is killed while it writes: as much is written as the disk takes, and the rest of the test grows with that. */
  readonly onDisk?: boolean
}

/**
 * A new folder for what nobody keeps: in memory, where there is enough. To make the 600 files of a database takes 20
 * milliseconds there, and on some disks 400, and a run makes hundreds of databases.
 */
export async function scratchFolder(prefix: string, { onDisk = false }: ScratchOptions = {}): Promise<string> {
  const inMemory = '/dev/shm'
  try {
    const { bavail, bsize } = await statfs(inMemory)
    if (!onDisk && bavail * bsize > enoughSpace) return await mkdtemp(path.join(inMemory, prefix))
  } catch {
    // There is none here, or not for us.
  }
  return await mkdtemp(path.join(tmpdir(), prefix))
}
