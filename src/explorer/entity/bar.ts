import { type Content, html } from '../../http/page/html.ts'
import { type Axis, percent, placeOf, type ShownPeriod, yearOf } from './axis.ts'

/** How wide, in percent, an end fades of which nothing is known. */
const unknownEnd = 7
/** How narrow a mark may become. */
const narrowest = 0.7

/** The colours that bars fade in, as classes; each has two gradients, into and out of the colour. */
export const barColours = ['kind-1', 'kind-2', 'kind-3', 'kind-4', 'kind-6'] as const

export type BarColour = (typeof barColours)[number]

/** The gradients that bars of the page fade by. A page with bars has them once. */
export function barGradients(): Content {
  const stop = (offset: string, colour: string, opacity: string) =>
    html`<stop offset=${offset} class=${`stop-${colour}`} stop-opacity=${opacity} />`
  return html`<svg class="hidden" width="0" height="0" aria-hidden="true" focusable="false">
    <defs>
      ${barColours.map((colour) => [
        html`<linearGradient id=${`in-${colour}`}>${stop('0', colour, '0.04')}${stop('1', colour, '1')}</linearGradient>`,
        html`<linearGradient id=${`out-${colour}`}>${stop('0', colour, '1')}${stop('1', colour, '0.04')}</linearGradient>`,
        html`<linearGradient id=${`within-${colour}`}>${stop('0', colour, '0.06')}${stop('0.5', colour, '0.75')}${stop('1', colour, '0.06')}</linearGradient>`,
      ])}
    </defs>
  </svg>`
}

/** A part of a bar: from where to where, in percent, and how it is filled. */
interface Part {
  readonly from: number
  readonly to: number
  readonly fill: 'in' | 'full' | 'out' | 'within'
}

/**
 * The parts of a bar. What lasted is full between its ends, and each end fades over the time in which it may be. What
 * happened once, at some time of an interval, is full nowhere, unless the interval is narrow.
 */
export function barParts(axis: Axis, { from, until, ongoing }: ShownPeriod, isMoment: boolean): Part[] {
  const at = (day: string | null | undefined) => {
    const year = yearOf(day)
    return year === undefined ? undefined : placeOf(axis, year)
  }
  const [firstStart, lastEnd] = [at(from?.earliest ?? from?.latest), at(until?.latest ?? until?.earliest)]
  if (isMoment) return momentParts(firstStart, lastEnd)
  const start = at(from?.latest ?? from?.earliest)
  const end = ongoing ? 100 : at(until?.earliest ?? until?.latest)
  if (start === undefined && end === undefined) return []
  // "From 1951 to 1951": it lasted for some part of the year, and nobody knows which.
  if (start !== undefined && end !== undefined && start >= end) return momentParts(firstStart, lastEnd)
  return [
    ...(firstStart !== undefined && start !== undefined && firstStart < start
      ? [{ from: firstStart, to: start, fill: 'in' as const }]
      : []),
    middlePart(start, end),
    ...(lastEnd !== undefined && end !== undefined && lastEnd > end
      ? [{ from: end, to: lastEnd, fill: 'out' as const }]
      : []),
  ]
}

/** The part between both ends; towards an end of which nothing is known, it fades. */
function middlePart(start: number | undefined, end: number | undefined): Part {
  if (start === undefined) return { from: Math.max(0, (end ?? 0) - unknownEnd), to: end ?? 0, fill: 'in' }
  if (end === undefined) return { from: start, to: Math.min(100, start + unknownEnd), fill: 'out' }
  return { from: start, to: end, fill: 'full' }
}

function momentParts(first: number | undefined, last: number | undefined): Part[] {
  const [from, to] = [first ?? last, last ?? first]
  // A date that is too far away for days has no place.
  if (from === undefined || to === undefined) return []
  if (to - from > narrowest) return [{ from, to, fill: 'within' }]
  const middle = (from + to) / 2
  return [{ from: middle - narrowest / 2, to: middle + narrowest / 2, fill: 'full' }]
}

/** A bar of a row, as SVG. Dates stand beside it as words. */
export function bar(axis: Axis, period: ShownPeriod, isMoment: boolean, colour: BarColour): Content {
  return html`<svg class="bar-line" width="100%" height="14" aria-hidden="true" focusable="false">
    ${barParts(axis, period, isMoment).map(({ from, to, fill }) => {
      const width = Math.max(to - from, narrowest)
      const [x, w] = [percent(from), percent(width)]
      if (fill === 'full') return html`<rect x=${x} y="2" width=${w} height="10" class=${`fill-${colour}`} />`
      return html`<rect x=${x} y="2" width=${w} height="10" fill=${`url(#${fill}-${colour})`} />`
    })}
  </svg>`
}
