import type { ChildProcess } from 'node:child_process'
import cluster from 'node:cluster'
import { type FromWorker, isFromWorker, type ToWorker } from './worker-messages.ts'

/** A worker, as its supervisor sees it. */
export interface WorkerProcess {
  readonly pid: number | undefined
  /** Resolves when the process has ended, to its exit code or signal in words. */
  readonly ended: Promise<string>
  tell(message: ToWorker): void
  kill(): void
}

/** Starts a process of the program that `cluster.setupPrimary` names; `hear` gets what it says. */
export function startWorker(env: Record<string, string>, hear: (message: FromWorker) => void): WorkerProcess {
  const worker = cluster.fork(env)
  const { process: child } = worker
  closeLostConnections(child)
  worker.on('message', (message: unknown) => {
    if (isFromWorker(message)) hear(message)
  })
  return {
    pid: child.pid,
    ended: new Promise((resolve) => {
      // "close" comes after the last message; "exit" may come before it.
      child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`))
      // Without a listener an error would end the supervisor. One that comes later is of a message to a dead worker.
      worker.on('error', (error) => {
        if (child.pid === undefined) resolve(error.message)
      })
    }),
    tell(message) {
      if (worker.isConnected()) worker.send(message)
    },
    kill: () => child.kill('SIGKILL'),
  }
}

/** Milliseconds after which a connection that a worker gave back is with another worker, or with none. */
const returnTime = 2_000

/**
 * Closes connections that would be lost. Node hands them to a worker one at a time, and forgets one if the worker dies
 * before it says that it has it, or gives it back when no other worker listens any more. The connection stays open then,
 * and its caller would wait for ever. Closing one that has arrived does nothing, because it is closed here already.
 */
function closeLostConnections(child: ChildProcess): void {
  const send = child.send.bind(child) as (...args: unknown[]) => boolean
  let last: { close?(): void } | undefined
  child.send = (message: unknown, connection?: unknown, ...rest: unknown[]) => {
    if (connection) last = connection
    return send(message, connection, ...rest)
  }
  const messages: NodeJS.EventEmitter = child
  messages.on('internalMessage', ({ accepted }: { accepted?: boolean }) => {
    const returned = last
    if (accepted === false) setTimeout(() => returned?.close?.(), returnTime).unref()
  })
  child.once('close', (code) => {
    // A worker that ends in order has got or given back all of them.
    if (code !== 0) last?.close?.()
  })
}
