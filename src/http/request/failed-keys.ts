import { LRUCache } from 'lru-cache'
import { DossierError } from '../../errors.ts'

/** Keys that are not valid, from one caller within one window, after which the caller has to wait for its end. */
const mostFailures = 20

/** Milliseconds. */
const windowLength = 60_000

/** Callers that are remembered. The one that came longest ago is forgotten when there are more. */
const mostCallers = 10_000

/** Counts the keys that callers sent and that were not valid. Each process counts for itself. */
export class FailedKeys {
  readonly #counts = new LRUCache<string, number>({ max: mostCallers, ttl: windowLength, noUpdateTTL: true })

  /** @throws DossierError RATE_LIMITED when the caller has sent too many. */
  check(caller: string): void {
    if ((this.#counts.get(caller) ?? 0) < mostFailures) return
    const retryAfter = Math.max(1, Math.ceil(this.#counts.getRemainingTTL(caller) / 1000))
    const message = `Your address has sent ${mostFailures} keys within a minute that are not valid. Try again in ${retryAfter} seconds, with a key that is.`
    throw new DossierError('RATE_LIMITED', message, { retryAfter })
  }

  add(caller: string): void {
    this.#counts.set(caller, (this.#counts.get(caller) ?? 0) + 1)
  }
}
