import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import pg from 'pg'
import { type ConnectionCheck, SessionClient, verifySession } from './connection.ts'

/** What one caller has the database do: the statements so far, and the signal that ends them. */
export interface TrackedOperation {
  /** When it aborts, PostgreSQL cancels the statements that run, and later ones are refused. */
  readonly signal?: AbortSignal
  /** The SQL text of every statement, in the order in which they were sent. */
  readonly statements: string[]
}

const currentOperation = new AsyncLocalStorage<TrackedOperation>()

/** Runs `task`, records the SQL statements that it sends and cancels them when `signal` aborts. */
export function runTracked<T>(task: (operation: TrackedOperation) => Promise<T>, signal?: AbortSignal): Promise<T> {
  const operation: TrackedOperation = { signal, statements: [] }
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

/** Runs `task` and returns its result with the SQL statements that it sent through Prisma, Kysely or the pool. */
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
    const text = textOf(args[0])
    operation?.statements.push(text)
    this.#limitPrepared(args[0]?.name)
    const send = super.query.bind(this) as unknown as (...args: unknown[]) => unknown
    if (!operation?.signal || endsTransaction(text)) return send(...args)

    const last: unknown = args.at(-1)
    if (typeof last !== 'function') return this.#send(send, args, operation.signal)
    // The pool passes a callback, in which it takes the client back.
    const settle = last as Callback
    this.#send(send, args.slice(0, -1), operation.signal).then((result) => settle(undefined, result), settle)
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

  async #send(send: (...args: unknown[]) => unknown, args: unknown[], signal: AbortSignal): Promise<unknown> {
    signal.throwIfAborted()
    let cancelled: Promise<void> | undefined
    const cancel = () => {
      cancelled = cancelBackend(this)
    }
    signal.addEventListener('abort', cancel, { once: true })
    try {
      return await send(...args)
    } finally {
      signal.removeEventListener('abort', cancel)
      // The client stays ours until the cancellation has arrived, which would otherwise hit the next caller's statement.
      await cancelled
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

/** A pool whose statements belong to the operation that sends them, even when that has to wait for a connection. */
export class TrackedPool extends pg.Pool {
  readonly #check: ConnectionCheck | undefined

  constructor(config: pg.PoolConfig, check?: ConnectionCheck) {
    const onConnect = check && ((client: SessionClient) => check.admit(client))
    super({ ...config, Client: TrackedClient, verify: verifySession, onConnect } as unknown as pg.PoolConfig)
    this.#check = check
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  override connect(callback?: any): any {
    if (callback) return this.#connect(AsyncResource.bind(callback))
    return new Promise((resolve, reject) => {
      this.#connect((error, client) => (error ? reject(error as Error) : resolve(client)))
    })
  }

  /** Replaces connections that are outdated: they lead to a server that this pool has left. */
  #connect(callback: (error: unknown, client?: unknown, release?: unknown) => void): void {
    super.connect((error, client, release) => {
      if (!client || !this.#check?.isOutdated(client as unknown as SessionClient))
        return callback(error, client, release)
      release(true)
      this.#connect(callback)
    })
  }
}
