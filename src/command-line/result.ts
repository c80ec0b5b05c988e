import { CommanderError } from 'commander'
import { databaseFault } from '../database/fault.ts'
import { DossierError } from '../errors.ts'

/** What a command found out. */
export interface Answer {
  /** False when it found something in the data that is not right. */
  readonly ok: boolean
  /** For machines: what `--json` prints beside `ok`. */
  readonly data: Readonly<Record<string, unknown>>
  /** For people; lines without a last line end. */
  readonly text: string
}

/** What scripts may rely on. */
export const exitCodes = {
  fine: 0,
  /** Something in the data is not right. */
  problems: 1,
  /** The command, an option, an argument or a variable of the environment is not right. */
  usage: 2,
  /** The database cannot be reached, or a fault of ours. */
  failure: 3,
} as const

/** A command that was called wrongly in a way that the library for command lines cannot know. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** An error as a command reports it. */
export interface Failure {
  readonly exitCode: number
  readonly message: string
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
}

export function readFailure(error: unknown): Failure {
  if (error instanceof CommanderError) {
    const exitCode = error.exitCode === 0 ? exitCodes.fine : exitCodes.usage
    return { exitCode, code: 'BAD_USAGE', message: error.message.replace(/^error: /, ''), details: {} }
  }
  if (error instanceof UsageError) {
    return { exitCode: exitCodes.usage, code: 'BAD_USAGE', message: error.message, details: {} }
  }
  const known = error instanceof DossierError ? error : databaseFault(error, 0)
  if (known === undefined) {
    const message = 'Something went wrong that should not have. With LOG_LEVEL=debug the error is shown whole.'
    return { exitCode: exitCodes.failure, code: 'INTERNAL_SERVER_ERROR', message, details: {} }
  }
  const isOurs = ['UNAVAILABLE', 'TIMED_OUT', 'INTERNAL_SERVER_ERROR'].includes(known.code)
  const exitCode = isOurs ? exitCodes.failure : exitCodes.problems
  return { exitCode, code: known.code, message: known.message, details: known.details }
}
