import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import pg from 'pg'
import { statementStep } from '../step.ts'
import { type ConnectionCheck, SessionClient, verifySession } from './connection.ts'

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

const currentOperation = new AsyncLocalStorage<TrackedOperation>()

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

function textOf(query: unknown): string {
  return typeof query === 'string' ? query : ((query as { text?: string }).text ?? '')
}

/** Never refused: otherwise a connection would go back to the pool in the middle of a transaction. */
function endsTransaction(text: string): boolean {
  return /^\s*(rollback|commit)\b/i.test(text)
}

type Callback = (error: unknown, result?: unknown) => void

/** Prepared statements per connection; one of a whole operation takes about 400 kB of PostgreSQL's memory. */
export const mostPrepared = 100

/** A client that records each statement with the current operation and limits its prepared statements. */
class TrackedClient extends SessionClient {
  readonly #prepared = new Set<string>()

  // The overloads of pg.Client.query cannot be implemented in one typed signature.
  // oxlint-disable-next-line typescript/no-explicit-any -- see above
  override query(...args: any[]): any {
    const operation = currentOperation.getStore()
    if (!operation || !statementStep.hasSubscribers) return this.#query(operation, args)
    const { database, host, port } = this
    const step = { text: textOf(args[0]), database, host, port }
    const query = (...given: unknown[]) => this.#query(operation, given)
    // The pool passes a callback.
    if (typeof args.at(-1) === 'function') return statementStep.traceCallback(query, -1, step, undefined, ...args)
    return statementStep.tracePromise(query, step, undefined, ...args)
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  #query(operation: TrackedOperation | undefined, args: any[]): any {
    const text = textOf(args[0])
    operation?.statements.push(text)
    this.#limitPrepared(args[0]?.name)
    if (!operation?.signal || endsTransaction(text)) return this.#submit(args)

    const last: unknown = args.at(-1)
    if (typeof last !== 'function') return this.#send(args, operation.signal)
    // The pool passes a callback, in which it takes the client back.
    this.#sendThen(args.slice(0, -1), operation.signal, last as Callback)
  }

  #submit(args: readonly unknown[]): unknown {
    return (super.query as (...given: readonly unknown[]) => unknown).apply(this, args as unknown[])
  }

  /** Makes room for a statement that is to be prepared: the one that was used longest ago is dropped. */
  #limitPrepared(name: string | undefined): void {
    if (name === undefined) return
    this.#prepared.delete(name)
    this.#prepared.add(name)
    if (this.#prepared.size > mostPrepared) this.#drop(this.#prepared.values().next().value as string)
  }

  #drop(name: string): void {
    this.#prepared.delete(name)
    const { connection } = this as unknown as { connection: { parsedStatements: Record<string, string> } }
    super.query(`deallocate ${this.escapeIdentifier(name)}`).then(
      () => {
        delete connection.parsedStatements[name]
      },
      // In a transaction that has failed it stays, and is dropped later.
      () => this.#prepared.add(name),
    )
  }

  async #send(args: readonly unknown[], signal: AbortSignal): Promise<unknown> {
    signal.throwIfAborted()
    const end = this.#cancelWith(signal)
    try {
      return await this.#submit(args)
    } finally {
      await end()
    }
  }

  /** The same with a callback, because promises cost as much as all the rest here. */
  #sendThen(args: readonly unknown[], signal: AbortSignal, settle: Callback): void {
    if (signal.aborted) return queueMicrotask(() => settle(signal.reason))
    const end = this.#cancelWith(signal)
    const ended: Callback = (error, result) => {
      const cancelled = end()
      if (cancelled) cancelled.then(() => settle(error, result), settle)
      else settle(error, result)
    }
    this.#submit([...args, ended])
  }

  /**
   * Cancels what runs when the signal aborts, until the function that it returns is called. The client stays ours until a
   * cancellation has arrived, for which that returns a promise: it would otherwise hit the next caller's statement.
   */
  #cancelWith(signal: AbortSignal): () => Promise<void> | undefined {
    let cancelled: Promise<void> | undefined
    const cancel = () => {
      cancelled = cancelBackend(this)
    }
    signal.addEventListener('abort', cancel, { once: true })
    return () => {
      signal.removeEventListener('abort', cancel)
      return cancelled
    }
  }
}

/** Cancels the statement that `client` runs, over a connection of its own, because the pool may be exhausted. */
async function cancelBackend(client: pg.Client): Promise<void> {
  const { host, port, user, database, password, ssl, processID } = client as pg.Client & { processID: number }
  const other = new pg.Client({ host, port, user, database, ssl, password: password ?? undefined })
  try {
    await other.connect()
    await other.query('select pg_cancel_backend($1)', [processID])
  } catch {
    // The statement then ends by its time limit.
  } finally {
    await other.end().catch(() => undefined)
  }
}

/** Connections that one operation may have at a time, if half of the pool is free; one otherwise. */
const mostConnections = 2

type Checkout = (error?: Error, client?: pg.PoolClient, release?: (error?: unknown) => void) => void

/**
 * A pool whose statements belong to the operation that sends them, even when that has to wait for a connection. An
 * operation that can be cancelled never takes all connections: its statements wait for each other.
 */
export class TrackedPool extends pg.Pool {
  readonly #operations = new WeakMap<pg.PoolClient, TrackedOperation>()
  readonly #check: ConnectionCheck | undefined

  constructor(config: pg.PoolConfig, check?: ConnectionCheck) {
    const onConnect = check && ((client: SessionClient) => check.admit(client))
    super({ ...config, Client: TrackedClient, verify: verifySession, onConnect } as unknown as pg.PoolConfig)
    this.#check = check
    this.on('release', (_error, client) => this.#giveBack(client))
  }

  override connect(): Promise<pg.PoolClient>
  override connect(callback: Parameters<pg.Pool['connect']>[0]): void
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  override connect(callback?: any): any {
    if (callback) {
      const scope = new AsyncResource('TrackedPool')
      return this.#connect((...given) => scope.runInAsyncScope(callback as Checkout, undefined, ...given))
    }
    return new Promise<pg.PoolClient>((resolve, reject) => {
      this.#connect((error, client) => (client ? resolve(client) : reject(error as Error)))
    })
  }

  #connect(callback: Checkout): void {
    const operation = currentOperation.getStore()
    if (operation?.signal) this.#checkout(operation, callback)
    else this.#take(callback)
  }

  /** Takes a connection for an operation, when it may have one more. */
  #checkout(operation: TrackedOperation, callback: Checkout): void {
    if (!this.#mayTakeMore(operation)) {
      operation.waiting.push(() => this.#checkout(operation, callback))
      return
    }
    operation.connections += 1
    const taken: Checkout = (error, client, release) => {
      if (client) this.#operations.set(client, operation)
      else this.#freed(operation)
      callback(error, client, release)
    }
    this.#take(taken)
  }

  /** Takes a connection, and replaces those that are outdated: they lead to a server that this pool has left. */
  #take(callback: Checkout): void {
    const taken: Checkout = (error, client, release) => {
      if (!client || !this.#check?.isOutdated(client as unknown as SessionClient))
        return callback(error, client, release)
      release?.(true)
      this.#take(callback)
    }
    super.connect(taken as Parameters<pg.Pool['connect']>[0])
  }

  /** Asks the database for nothing, over a connection of its own when all others are in use. Rejects without an answer. */
  async ping(): Promise<void> {
    if (this.idleCount > 0 || this.totalCount < this.options.max) {
      await this.query('select 1')
      return
    }
    const client = new pg.Client(this.options)
    try {
      await client.connect()
      await client.query('select 1')
    } finally {
      await client.end().catch(() => undefined)
    }
  }

  #mayTakeMore({ connections }: TrackedOperation): boolean {
    if (connections === 0) return true
    const busy = this.totalCount - this.idleCount
    return connections < mostConnections && this.waitingCount === 0 && busy < this.options.max / 2
  }

  #giveBack(client: pg.PoolClient): void {
    const operation = this.#operations.get(client)
    if (!operation) return
    this.#operations.delete(client)
    this.#freed(operation)
  }

  #freed(operation: TrackedOperation): void {
    operation.connections -= 1
    operation.waiting.shift()?.()
  }
}
