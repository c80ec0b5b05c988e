import type { ExecutionResult } from 'graphql'
import { runTracked } from '../../database/tracked-operation.ts'
import { DossierError, readableNumber } from '../../errors.ts'
import type { Limits } from './limits.ts'

/** A result of GraphQL, whose errors are whatever was thrown. */
export interface RawResult extends Omit<ExecutionResult, 'errors'> {
  readonly errors?: readonly unknown[]
}

interface Execution {
  readonly result: RawResult
  /** The SQL texts that were sent, in their order. */
  readonly statements: readonly string[]
}

/**
 * Runs `task` for at most `limits.operationMs`, and for as long as `caller` does not abort. Its signal then aborts, and
 * PostgreSQL cancels its statements. Never rejects: what `task` throws becomes an error of the result.
 */
export async function runLimited(
  limits: Limits,
  caller: AbortSignal,
  task: (signal: AbortSignal) => Promise<RawResult>,
): Promise<Execution> {
  const controller = new AbortController()
  const { signal } = controller
  const { promise: ended, reject } = Promise.withResolvers<never>()
  ended.catch(() => undefined)
  const end = (reason: unknown) => {
    controller.abort(reason)
    reject(reason as Error)
  }
  const leave = () => end(caller.reason)
  caller.addEventListener('abort', leave, { once: true })
  if (caller.aborted) leave()
  const timer = setTimeout(() => end(timedOut(limits)), limits.operationMs)
  return await runTracked(async ({ statements }) => {
    try {
      const running = task(signal)
      // Once it has ended, nobody waits for what still runs.
      running.catch(() => undefined)
      return { statements, result: await Promise.race([running, ended]) }
    } catch (error) {
      return { statements, result: signal.aborted ? { data: null, errors: [signal.reason] } : { errors: [error] } }
    } finally {
      clearTimeout(timer)
      caller.removeEventListener('abort', leave)
    }
  }, signal)
}

function timedOut({ operationMs }: Limits): DossierError {
  const message = `The operation was cancelled after ${readableNumber(operationMs / 1000)} seconds, the most that one operation may take. Ask for less at once: smaller pages, or a narrower filter.`
  return new DossierError('TIMED_OUT', message, { limit: 'operationMs', maximum: operationMs })
}
