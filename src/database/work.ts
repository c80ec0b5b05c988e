import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import pg from 'pg'

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
  return works.run(work, () => task(work))
}

/** Runs `task` and tells which SQL statements it sent, through whichever door. */
export async function recordStatements<T>(task: () => Promise<T>): Promise<{ result: T; statements: string[] }> {
  return await runWork(async (work) => ({ result: await task(), statements: work.statements }))
}

function textOf(query: unknown): string {
  return typeof query === 'string' ? query : ((query as { text?: string }).text ?? '')
}

/** A client that books each statement on the work it is sent for. */
class WorkClient extends pg.Client {
  // The overloads of pg.Client.query cannot be implemented in one typed signature.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  override query(...args: any[]): any {
    const work = works.getStore()
    work?.statements.push(textOf(args[0]))
    // biome-ignore lint/suspicious/noExplicitAny: see above
    const result: any = (super.query as any)(...args)
    return work?.signal && result instanceof Promise ? this.#cancelling(result, work.signal) : result
  }

  async #cancelling<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
    const cancel = () => {
      const pid = (this as unknown as { processID: number }).processID
      void cancelBackend(this, pid)
    }
    if (signal.aborted) cancel()
    signal.addEventListener('abort', cancel, { once: true })
    try {
      return await result
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }
}

/** Asks PostgreSQL to give up what `client` is running, by a connection of its own: the pool may be full. */
async function cancelBackend(client: pg.Client, pid: number): Promise<void> {
  const { host, port, user, database, password } = client
  const other = new pg.Client({ host, port, user, database, password: password ?? undefined })
  try {
    await other.connect()
    await other.query('select pg_cancel_backend($1)', [pid])
  } catch {
    // The statement then ends by its time limit.
  } finally {
    await other.end().catch(() => undefined)
  }
}

/** A pool whose clients keep the caller's context, also when the caller had to wait for a free one. */
export class WorkPool extends pg.Pool {
  constructor(config: pg.PoolConfig) {
    super({ ...config, Client: WorkClient } as pg.PoolConfig)
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  override connect(callback?: any): any {
    return callback ? super.connect(AsyncResource.bind(callback)) : super.connect()
  }
}
