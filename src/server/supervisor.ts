import cluster from 'node:cluster'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Config } from '../config.ts'
import { DossierError } from '../errors.ts'
import type { Log } from '../log.ts'
import { gatherMetrics } from '../metrics/workers.ts'
import { findAddress } from './listen.ts'
import { type FromWorker, listensVariable, type ToWorker } from './worker-messages.ts'
import { startWorker, type WorkerProcess } from './worker-process.ts'

/** Several processes that answer on one port. */
export interface Workers {
  /** Their address, with a slash at the end. */
  readonly url: string
  /**
   * Has all workers answer from a database, and those that replace them. Resolves when each place has had one that is
   * ready.
   *
   * @throws DossierError when a worker refuses to start.
   */
  open(connection: pg.PoolConfig): Promise<void>
  /** Has all workers answer their last requests and end. Those that do not end in time are killed. */
  close(milliseconds: number): Promise<void>
}

/** Milliseconds that a worker has beyond the time for its requests, to close its connections and end. */
const endTimeout = 5_000

/** Milliseconds before a worker is replaced: this long, doubled for each that ends soon after its start, to the longest. */
const shortestWait = 100
const longestWait = 10_000

/** Milliseconds after which an end is not a problem of the start. */
const steadyTime = 10_000

/**
 * Starts the workers of the configuration, each in a place of its own, and replaces each that ends. They listen and
 * answer 503 until `open`; later ones listen when they are ready, because others answer meanwhile.
 *
 * @throws DossierError when they cannot listen: see `listen`.
 */
export async function startWorkers(config: Config, log: Log): Promise<Workers> {
  // All workers, also later ones, get the port that was found.
  const url = await findAddress(config)
  cluster.setupPrimary({ exec: path.join(import.meta.dirname, '../worker-main.ts'), args: [] })
  const crew: Crew = {
    log,
    env: { PORT: new URL(url).port || '80' },
    running: new Set(),
    stopping: new AbortController(),
    metrics: gatherMetrics(),
    connection: undefined,
    isStarted: false,
  }
  // However this process ends, none of its workers is left, and none answers when its database is gone.
  process.once('exit', () => {
    for (const worker of crew.running) worker.kill()
  })
  const places = Array.from({ length: config.workers }, () => keepPlace(crew))
  const ready = Promise.all(places.map((place) => place.ready.promise))
  // Whoever calls `open` hears of it.
  ready.catch(() => undefined)
  await Promise.race(places.map((place) => place.listens.promise))
  return {
    url,
    async open(connection) {
      crew.connection = connection
      for (const worker of crew.running) worker.tell({ supervisor: 'open', connection })
      await ready
      crew.isStarted = true
    },
    close: (milliseconds) => closeAll(crew, milliseconds),
  }
}

/** What all places share. */
interface Crew {
  readonly log: Log
  readonly env: Record<string, string>
  readonly running: Set<WorkerProcess>
  readonly stopping: AbortController
  /** Writes the metrics of all workers. */
  readonly metrics: () => Promise<string>
  connection: pg.PoolConfig | undefined
  /** True when each place has had a worker that was ready. */
  isStarted: boolean
}

/** Where one worker follows the other. Both promises reject when a worker refuses to start before. */
interface Place {
  readonly crew: Crew
  /** Resolves when the first worker listens. */
  readonly listens: PromiseWithResolvers<void>
  /** Resolves when the first worker is ready. */
  readonly ready: PromiseWithResolvers<void>
}

function keepPlace(crew: Crew): Place {
  const place: Place = { crew, listens: Promise.withResolvers(), ready: Promise.withResolvers() }
  keepRunning(place).catch(place.ready.reject)
  return place
}

async function keepRunning(place: Place): Promise<void> {
  const { log, stopping } = place.crew
  for (let wait = shortestWait; !stopping.signal.aborted; ) {
    const began = Date.now()
    const { worker, reason, isAsked } = await runOne(place)
    if (stopping.signal.aborted) return
    wait = isAsked || Date.now() - began >= steadyTime ? shortestWait : Math.min(wait * 2, longestWait)
    if (isAsked) log.info({ worker, reason }, 'A worker stops: starting another')
    else log.error({ worker, reason, wait }, 'A worker ended by itself: starting another')
    await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined)
  }
}

/** Why a worker takes no more requests. */
interface Leaving {
  readonly worker?: number | undefined
  /** A signal, an exit code, or why it refuses to start. */
  readonly reason: string
  /** True: somebody asked it to stop, and it answers its requests first. */
  readonly isAsked: boolean
}

/** Runs a worker, and resolves when it takes no more requests. */
async function runOne(place: Place): Promise<Leaving> {
  const { log, env, running, connection } = place.crew
  const { promise, resolve } = Promise.withResolvers<Leaving>()
  try {
    const listens = connection ? 'when ready' : 'at once'
    const worker = startWorker({ ...env, [listensVariable]: listens }, (message) =>
      hear(message, worker, place, resolve),
    )
    running.add(worker)
    log.info({ worker: worker.pid }, 'Started a worker')
    const leave = (reason: string) => {
      running.delete(worker)
      log.info({ worker: worker.pid, reason }, 'A worker has ended')
      resolve({ worker: worker.pid, reason, isAsked: false })
    }
    worker.ended.then(leave, leave)
  } catch (error) {
    // The system has no room for another process.
    resolve({ reason: (error as Error).message, isAsked: false })
  }
  return await promise
}

function hear(message: FromWorker, worker: WorkerProcess, place: Place, leave: (leaving: Leaving) => void): void {
  const { connection, log, stopping } = place.crew
  switch (message.worker) {
    case 'waits':
      place.listens.resolve()
      // It could not hear this before.
      if (connection) worker.tell({ supervisor: 'open', connection })
      if (stopping.signal.aborted) worker.tell(stop)
      break
    case 'needs metrics':
      tellMetrics(worker, message.request, place.crew)
      break
    case 'is ready':
      log.info({ worker: worker.pid }, 'A worker is ready')
      place.ready.resolve()
      break
    case 'stops':
      leave({ worker: worker.pid, reason: message.reason, isAsked: true })
      break
    case 'refuses': {
      // The whole start is given up.
      if (!place.crew.isStarted) stopping.abort()
      const fault = new DossierError('UNAVAILABLE', message.message)
      place.listens.reject(fault)
      place.ready.reject(fault)
      leave({ worker: worker.pid, reason: message.message, isAsked: false })
    }
  }
}

/** Gathers the metrics of all workers for the one that was asked for them. */
function tellMetrics(worker: WorkerProcess, request: number, { log, metrics }: Crew): void {
  const tell = (text: string | undefined) => worker.tell({ supervisor: 'metrics', request, text })
  metrics().then(tell, (error: unknown) => {
    log.warn({ err: error }, 'The metrics of the workers cannot be gathered')
    tell(undefined)
  })
}

const stop: ToWorker = { supervisor: 'stop', reason: 'The server stops' }

async function closeAll({ log, running, stopping }: Crew, milliseconds: number): Promise<void> {
  stopping.abort()
  for (const worker of running) worker.tell(stop)
  const ended = Promise.all([...running].map((worker) => worker.ended))
  await Promise.race([ended, sleep(milliseconds + endTimeout, undefined, { ref: false })])
  for (const worker of running) {
    log.error({ worker: worker.pid }, 'A worker does not end: killing it')
    worker.kill()
  }
  await ended
}
