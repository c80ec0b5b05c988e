import { type Content, html } from '../../http/page/html.ts'

/** A date as pages draw it: the days between which it lies. */
export interface ShownDate {
  readonly edtf: string
  readonly earliest: string | null
  readonly latest: string | null
}

/** A period as pages draw it. */
export interface ShownPeriod {
  readonly label: string
  readonly ongoing: boolean
  readonly from: ShownDate | null
  readonly until: ShownDate | null
}

/** What `ShownPeriod` holds. */
export const periodFields = 'label ongoing from { edtf earliest latest } until { edtf earliest latest }'

/** The years that a drawing shows, from left to right. */
export interface Axis {
  readonly first: number
  readonly last: number
}

/** A day as a year with a fraction: the middle of 1951 is 1951.5. */
export function yearOf(day: string | null | undefined): number | undefined {
  const parts = /^([+-]?\d+)-(\d\d)-(\d\d)$/.exec(day ?? '')
  return parts === null ? undefined : Number(parts[1]) + (Number(parts[2]) - 1) / 12 + (Number(parts[3]) - 1) / 366
}

/** The years in which periods are; undefined if none has a date. A little is free at both ends, where what is unknown fades. */
export function axisOf(periods: readonly ShownPeriod[]): Axis | undefined {
  const years = periods
    .flatMap(({ from, until }) => [from?.earliest, from?.latest, until?.earliest, until?.latest])
    .map(yearOf)
    .filter((year) => year !== undefined)
  if (years.length === 0) return undefined
  const [first, last] = [Math.min(...years), Math.max(...years)]
  const free = Math.max(1, (last - first) / 14)
  return { first: first - free, last: last + free }
}

/** Where a year is, in percent of the width. */
export function placeOf({ first, last }: Axis, year: number): number {
  return ((year - first) / (last - first)) * 100
}

/** A length or a place in percent, written shortly. */
export function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`
}

const steps = [1, 2, 5, 10, 20, 25, 50]

/** Full years to mark, at most eight. */
export function ticksOf({ first, last }: Axis): number[] {
  let step = 1
  for (let factor = 1; (last - first) / step > 8; factor *= 100) {
    step = factor * (steps.find((one) => (last - first) / (one * factor) <= 8) ?? 100)
  }
  const ticks: number[] = []
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) ticks.push(year)
  return ticks
}

/** The scale above rows of bars. Screen readers have the dates as words in each row. */
export function axisLine(axis: Axis): Content {
  const ticks = ticksOf(axis).filter((year) => placeOf(axis, year) > 2 && placeOf(axis, year) < 98)
  return html`<svg class="scale" width="100%" height="20" aria-hidden="true" focusable="false">
    ${ticks.map((year) => {
      const x = percent(placeOf(axis, year))
      return html`<text x=${x} y="12" text-anchor="middle">${year}</text>
        <line x1=${x} x2=${x} y1="16" y2="20" />`
    })}
  </svg>`
}
