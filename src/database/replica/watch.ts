import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { coalesced } from '../coalesced.ts'
import type { PrimaryCourse } from './course.ts'
import type { PrimaryHistory } from './history.ts'
import type { Position } from './position.ts'
import { problemOf, Replica } from './replica.ts'
import type { StandbyState } from './server.ts'
import type { ReplicaOptions } from './stay.ts'
import { passingProblems, problemWith } from './verdict.ts'

export interface WatchOptions extends ReplicaOptions {
  readonly connections: readonly pg.PoolConfig[]
  readonly course: PrimaryCourse
  readonly history: PrimaryHistory
  /** Reads what the primary shows, by a statement that starts after the call. */
  readonly position: () => Promise<Position>
  readonly log: Pick<Logger, 'info' | 'warn'>
  /** Milliseconds that a replica may lag. */
  readonly maximumLag?: number
}

/** Milliseconds from one look at a replica to the next. */
const interval = 1_000

/** Milliseconds that a replica may lag, if the options say nothing else. */
const usualLag = 10_000

/** Milliseconds after a start within which it is no news that a replica has to catch up. */
const settlingTime = 3_000

/** Looks at each replica once a second, and lets those answer reads with which nothing is wrong. */
export class ReplicaWatch {
  readonly replicas: readonly Replica[]
  readonly #options: WatchOptions
  readonly #checks: Map<Replica, () => Promise<void>>
  readonly #timer: NodeJS.Timeout
  readonly #started = performance.now()

  constructor(options: WatchOptions) {
    this.#options = options
    this.replicas = options.connections.map((connection) => new Replica(connection, options))
    this.#checks = new Map(this.replicas.map((replica) => [replica, coalesced(() => this.#check(replica))]))
    this.#timer = setInterval(() => this.replicas.forEach((replica) => this.checkSoon(replica)), interval)
    this.#timer.unref()
    if (this.replicas.length === 0) clearInterval(this.#timer)
  }

  /** Looks at all replicas, and again for a moment at those that may only need it. It never rejects. */
  async check(): Promise<void> {
    for (const wait of [20, 100, 300, 600, 0]) {
      await Promise.all([...this.#checks.values()].map((check) => check()))
      if (!this.replicas.some(({ problem }) => passingProblems.includes(problem))) return
      await sleep(wait)
    }
  }

  /** Looks at a replica at once, because something went wrong there. */
  checkSoon(replica: Replica): void {
    const check = this.#checks.get(replica)
    check?.().catch(() => undefined)
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#checks.clear()
    await Promise.all(this.replicas.map((replica) => replica.close()))
  }

  async #check(replica: Replica): Promise<void> {
    const problem = await this.#problemWith(replica)
    // The server stops.
    if (!this.#checks.has(replica)) return
    if (problem !== undefined) this.#end(replica, problem)
  }

  /** Judges a replica, and lets it answer reads if nothing is wrong. */
  async #problemWith(replica: Replica): Promise<string | undefined> {
    const { stay } = replica
    // A connection may have broken by itself, so only the second failure counts.
    const examine = () => replica.examine().catch(() => replica.examine())
    let before: bigint
    let state: StandbyState
    try {
      before = (stay ?? (await examine())).shown.lsn
      state = await examine()
    } catch (error) {
      return problemOf(error)
    }
    const { course, history, maximumLag = usualLag } = this.#options
    // After the standby, because it must not be ahead of the primary.
    const position = await this.#options.position().catch(() => undefined)
    replica.lag = history.lagOf(state.shown.lsn, performance.now())
    const primary = { run: course.run, position, history }
    const isTrusted = stay !== undefined && stay === replica.stay
    const problem = problemWith({ state, before, isTrusted, lag: replica.lag, maximumLag, primary })
    if (problem === undefined && this.#checks.has(replica) && !replica.stay) this.#begin(replica, state)
    return problem
  }

  #begin(replica: Replica, state: StandbyState): void {
    replica.begin(state, (problem) => this.#end(replica, problem))
    replica.isMissed = false
    this.#options.log.info({ replica: replica.name }, 'A replica answers reads')
  }

  #end(replica: Replica, problem: string): void {
    const isNew = performance.now() - this.#started < settlingTime && passingProblems.includes(problem)
    const isNews = replica.stay !== undefined || !(replica.isMissed || isNew)
    replica.end(problem)
    if (!isNews) return
    replica.isMissed = true
    this.#options.log.warn({ replica: replica.name, problem }, 'A replica answers no reads')
  }
}
