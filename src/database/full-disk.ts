import { statfs } from 'node:fs/promises'
import { DossierError } from '../errors.ts'
import { isUnreachable, layers } from './fault.ts'

/** What Node and SQLite say; programs that we run say it in words only. */
const codes = new Set<unknown>(['ENOSPC', 'EDQUOT'])
const sqliteFull = 13
const words = /no space left on device|check free disk space|disk quota exceeded|database or disk is full/i

/** Bytes of a segment of PostgreSQL's log of changes. Without room for the next one it ends in the midst of its work. */
const segmentBytes = 16 * 1024 * 1024

/** Whether an error of files or programs says that a disk is full. */
export function isFullDisk(error: unknown): boolean {
  return layers(error).some(
    ({ code, errcode, message }) =>
      codes.has(code) || errcode === sqliteFull || (typeof message === 'string' && words.test(message)),
  )
}

/** Whether an error is PostgreSQL's own, which says that its disk is full. */
function isFullDatabase(error: unknown): boolean {
  return layers(error).some(({ code, originalCode }) => code === '53100' || originalCode === '53100')
}

/**
 * Whether PostgreSQL failed because the disk of its folder is full. Where it ended because of that, the error tells only
 * that the connection broke.
 */
export async function isOutOfSpace(error: unknown, dataDir: string): Promise<boolean> {
  if (isFullDatabase(error)) return true
  if (!isUnreachable(error)) return false
  const { bavail, bsize } = await statfs(dataDir).catch(() => ({ bavail: Number.POSITIVE_INFINITY, bsize: 1 }))
  return bavail * bsize < segmentBytes
}

/** Says that the disk of our own PostgreSQL is full. */
export function fullDisk(dataDir: string, cause: unknown): DossierError {
  return new DossierError(
    'UNAVAILABLE',
    `No space left on the disk of DOSSIER_DATA_DIR (${dataDir}): make room on it, or set DOSSIER_DATA_DIR to a folder on another disk.`,
    {},
    { cause },
  )
}
