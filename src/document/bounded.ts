import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { DossierError, type ErrorCode } from '../errors.ts'
import { sourceFault } from './fault.ts'
import type { TextContent, TextFormat } from './plain.ts'

/** How long the reading of one file may take, in milliseconds. */
export const longestReading = 60_000

/** How much memory it may take. Half of it is enough for a page of 20 MB or a PDF of a thousand pages. */
const mostMemory = 1536 * 1024 * 1024

const watchEvery = 100

/** Forms whose readers are large programs: a small file can keep them busy for ever, or make them take all memory. */
export type BoundedFormat = Extract<TextFormat, 'markdown' | 'html' | 'pdf'>

/** What the thread is given. */
export interface ReadingTask {
  readonly bytes: Uint8Array
  readonly format: BoundedFormat
  readonly file?: string
}

/** What the thread answers. */
export type ReadingAnswer =
  | { readonly content: TextContent }
  | {
      readonly fault: { readonly code: ErrorCode; readonly message: string; readonly details: Record<string, unknown> }
    }

/**
 * Reads a source in a thread of its own, which is ended when it takes too long or too much memory.
 *
 * @throws DossierError BAD_USER_INPUT for a source that cannot be read, or only without those limits.
 */
export async function readBounded(bytes: Uint8Array, format: BoundedFormat, file?: string): Promise<TextContent> {
  const task: ReadingTask = { bytes, format, file }
  const worker = new Worker(new URL('reading-thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: mostMemory / 1024 / 1024, stackSizeMb: 4 },
  })
  const limits = new AbortController()
  const watch = watchLimits(limits, file)
  try {
    const [answer] = (await once(worker, 'message', { signal: limits.signal })) as [ReadingAnswer]
    if ('content' in answer) return answer.content
    throw new DossierError(answer.fault.code, answer.fault.message, answer.fault.details)
  } catch (error) {
    if (limits.signal.aborted) throw limits.signal.reason
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') throw memoryFault(file)
    throw error
  } finally {
    clearInterval(watch)
    await worker.terminate()
  }
}

/** What is decompressed is outside of the memory that a thread can be limited to, so all of the process is watched. */
function watchLimits(limits: AbortController, file?: string): NodeJS.Timeout {
  const start = performance.now()
  const before = process.memoryUsage.rss()
  return setInterval(() => {
    if (process.memoryUsage.rss() - before > mostMemory) limits.abort(memoryFault(file))
    if (performance.now() - start > longestReading) {
      const seconds = longestReading / 1000
      limits.abort(
        sourceFault(
          `reading it takes longer than ${seconds} seconds; divide it, or save it as plain text`,
          undefined,
          file,
        ),
      )
    }
  }, watchEvery)
}

function memoryFault(file?: string): DossierError {
  const most = `${mostMemory / 1024 / 1024} MB`
  return sourceFault(
    `reading it takes more than ${most} of memory; divide it, or save it as plain text`,
    undefined,
    file,
  )
}
