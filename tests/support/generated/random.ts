import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { skipN } from 'pure-rand/utils/skipN'

/** Chance that repeats itself: the same seed gives the same numbers, on every machine. */
export class Random {
  readonly #generator

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed)
    // The first numbers of neighbouring seeds resemble each other.
    skipN(this.#generator, 64)
  }

  /** At least 0 and less than 1. */
  next(): number {
    return (this.#generator.next() >>> 0) / 0x1_0000_0000
  }

  /** An integer from 0 to `below` - 1. */
  below(below: number): number {
    return Math.floor(this.next() * below)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }

  /**
   * An index from 0 to `count` - 1 as Zipf's law has it: the first comes twice as often as the second, half of all draws
   * fall on the square root of `count`, and most indexes come rarely or never.
   */
  zipf(count: number): number {
    return Math.min(count - 1, Math.floor((count + 1) ** this.next()) - 1)
  }

  /** As zipf, from a list whose first elements are the frequent ones. */
  pickSkewed<T>(list: readonly T[]): T {
    return list[this.zipf(list.length)] as T
  }

  /** Some hexadecimal digits, for digests of nothing in particular. */
  hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += (this.#generator.next() >>> 0).toString(16).padStart(8, '0')
    return text.slice(0, digits)
  }
}
