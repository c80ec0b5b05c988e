import type pg from 'pg'
import { firstReasonToStop } from './stop.ts'
import { type FromWorker, isToWorker } from './worker-messages.ts'

/** The supervisor, as a worker sees it. Node ends a worker whose supervisor has died. */
export interface Supervisor {
  /** The first reason to stop: a signal to this worker, or the supervisor stops. */
  readonly stopReason: Promise<string>
  /** Waits until the supervisor has opened the database. */
  requestConnection(): Promise<pg.PoolConfig>
  /** The metrics of all workers, in Prometheus' text format; undefined if they cannot be gathered. */
  requestMetrics(): Promise<string | undefined>
  tell(message: FromWorker): Promise<void>
}

/** Listens to the supervisor. Before `isStarted` a worker that is asked to stop ends at once. */
export function joinSupervisor(isStarted: () => boolean): Supervisor {
  const connection = Promise.withResolvers<pg.PoolConfig>()
  const stopped = Promise.withResolvers<string>()
  const requests = new Map<number, (text: string | undefined) => void>()
  let lastRequest = 0
  process.on('message', (message) => {
    if (!isToWorker(message)) return
    if (message.supervisor === 'open') return connection.resolve(message.connection)
    if (message.supervisor === 'metrics') return requests.get(message.request)?.(message.text)
    if (!isStarted()) process.exit(0)
    stopped.resolve(message.reason)
  })
  // Without the environment, because the parent is not npm but the supervisor.
  const stopReason = Promise.race([firstReasonToStop(isStarted, {}), stopped.promise])
  stopReason.then((reason) => tell({ worker: 'stops', reason })).catch(() => undefined)
  return {
    stopReason,
    async requestConnection() {
      await tell({ worker: 'waits' })
      return await connection.promise
    },
    async requestMetrics() {
      const request = ++lastRequest
      const { promise, resolve } = Promise.withResolvers<string | undefined>()
      requests.set(request, resolve)
      await tell({ worker: 'needs metrics', request })
      return await promise.finally(() => requests.delete(request))
    },
    tell,
  }
}

/** Resolves when the message is on its way. If the supervisor is gone, so is this process in a moment. */
function tell(message: FromWorker): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(message, undefined, {}, () => resolve())
  })
}
