import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { coalesced } from '../coalesced.ts'
import type { PrimaryCourse } from './course.ts'
import type { PrimaryHistory } from './history.ts'
import type { Position } from './position.ts'
import { problemOf, Replica } from './replica.ts'
import type { StandbyState } from './server.ts'
import type { ReplicaOptions, Stay } from './stay.ts'
import { passingProblems, problemWith } from './verdict.ts'

/** Tells whether what a replica shows is new enough. */
export type IsFit = (stay: Stay) => boolean

/** What is known of a replica. */
export interface ReplicaStatus {
  /** Its host, port and database. */
  readonly name: string
  readonly answersReads: boolean
  /** Why it answers no reads, as a sentence. */
  readonly problem: string | undefined
  /** Seconds for which there has been something newer than what it shows. */
  readonly lagSeconds: number
  /** How many revisions it is behind; undefined while it answers no reads. */
  readonly lagRevisions: number | undefined
  /** How many operations it runs. */
  readonly running: number
  /** How many operations it has answered since the server was started. */
  readonly answered: number
}

export interface RingOptions extends ReplicaOptions {
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

/** Milliseconds between two looks at replicas that are not new enough yet. */
const pollInterval = 4

/** Milliseconds for which nobody waits for replicas after somebody waited in vain. */
const waitPause = 500

/** Milliseconds after a start within which it is no news that a replica has to catch up. */
const settlingTime = 3_000

/** The replicas, each watched once a second and whenever something goes wrong with it. */
export class ReplicaRing {
  readonly #options: RingOptions
  readonly #replicas: readonly Replica[]
  readonly #checks = new Map<Replica, () => Promise<void>>()
  readonly #timer: NodeJS.Timeout | undefined
  readonly #started = performance.now()
  #turn = 0
  #pausedUntil = 0

  constructor(options: RingOptions) {
    this.#options = options
    this.#replicas = options.connections.map((connection) => new Replica(connection, options))
    for (const replica of this.#replicas)
      this.#checks.set(
        replica,
        coalesced(() => this.#check(replica)),
      )
    if (this.#replicas.length === 0) return
    this.#timer = setInterval(() => this.#checkSoon(...this.#replicas), interval)
    this.#timer.unref()
  }

  /** Looks at all replicas, and again for a moment at those that may only need it. It never rejects. */
  async check(): Promise<void> {
    for (const wait of [20, 100, 300, 600, 0]) {
      await Promise.all([...this.#checks.values()].map((check) => check()))
      if (!this.#replicas.some(({ problem }) => passingProblems.includes(problem))) return
      await sleep(wait)
    }
  }

  /** The least busy replica that is new enough by what is remembered of it; they take turns. */
  pick(isFit: IsFit, without?: ReadonlySet<Stay>): Stay | undefined {
    this.#turn += 1
    const stays = this.#stays().filter((stay) => !without?.has(stay) && isFit(stay))
    const inTurn = stays.map((_, index) => stays[(index + this.#turn) % stays.length] as Stay)
    return inTurn.reduce<Stay | undefined>(
      (best, stay) => (best && best.running <= stay.running ? best : stay),
      undefined,
    )
  }

  /** The same; if there is none by what is remembered, it looks again and again for as many milliseconds. */
  async waitFor(isFit: IsFit, milliseconds: number): Promise<Stay | undefined> {
    const known = this.pick(isFit)
    if (known || this.#stays().length === 0 || performance.now() < this.#pausedUntil) return known
    const deadline = performance.now() + milliseconds
    for (;;) {
      const left = deadline - performance.now()
      await Promise.race([this.#lookForFit(isFit), sleep(Math.max(0, left))])
      const found = this.pick(isFit)
      if (found) return found
      if (performance.now() + pollInterval > deadline) break
      await sleep(pollInterval)
    }
    this.#pausedUntil = performance.now() + waitPause
    return undefined
  }

  /** Asks a replica what it shows now; false if it cannot tell. */
  async look(stay: Stay): Promise<boolean> {
    const replica = this.#replicas.find((one) => one.stay === stay)
    if (!replica) return false
    try {
      await replica.look()
    } catch {
      this.suspect(stay)
      return false
    }
    return replica.stay === stay
  }

  /** Counts an operation that a replica has answered; false if its stay has ended, so that the answer may be wrong. */
  accept(stay: Stay): boolean {
    const replica = this.#replicas.find((one) => one.stay === stay)
    if (replica) replica.answered += 1
    return replica !== undefined
  }

  /** Looks at a replica at once, because an operation failed there. */
  suspect(stay: Stay): void {
    this.#checkSoon(...this.#replicas.filter((replica) => replica.stay === stay))
  }

  get size(): number {
    return this.#stays().length
  }

  status(): ReplicaStatus[] {
    const { latest } = this.#options.history
    return this.#replicas.map(({ name, problem, stay, lag, answered }) => ({
      name,
      answersReads: stay !== undefined,
      problem,
      lagSeconds: lag / 1000,
      lagRevisions: stay && latest ? Math.max(0, latest.number - stay.shown.number) : undefined,
      running: stay?.running ?? 0,
      answered,
    }))
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#checks.clear()
    await Promise.all(this.#replicas.map((replica) => replica.close()))
  }

  #stays(): Stay[] {
    return this.#replicas.flatMap(({ stay }) => stay ?? [])
  }

  /** Resolves when one is new enough, or when all have said what they show. */
  async #lookForFit(isFit: IsFit): Promise<void> {
    const looks = this.#stays().map(async (stay) => {
      if (!((await this.look(stay)) && isFit(stay))) throw new Error('Not new enough')
    })
    await Promise.any(looks).catch(() => undefined)
  }

  #checkSoon(...replicas: readonly Replica[]): void {
    for (const replica of replicas)
      this.#checks
        .get(replica)?.()
        .catch(() => undefined)
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
    const { course, history, maximumLag = 10_000 } = this.#options
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
