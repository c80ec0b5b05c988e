import { statfs } from 'node:fs/promises'
import { DossierError } from '../errors.ts'
import { layers } from './fault.ts'

/** What Node, PostgreSQL and SQLite say; programs that we run say it in words only. */
const codes = new Set(['ENOSPC', 'EDQUOT', '53100'])
const sqliteFull = 13
const words = /no space left on device|check free disk space|disk quota exceeded|database or disk is full/i

/** Bytes of a segment of PostgreSQL's log of changes. Without room for the next one it ends in the midst of its work. */
const segmentBytes = 16 * 1024 * 1024

/** Whether an error says that a disk is full. */
export function isFullDisk(error: unknown): boolean {
  return layers(error).some(
    ({ code, originalCode, errcode, message }) =>
      [code, originalCode].some((each) => typeof each === 'string' && codes.has(each)) ||
      errcode === sqliteFull ||
      (typeof message === 'string' && words.test(message)),
  )
}

/** Whether PostgreSQL, with its data in this folder, may just have ended because the disk is full. */
export async function hasNoRoom(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: Number.POSITIVE_INFINITY, bsize: 1 }))
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
