import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import pg from 'pg'
import { SessionClient, verifySession } from './connection.ts'

/** A piece of work on behalf of one caller: what it sent to the database, and when it may stop. */
export interface Work {
  /** The caller has gone: statements that still run are cancelled in PostgreSQL, later ones are refused. */
  readonly signal?: AbortSignal
  /** Every SQL text, in the order it was sent. */
  readonly statements: string[]
}

const works = new AsyncLocalStorage<Work>()

/** Runs `task`; its SQL statements are recorded, and cancelled when `signal` aborts. */
export function runWork<T>(task: (work: Work) => Promise<T>, signal?: AbortSignal): Promise<T> {
  const work: Work = { signal, statements: [] }
  // Awaited inside: Prisma's promises begin to work when somebody awaits them.
  return works.run(work, async () => await task(work))
}

/**
 * Runs `task` for so many milliseconds at most. It rejects then, at once, and what still runs is cancelled: a database
 * that hangs does not even answer that.
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
    return await Promise.race([runWork(task, controller.signal), late])
  } finally {
    clearTimeout(timer)
  }
}

/** Runs `task` and tells which SQL statements it sent, through whichever door. */
export async function recordStatements<T>(task: () => Promise<T>): Promise<{ result: T; statements: string[] }> {
  return await runWork(async (work) => ({ result: await task(), statements: work.statements }))
}

function textOf(query: unknown): string {
  return typeof query === 'string' ? query : ((query as { text?: string }).text ?? '')
}

/** The end of a transaction is never refused: its connection would go back to the pool in the middle of it. */
function endsTransaction(text: string): boolean {
  return /^\s*(rollback|commit)\b/i.test(text)
}

type Callback = (error: unknown, result?: unknown) => void

/** Statements that one connection keeps at most: each takes PostgreSQL some 100 kB. */
const mostKept = 200

/** A client that books each statement on the work it is sent for, and keeps no more statements than it should. */
class WorkClient extends SessionClient {
  readonly #kept = new Set<string>()

  // The overloads of pg.Client.query cannot be implemented in one typed signature.
  // oxlint-disable-next-line typescript/no-explicit-any -- see above
  override query(...args: any[]): any {
    const work = works.getStore()
    const text = textOf(args[0])
    work?.statements.push(text)
    this.#boundKept(args[0])
    const send = super.query.bind(this) as unknown as (...args: unknown[]) => unknown
    if (!work?.signal || endsTransaction(text)) return send(...args)

    const callback: unknown = args.at(-1)
    if (typeof callback !== 'function') return this.#send(send, args, work.signal)
    // The pool's own way: its callback gives the client back.
    const answer = callback as Callback
    this.#send(send, args.slice(0, -1), work.signal).then((result) => answer(undefined, result), answer)
  }

  /** Takes the name from a statement that the connection has no room for. */
  #boundKept(query: { name?: string }): void {
    if (query.name === undefined || this.#kept.has(query.name)) return
    if (this.#kept.size < mostKept) this.#kept.add(query.name)
    else query.name = undefined
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
      // Not before: the client would be lent to somebody else, whose statement would be cancelled.
      await cancelled
    }
  }
}

/** Asks PostgreSQL to give up what `client` is running, by a connection of its own: the pool may be full. */
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

/** A pool whose clients keep the caller's context, also when the caller had to wait for a free one. */
export class WorkPool extends pg.Pool {
  constructor(config: pg.PoolConfig) {
    super({ ...config, Client: WorkClient, verify: verifySession } as unknown as pg.PoolConfig)
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  override connect(callback?: any): any {
    return callback ? super.connect(AsyncResource.bind(callback)) : super.connect()
  }
}
