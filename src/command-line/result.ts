import { CommanderError } from 'commander'
import { databaseFault } from '../database/fault.ts'
import { DossierError } from '../errors.ts'

/** What a command prints. */
export interface CommandResult {
  /** False when the command found a problem in the data. */
  readonly ok: boolean
  /** Undefined: 0 if it is ok, 1 if not. */
  readonly exitCode?: number
  /** For programs: the fields that `--json` prints beside `ok`. */
  readonly data: Readonly<Record<string, unknown>>
  /** For people: lines, without a line end after the last one. */
  readonly text: string
}

/** The exit codes of the process. Scripts may rely on them. */
export const exitCodes = {
  fine: 0,
  /** There is a problem in the data. */
  problems: 1,
  /** The command, an option, an argument or a variable of the environment is wrong. */
  usage: 2,
  /** The database cannot be reached, or there is a bug. */
  failure: 3,
} as const

/** An error in how a command was called that the library for command lines cannot know. */
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

/** Turns anything that was thrown into what a command reports. */
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
    const message = 'Something went wrong in Dossier itself. Set LOG_LEVEL=debug to see the whole error.'
    return { exitCode: exitCodes.failure, code: 'INTERNAL_SERVER_ERROR', message, details: {} }
  }
  const isOurs = ['UNAVAILABLE', 'TIMED_OUT', 'INTERNAL_SERVER_ERROR'].includes(known.code)
  const exitCode = isOurs ? exitCodes.failure : exitCodes.problems
  return { exitCode, code: known.code, message: known.message, details: known.details }
}
