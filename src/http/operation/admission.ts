import { DossierError, readableNumber } from '../../errors.ts'

/** How many operations run at a time, and how many may wait. */
export interface AdmissionLimits {
  /** Operations that run at a time. */
  readonly running: number
  /** Of these, operations that cost more than `light`. The other places are for light ones alone. */
  readonly runningHeavy: number
  /** Operations that wait at a time. */
  readonly waiting: number
  /** The highest cost of an operation that counts as light. */
  readonly light: number
}

/** A place of a running operation, until it is disposed of. */
interface Turn extends Disposable {
  /** Milliseconds that the operation waited for it. */
  readonly waited: number
}

/** An operation that asks to be admitted. */
interface Candidate {
  /** Whose it is. Callers take turns. */
  readonly caller: string
  readonly cost: number
  /** Aborts when the caller no longer waits. */
  readonly signal: AbortSignal
}

interface Waiting extends Candidate {
  /** Orders those who wait: when it came, in milliseconds, and a handicap for its cost. */
  readonly rank: number
  start(): void
  refuse(error: unknown): void
}

/** One unit of cost counts as this many milliseconds of coming later. */
const handicap = 0.1

/** How the places of an admission are taken. */
export interface AdmissionState {
  readonly running: number
  readonly runningHeavy: number
  readonly waiting: number
  /** Operations that were refused since the start because too many waited. */
  readonly refused: number
}

/**
 * Decides which operations run now and which wait. Those of the caller with the fewest running ones go first; of one
 * caller, those that came early and cost little. Light operations have places of their own, so heavy ones never keep them
 * waiting. When too many wait, the last one of the caller with the most waiting ones is refused.
 */
export class Admission {
  readonly #limits: AdmissionLimits
  readonly #waiting = new Set<Waiting>()
  /** Running operations of each caller that has any. */
  readonly #callers = new Map<string, number>()
  #running = 0
  #runningHeavy = 0
  #refused = 0

  constructor(limits: AdmissionLimits) {
    this.#limits = limits
  }

  get state(): AdmissionState {
    const { size: waiting } = this.#waiting
    return { running: this.#running, runningHeavy: this.#runningHeavy, waiting, refused: this.#refused }
  }

  /**
   * Waits for a place. It has to be disposed of when the operation ends.
   *
   * @throws DossierError OVERLOADED when too many wait; the signal's reason when it aborts before there is a place.
   */
  async enter(candidate: Candidate): Promise<Turn> {
    const asked = performance.now()
    if (this.#waiting.size === 0 && this.#hasPlace(candidate)) this.#take(candidate)
    else await this.#wait(candidate)
    return { waited: performance.now() - asked, [Symbol.dispose]: () => this.#leave(candidate) }
  }

  #isHeavy({ cost }: Candidate): boolean {
    return cost > this.#limits.light
  }

  #hasPlace(candidate: Candidate): boolean {
    if (this.#running >= this.#limits.running) return false
    return !this.#isHeavy(candidate) || this.#runningHeavy < this.#limits.runningHeavy
  }

  #take(candidate: Candidate): void {
    this.#running += 1
    if (this.#isHeavy(candidate)) this.#runningHeavy += 1
    this.#callers.set(candidate.caller, this.#runningOf(candidate) + 1)
  }

  #leave(candidate: Candidate): void {
    this.#running -= 1
    if (this.#isHeavy(candidate)) this.#runningHeavy -= 1
    const left = this.#runningOf(candidate) - 1
    if (left === 0) this.#callers.delete(candidate.caller)
    else this.#callers.set(candidate.caller, left)
    this.#admit()
  }

  #runningOf({ caller }: Candidate): number {
    return this.#callers.get(caller) ?? 0
  }

  async #wait(candidate: Candidate): Promise<void> {
    const { signal } = candidate
    signal.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const rank = performance.now() + candidate.cost * handicap
    const waiting: Waiting = { ...candidate, rank, start: resolve, refuse: reject }
    const giveUp = () => {
      this.#waiting.delete(waiting)
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', giveUp, { once: true })
    this.#waiting.add(waiting)
    this.#admit()
    if (this.#waiting.size > this.#limits.waiting) this.#refuseOne()
    await promise.finally(() => signal.removeEventListener('abort', giveUp))
  }

  /** Admits those who wait, as long as there are places for them. */
  #admit(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      this.#waiting.delete(next)
      this.#take(next)
      next.start()
    }
  }

  #next(): Waiting | undefined {
    if (this.#running >= this.#limits.running) return undefined
    let best: Waiting | undefined
    for (const waiting of this.#waiting) {
      if (this.#hasPlace(waiting) && (!best || this.#goesBefore(waiting, best))) best = waiting
    }
    return best
  }

  #goesBefore(one: Waiting, other: Waiting): boolean {
    const more = this.#runningOf(one) - this.#runningOf(other)
    return more === 0 ? one.rank < other.rank : more < 0
  }

  /** Refuses the last one of the callers that have the most waiting. */
  #refuseOne(): void {
    const byCaller = [...Map.groupBy(this.#waiting, ({ caller }) => caller).values()]
    const most = Math.max(...byCaller.map(({ length }) => length))
    const greedy = byCaller.filter(({ length }) => length === most).flat()
    const last = greedy.reduce((one, other) => (other.rank > one.rank ? other : one))
    this.#waiting.delete(last)
    this.#refused += 1
    last.refuse(overloaded(this.#limits.waiting))
  }
}

/** The limits of a server with so many connections to its database. One connection stays free for checks and revisions. */
export function admissionLimits(poolSize: number, waiting: number): AdmissionLimits {
  const running = Math.max(1, poolSize - 1)
  return { running, runningHeavy: Math.max(1, Math.floor(running / 2)), waiting, light: 2_000 }
}

/** The limits of what is done by one at a time, or by a few, whatever it costs. */
export function turnLimits(running: number, waiting: number): AdmissionLimits {
  return { running, runningHeavy: running, waiting, light: Number.POSITIVE_INFINITY }
}

/** Seconds after which a refused caller may try again. */
const retryAfter = 5

function overloaded(waiting: number): DossierError {
  return new DossierError(
    'OVERLOADED',
    `The server is busy: ${readableNumber(waiting)} operations are waiting already. Try again in ${retryAfter} seconds.`,
    { retryAfter },
  )
}
