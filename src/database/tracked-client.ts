import pg from 'pg'
import { statementStep } from '../step.ts'
import { SessionClient } from './connection.ts'
import { currentOperation, type TrackedOperation } from './tracked-operation.ts'

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
export class TrackedClient extends SessionClient {
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
