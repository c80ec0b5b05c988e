import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import { linesOf } from '../document/records/lines.ts'

/** A list that is too long for the memory: values in a file, which are written once and read as often as needed. */
export class Spool<T> {
  readonly #file: string
  readonly #stream
  #error: Error | undefined

  constructor(folder: string, name: string) {
    this.#file = path.join(folder, `${name}.ndjson`)
    this.#stream = createWriteStream(this.#file)
    this.#stream.on('error', (error) => {
      this.#error = error
    })
  }

  async add(value: T): Promise<void> {
    if (this.#error !== undefined) throw this.#error
    if (!this.#stream.write(`${JSON.stringify(value)}\n`)) await once(this.#stream, 'drain')
  }

  /** Call it after the last value, before the first is read. */
  async end(): Promise<void> {
    this.#stream.end()
    await finished(this.#stream)
  }

  async *read(): AsyncGenerator<T> {
    for await (const line of linesOf(createReadStream(this.#file))) yield JSON.parse(line) as T
  }
}

/** Runs `task` with a folder of its own for spools, and removes it. */
export async function withSpools<T>(task: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dossier-import-'))
  try {
    return await task(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** So many at a time. */
export async function* batchesOf<T>(values: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const value of values) {
    batch.push(value)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
