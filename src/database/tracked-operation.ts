import { AsyncLocalStorage } from 'node:async_hooks'

/** What one caller has the database do: the statements so far, and the signal that ends them. */
export interface TrackedOperation {
  /** When it aborts, PostgreSQL cancels the statements that run, and later ones are refused. */
  readonly signal?: AbortSignal
  /** The SQL text of every statement, in the order in which they were sent. */
  readonly statements: string[]
  /** Connections that it has at the moment, and what waits until it gives one back. */
  connections: number
  readonly waiting: (() => void)[]
}

/** The operation on whose behalf code runs. */
export const currentOperation = new AsyncLocalStorage<TrackedOperation>()

/** Runs `task`, records the SQL statements that it sends and cancels them when `signal` aborts. */
export function runTracked<T>(task: (operation: TrackedOperation) => Promise<T>, signal?: AbortSignal): Promise<T> {
  const operation: TrackedOperation = { signal, statements: [], connections: 0, waiting: [] }
  // Awaited inside, because Prisma sends a query only when somebody awaits its promise.
  return currentOperation.run(operation, async () => await task(operation))
}

/**
 * Runs `task` for at most `milliseconds`, then rejects at once and cancels the statements that still run. It does not
 * wait for the cancellation, because a database that hangs does not confirm that either.
 */
export async function runWithin<T>(milliseconds: number, task: () => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    const error = new Error(`The database did not answer within ${milliseconds} milliseconds`)
    controller.abort(error)
    reject(error)
  }, milliseconds)
  try {
    return await Promise.race([runTracked(task, controller.signal), late])
  } finally {
    clearTimeout(timer)
  }
}

/** Runs `task` and returns its result with the SQL statements that it sent through Prisma or the pool. */
export async function recordStatements<T>(task: () => Promise<T>): Promise<{ result: T; statements: string[] }> {
  return await runTracked(async ({ statements }) => ({ result: await task(), statements }))
}
