import type pg from 'pg'

/** Tells a worker when to listen: `at once`, so that the port answers "starting", or `when ready`. */
export const listensVariable = 'DOSSIER_WORKER_LISTENS'

/** What a worker tells its supervisor. */
export type FromWorker =
  /** Somebody asks it for the metrics of all workers. */
  | { readonly worker: 'needs metrics'; readonly request: number }
  /** It waits to be told which database to open. */
  | { readonly worker: 'waits' }
  /** It answers questions. */
  | { readonly worker: 'is ready' }
  /** It answers the requests that it has, and then ends. */
  | { readonly worker: 'stops'; readonly reason: string }
  /** It cannot start; the message tells the operator what to do. */
  | { readonly worker: 'refuses'; readonly message: string }

/** What a supervisor tells a worker. */
export type ToWorker =
  | { readonly supervisor: 'open'; readonly connection: pg.PoolConfig }
  /** The metrics of all workers; undefined: they could not be gathered. */
  | { readonly supervisor: 'metrics'; readonly request: number; readonly text: string | undefined }
  | { readonly supervisor: 'stop'; readonly reason: string }

/** Other packages may use the same channel. */
export function isFromWorker(message: unknown): message is FromWorker {
  return typeof message === 'object' && message !== null && 'worker' in message
}

export function isToWorker(message: unknown): message is ToWorker {
  return typeof message === 'object' && message !== null && 'supervisor' in message
}
