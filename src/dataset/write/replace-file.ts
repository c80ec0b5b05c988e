import { randomUUID } from 'node:crypto'
import { realpath, rename, rm, writeFile } from 'node:fs/promises'
import { DossierError } from '../../errors.ts'

/**
 * Writes a file atomically, so that it is never half written. Where a symbolic link stands, the file that it leads to is
 * replaced.
 *
 * @throws DossierError UNAVAILABLE when it cannot be written, such as on a full disk.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  const real = await realpath(file).catch(() => file)
  const unfinished = `${real}.${randomUUID()}.tmp`
  try {
    await writeFile(unfinished, text)
    await rename(unfinished, real)
  } catch (error) {
    throw unwritable(file, error)
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** The error for a file or folder that cannot be written; anything but an error of the system as it is. */
export function unwritable(file: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === undefined) return error
  return new DossierError(
    'UNAVAILABLE',
    `${file} cannot be written (${message}). It is as it was.`,
    {},
    { cause: error },
  )
}
