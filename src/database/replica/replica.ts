import { promisify } from 'node:util'
import pg from 'pg'
import { DossierError } from '../../errors.ts'
import { coalesced } from '../coalesced.ts'
import { SessionClient, verifySession } from '../connection.ts'
import { adviceOf, readTarget } from '../connection-fault.ts'
import { databaseFault } from '../fault.ts'
import { type ShownRow, shownOf, shownStatement } from './position.ts'
import { answerTimeout, onlyRow, readStandbyState, type StandbyState } from './server.ts'
import { type ReplicaOptions, Stay } from './stay.ts'

/** A server that is to answer reads. */
export class Replica {
  /** Its host, port and database, as logs and metrics show it. */
  readonly name: string
  /** Why it does not answer reads; undefined while it does. */
  problem: string | undefined = 'It has not been looked at yet.'
  /** Whether the log says that it answers no reads. */
  isMissed = false
  /** Present while it answers reads. */
  stay: Stay | undefined
  /** Milliseconds for which there has been something newer than what it shows. */
  lag = 0
  /** How many operations it has answered. */
  answered = 0
  readonly #connection: pg.PoolConfig
  readonly #options: ReplicaOptions
  /** A connection beside the pool, which may be busy. */
  #control: Promise<SessionClient> | undefined
  #isClosed = false
  readonly #read = coalesced(() => this.#ask((client) => onlyRow<ShownRow>(client, shownStatement)))

  constructor(connection: pg.PoolConfig, options: ReplicaOptions) {
    this.#connection = connection
    this.#options = options
    const { host, port, database } = readTarget(connection)
    this.name = `${host}:${port}/${database}`
  }

  /** What it says of itself. What it shows is remembered while it answers reads. */
  async examine(): Promise<StandbyState> {
    const { stay } = this
    if (!stay) return await this.#ask(readStandbyState)
    let state: StandbyState | undefined
    await stay.follow(async () => {
      state = await this.#ask(readStandbyState)
      return state.shown
    })
    stay.expectSame(state as StandbyState)
    return state as StandbyState
  }

  /** Asks what it shows, by a statement that starts after the call, and remembers it. */
  async look(): Promise<void> {
    await this.stay?.follow(async () => shownOf(await this.#read()))
  }

  /** Lets it answer reads. */
  begin(state: StandbyState, onEnd: (problem: string) => void): void {
    const stay: Stay = new Stay(state, this.#connection, this.#options, (problem) => {
      if (this.stay === stay) onEnd(problem)
    })
    this.stay = stay
    this.problem = undefined
  }

  /** Lets it answer no more reads. What runs there is answered, if it can be. */
  end(problem: string): void {
    const { stay } = this
    this.stay = undefined
    this.problem = problem
    stay?.db.close().catch(() => undefined)
  }

  async close(): Promise<void> {
    const { stay } = this
    this.#isClosed = true
    this.end('The server stops.')
    this.#drop()
    await stay?.db.close()
  }

  /** Asks over the connection beside the pool. Whatever goes wrong with it, the next question gets a new one. */
  async #ask<T>(question: (client: SessionClient) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new DossierError('UNAVAILABLE', 'The server stops.')
    this.#control ??= this.#connect()
    const control = this.#control
    try {
      return await question(await control)
    } catch (error) {
      if (this.#control === control) this.#drop()
      throw error
    }
  }

  async #connect(): Promise<SessionClient> {
    const client = new SessionClient({
      application_name: 'dossier monitor',
      options: '-c TimeZone=UTC',
      ...this.#connection,
      connectionTimeoutMillis: answerTimeout,
      keepAlive: true,
    })
    try {
      await client.connect()
      await promisify(verifySession)(client)
      // What is read here is remembered of the stay, so it must come from the same server.
      const { stay } = this
      stay?.expectSame(await readStandbyState(client))
      return client
    } catch (error) {
      client.end().catch(() => undefined)
      throw error
    }
  }

  #drop(): void {
    const control = this.#control
    this.#control = undefined
    control?.then((client) => client.end()).catch(() => undefined)
  }
}

/** Why a server that is to answer reads did not even tell what it shows. */
export function problemOf(error: unknown): string {
  if (databaseFault(error, 0)) return `It cannot be reached. ${adviceOf(error)}`
  if (error instanceof pg.DatabaseError) return `It cannot tell what it shows: ${error.message}.`
  return error instanceof Error ? error.message : String(error)
}
