import { readFile } from 'node:fs/promises'

/** A server and its workers: its process and those that it has started; the first alone where the system does not say. */
export async function processesOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  return [pid, ...children.split(' ').filter(Boolean).map(Number)]
}
