import { type PeriodColumns, parsePeriod, periodColumns } from '../../../src/date/period.ts'
import type { Random } from './random.ts'

const unknown = periodColumns(null)

const two = (number: number) => String(number).padStart(2, '0')

/** Recent years are more frequent; some are long ago. */
function year(random: Random): number {
  return random.chance(0.004) ? 1100 + random.below(700) : 2026 - Math.floor(random.next() ** 2 * 120)
}

function pointText(random: Random): string {
  const at = year(random)
  const kind = random.next()
  if (kind < 0.3) return `${at}`
  if (kind < 0.5) return `${at}-${two(1 + random.below(12))}`
  if (kind < 0.85) return `${at}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`
  if (kind < 0.89) return `${at}-${21 + random.below(4)}`
  if (kind < 0.92) return `${String(at).slice(0, 3)}X`
  return `${at}${random.pick(['~', '?', '%'])}`
}

function spanText(random: Random): string {
  const from = year(random)
  const until = from + 1 + random.below(15)
  const kind = random.next()
  if (kind < 0.35) return `${from}/..`
  if (kind < 0.65) return `${from}/${until}`
  if (kind < 0.75) return `${from}-${two(1 + random.below(12))}/${until}-${two(1 + random.below(12))}`
  if (kind < 0.85) return `${from}/`
  if (kind < 0.92) return `../${until}`
  return `${from}~/${until}~`
}

/** Dates of one sort: each is read when it is first drawn, for reading takes its time. */
class Pool {
  readonly #texts: readonly string[]
  readonly #read: PeriodColumns[] = []

  constructor(size: number, write: () => string) {
    this.#texts = Array.from({ length: size }, write)
  }

  draw(random: Random): PeriodColumns {
    const slot = random.below(this.#texts.length)
    this.#read[slot] ??= readDate(this.#texts[slot] ?? null)
    return this.#read[slot]
  }
}

/** What the program's own reader makes of a date; null is not known. */
export function readDate(text: string | null): PeriodColumns {
  return text === null ? unknown : periodColumns(parsePeriod(text))
}

/** Dates of all sorts. */
export class Dates {
  readonly #points: Pool
  readonly #spans: Pool

  /** `size`: how many different ones there are of each sort; many facts share one, as they do in life. */
  constructor(random: Random, size: number) {
    this.#points = new Pool(size, () => pointText(random))
    this.#spans = new Pool(size, () => spanText(random))
  }

  /** When something happened or was said: a day, a month, a year, a season, about a year; sometimes not known. */
  point(random: Random): PeriodColumns {
    return random.chance(0.12) ? unknown : this.#points.draw(random)
  }

  /** How long something was so: from one date to another, to this day, to an unknown end; sometimes not known. */
  span(random: Random): PeriodColumns {
    return random.chance(0.2) ? unknown : this.#spans.draw(random)
  }
}
