import { type Content, html } from '../../http/page/html.ts'
import type { FactKind, Listed, StatedFact } from './answer.ts'
import { type Axis, axisLine } from './axis.ts'
import { type BarColour, bar } from './bar.ts'
import { proof } from './proof.ts'
import { allOf, factsPath, type Section } from './section.ts'

/** Facts of these kinds happened at some time; their period is an interval in which they did, and not a duration. */
const moments: ReadonlySet<FactKind> = new Set(['FIGURE', 'CRITICISM', 'RESPONSE'])

const colours: Partial<Record<FactKind, BarColour>> = { CRITICISM: 'kind-2', RESPONSE: 'kind-2', FIGURE: 'kind-3' }

/** Whether a fact happened once, at some time of its period. A single date is both start and end. */
export function isMoment({ factKind, period: { from, until } }: StatedFact): boolean {
  return moments.has(factKind) || (from !== null && from.edtf === until?.edtf)
}

/** What is known with a date, in order of time. A date that is not exact is drawn as wide as it is. */
export function timelineSection(
  slug: string,
  { nodes, totalCount }: Listed<StatedFact>,
  axis: Axis | undefined,
): Section | undefined {
  if (axis === undefined || nodes.length === 0) return undefined
  const body = html`<p class="soft">
      A full bar lasted. A faded end is not known exactly; a pale bar is the time in which something happened once.
    </p>
    <div class="lanes timeline">
      <div class="lane head">${axisLine(axis)}</div>
      <ol class="plain">
        ${nodes.map((fact) => timelineRow(fact, axis))}
      </ol>
    </div>
    ${allOf(totalCount, nodes.length, 'facts with a date', factsPath(slug, { dated: true }))}`
  return { id: 'timeline', title: 'Timeline', count: totalCount, body }
}

function timelineRow(fact: StatedFact, axis: Axis): Content {
  const { period, statement, factKind } = fact
  return html`<li class="lane">
    <div class="lane-text">
      <span class="when">${period.label}</span>${' '}
      ${proof(fact, statement)}
    </div>
    <div class="lane-bars">${bar(axis, period, isMoment(fact), colours[factKind] ?? 'kind-1')}</div>
  </li>`
}
