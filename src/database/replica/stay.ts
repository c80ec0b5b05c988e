import type pg from 'pg'
import { DossierError } from '../../errors.ts'
import type { ConnectionCheck, SessionClient } from '../connection.ts'
import { type Database, openDatabase } from '../open.ts'
import type { Shown } from './position.ts'
import { readStandbyState, type StandbyState } from './server.ts'

/** How the pool of a replica is opened. */
export interface ReplicaOptions {
  readonly poolSize?: number
  readonly statementTimeout?: number
}

const promoted = 'It was promoted, and no longer follows the primary.'

/**
 * The time for which a replica answers reads, from when it was found fit until something is found to be wrong with it.
 * Within it the replica is one run of one server, which follows one timeline: so what it shows only grows, and what it
 * has shown may be remembered. Every new connection is looked at, because another server may have taken the address, or
 * the same one may have crashed, and then it goes on from before what it had shown.
 */
export class Stay implements ConnectionCheck {
  readonly db: Database
  /** What it shows at least. */
  shown: Shown
  /** How many operations it runs. */
  running = 0
  readonly #state: StandbyState
  readonly #end: (problem: string) => void

  /** @param end Is called when this can go on no longer, with the reason. */
  constructor(state: StandbyState, connection: pg.PoolConfig, options: ReplicaOptions, end: (problem: string) => void) {
    this.#state = state
    this.shown = state.shown
    this.#end = end
    this.db = openDatabase(connection, { ...options, check: this })
  }

  get timeline(): number {
    return this.#state.timeline
  }

  async admit(client: SessionClient): Promise<void> {
    client.once('promoted', () => this.#end(promoted))
    await this.follow(async () => {
      const state = await readStandbyState(client)
      this.expectSame(state)
      return state.shown
    })
  }

  /** Connections never outlive a stay. */
  isOutdated(): boolean {
    return false
  }

  /**
   * Remembers what `read` finds that the replica shows.
   *
   * @throws DossierError UNAVAILABLE when that is older than what it has shown before.
   */
  async follow(read: () => Promise<Shown>): Promise<void> {
    const before = this.shown
    const shown = await read()
    if (shown.lsn < before.lsn) throw this.#ended('It went back to an earlier state, as after a crash.')
    if (shown.lsn >= this.shown.lsn) this.shown = shown
  }

  /** @throws DossierError UNAVAILABLE when the server is not the one that was found fit. */
  expectSame(state: StandbyState): void {
    const { system, database, started, timeline } = this.#state
    if (!state.isStandby) throw this.#ended(promoted)
    if (state.system !== system || state.database !== database || state.started !== started)
      throw this.#ended('Another server, or another run of it, answers at its address.')
    if (state.timeline !== timeline) throw this.#ended(`It went on to timeline ${state.timeline}.`)
  }

  #ended(problem: string): DossierError {
    this.#end(problem)
    return new DossierError('UNAVAILABLE', problem)
  }
}
