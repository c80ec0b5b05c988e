import { readFile, stat } from 'node:fs/promises'
import { DossierError } from '../errors.ts'
import { refuseSize } from './decode.ts'
import { sourceFault } from './fault.ts'

/** The bytes of a file. Its size is checked before it is read. */
export async function readSource(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file)
    // What it is, is not known yet.
    refuseSize(size, true, file)
    return await readFile(file)
  } catch (error) {
    if (error instanceof DossierError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') {
      throw new DossierError(
        'NOT_FOUND',
        `There is no file "${file}"; give the path of a source file.`,
        {},
        { cause: error },
      )
    }
    if (code === 'EISDIR') throw sourceFault('this is a folder; give the path of a source file', undefined, file)
    if (code === 'EACCES') throw sourceFault('the file may not be read by this user', undefined, file)
    throw error
  }
}
