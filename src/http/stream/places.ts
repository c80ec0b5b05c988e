import { DossierError, readableNumber } from '../../errors.ts'

interface PlaceLimits {
  /** Streams that are open at a time. */
  readonly all: number
  /** Of these, streams of one caller. */
  readonly ofCaller: number
  /** What they are called in messages: "subscriptions". */
  readonly what: string
}

/** Seconds after which a refused caller may try again. */
const retryAfter = 30

/** Counts the streams that are open, and refuses more than there may be. */
export class Places {
  readonly #limits: PlaceLimits
  readonly #callers = new Map<string, number>()
  #open = 0
  #refused = 0

  constructor(limits: PlaceLimits) {
    this.#limits = limits
  }

  get state(): { readonly open: number; readonly refused: number } {
    return { open: this.#open, refused: this.#refused }
  }

  /**
   * Takes a place for a stream. Returns the function that gives it back, which may be called several times.
   *
   * @throws DossierError OVERLOADED
   */
  take(caller: string): () => void {
    const { all, ofCaller, what } = this.#limits
    const own = this.#callers.get(caller) ?? 0
    if (own >= ofCaller) throw this.#refuse(`You have ${readableNumber(own)} ${what} open, the most for one caller`)
    if (this.#open >= all) throw this.#refuse(`${readableNumber(all)} ${what} are open, the most of this server`)
    this.#open += 1
    this.#callers.set(caller, own + 1)
    let isTaken = true
    return () => {
      if (!isTaken) return
      isTaken = false
      this.#open -= 1
      const left = (this.#callers.get(caller) ?? 1) - 1
      if (left === 0) this.#callers.delete(caller)
      else this.#callers.set(caller, left)
    }
  }

  #refuse(reason: string): DossierError {
    this.#refused += 1
    return new DossierError('OVERLOADED', `${reason}. Close one, or try again in ${retryAfter} seconds.`, {
      retryAfter,
    })
  }
}
