import { spawn } from 'node:child_process'
import path from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { DossierError, type ErrorCode } from '../errors.ts'
import { sourceFault } from './fault.ts'
import type { TextContent, TextFormat } from './plain.ts'

/** How long the reading of one file may take, in seconds. */
const longestReading = 60

/** How much memory it may take, in MB. A page of 20 MB and a PDF of a thousand pages need half of it. */
const mostMemory = 1536

/** Forms whose readers are large programs: a small file can keep them busy for ever, or make them take all memory. */
export type BoundedFormat = Extract<TextFormat, 'markdown' | 'html' | 'pdf'>

/** What the other process is asked; the bytes come on its standard input. */
export interface ReadingTask {
  readonly format: BoundedFormat
  readonly file?: string
  readonly seconds: number
  readonly megabytes: number
}

/** What it answers on its standard output. */
export type ReadingAnswer =
  | { readonly content: TextContent }
  | {
      readonly fault: { readonly code: ErrorCode; readonly message: string; readonly details: Record<string, unknown> }
    }

/** What it says on standard error before it ends itself. */
export const endings = { time: 'dossier: too much time', memory: 'dossier: too much memory' } as const

/** What V8 says when it ends a process for want of memory. */
const outOfMemory = /out of memory|Allocation failed|invalid (?:table|array) (?:size|length)/iu

/**
 * Reads a source in a process of its own, which ends itself when it takes too long or too much memory. A thread would not
 * do: where V8 gives up for want of memory, it ends the process with all its threads.
 *
 * @throws DossierError BAD_USER_INPUT for a source that cannot be read, or only without those limits.
 */
export async function readBounded(bytes: Uint8Array, format: BoundedFormat, file?: string): Promise<TextContent> {
  const task: ReadingTask = { format, file, seconds: longestReading, megabytes: mostMemory }
  const { output, errors, code } = await runReader(bytes, task)
  if (code === 0) {
    const answer = JSON.parse(output) as ReadingAnswer
    if ('content' in answer) return answer.content
    throw new DossierError(answer.fault.code, answer.fault.message, answer.fault.details)
  }
  const advice = 'divide it, or save it as plain text'
  if (errors.includes(endings.time)) {
    throw sourceFault(`reading it takes more than ${longestReading} seconds; ${advice}`, undefined, file)
  }
  if (errors.includes(endings.memory) || outOfMemory.test(errors)) {
    throw sourceFault(`reading it takes more than ${mostMemory} MB of memory; ${advice}`, undefined, file)
  }
  throw new Error(`The process that reads a text ended with ${code}: ${errors}`)
}

async function runReader(bytes: Uint8Array, task: ReadingTask) {
  const program = path.join(import.meta.dirname, 'reading-process.ts')
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${task.megabytes}`, '--disable-warning=ExperimentalWarning', program, JSON.stringify(task)],
    // It needs nothing of the environment, which holds the address of the database, but what Windows needs.
    { env: { SystemRoot: process.env.SystemRoot }, stdio: ['pipe', 'pipe', 'pipe'] },
  )
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  // A process that has ended reads no further.
  child.stdin.on('error', () => {})
  child.stdin.end(bytes)
  const [output, errors, code] = await Promise.all([buffer(child.stdout), text(child.stderr), ended])
  return { output: output.toString('utf8'), errors, code }
}
