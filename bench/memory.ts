import { readFile } from 'node:fs/promises'
import { processesOf } from './processes.ts'

/**
 * Megabytes of memory that a server holds (RSS), together with its workers: what they share counts for each. Null where
 * the system does not say.
 */
export async function residentMegabytes(pid: number): Promise<number | null> {
  const sizes = await Promise.all((await processesOf(pid)).map(residentKilobytes))
  const known = sizes.filter((size) => size !== undefined)
  return known.length === 0 ? null : Math.round(known.reduce((sum, size) => sum + size, 0) / 1024)
}

async function residentKilobytes(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes)
}
