import { AsyncResource } from 'node:async_hooks'
import pg from 'pg'
import { type ConnectionCheck, type SessionClient, verifySession } from './connection.ts'
import { TrackedClient } from './tracked-client.ts'
import { currentOperation, type TrackedOperation } from './tracked-operation.ts'

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
