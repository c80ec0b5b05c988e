import { setTimeout as sleep } from 'node:timers/promises'
import type { PrimaryHistory } from './history.ts'
import type { Replica } from './replica.ts'
import type { Stay } from './stay.ts'
import type { ReplicaWatch } from './watch.ts'

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

/** Milliseconds between two looks at replicas that are not new enough yet. */
const pollInterval = 4

/** Milliseconds for which nobody waits for replicas after somebody waited in vain. */
const waitPause = 500

/** The replicas that answer reads. */
export class ReplicaRing {
  readonly #watch: ReplicaWatch
  readonly #history: PrimaryHistory
  #turn = 0
  #pausedUntil = 0

  constructor(watch: ReplicaWatch, history: PrimaryHistory) {
    this.#watch = watch
    this.#history = history
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
    const replica = this.#replicaOf(stay)
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
    const replica = this.#replicaOf(stay)
    if (replica) replica.answered += 1
    return replica !== undefined
  }

  /** Has a replica looked at, because an operation failed there. */
  suspect(stay: Stay): void {
    const replica = this.#replicaOf(stay)
    if (replica) this.#watch.checkSoon(replica)
  }

  get size(): number {
    return this.#stays().length
  }

  status(): ReplicaStatus[] {
    const { latest } = this.#history
    return this.#watch.replicas.map(({ name, problem, stay, lag, answered }) => ({
      name,
      answersReads: stay !== undefined,
      problem,
      lagSeconds: lag / 1000,
      lagRevisions: stay && latest ? Math.max(0, latest.number - stay.shown.number) : undefined,
      running: stay?.running ?? 0,
      answered,
    }))
  }

  #stays(): Stay[] {
    return this.#watch.replicas.flatMap(({ stay }) => stay ?? [])
  }

  #replicaOf(stay: Stay): Replica | undefined {
    return this.#watch.replicas.find((replica) => replica.stay === stay)
  }

  /** Resolves when one is new enough, or when all have said what they show. */
  async #lookForFit(isFit: IsFit): Promise<void> {
    const looks = this.#stays().map(async (stay) => {
      if (!((await this.look(stay)) && isFit(stay))) throw new Error('Not new enough')
    })
    await Promise.any(looks).catch(() => undefined)
  }
}
