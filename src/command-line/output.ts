import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { DossierError } from '../errors.ts'

/** A file while it is made, a piece at a time. */
export type Pieces = AsyncIterable<string | Uint8Array>

/** Writes pieces to standard output, no faster than they are read there. */
export async function printAll(pieces: Pieces): Promise<void> {
  let isBegun = false
  try {
    for await (const piece of pieces) {
      const fault = await new Promise<Error | null | undefined>((resolve) => process.stdout.write(piece, resolve))
      // A reader such as `head` has enough.
      if (fault) return
      isBegun = true
    }
  } catch (error) {
    // Not tried again, because the beginning is printed already.
    if (!isBegun || error instanceof DossierError) throw error
    throw new DossierError('UNAVAILABLE', 'The database went away before everything was printed. Start again.')
  }
}

/**
 * Writes a file whole or not at all.
 *
 * @throws DossierError BAD_USER_INPUT when it cannot be written.
 */
export async function writeFileWhole(pieces: Pieces, file: string): Promise<void> {
  const partial = `${file}.partial`
  try {
    await pipeline(pieces, createWriteStream(partial))
    await rename(partial, file)
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined)
    throw fileFault(error, file)
  }
}

/** What a file system answers where a file cannot be. */
const refusals = ['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG', 'ENOSPC', 'EDQUOT']

function fileFault(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined || !refusals.includes(code)) return error
  return new DossierError('BAD_USER_INPUT', `${file} cannot be written (${code}). Give another file by --out.`, {
    file,
  })
}
