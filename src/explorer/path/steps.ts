import { type Content, html } from '../../http/page/html.ts'
import { factPath } from '../../model/address.ts'
import { entityLink } from '../part/entity-link.ts'
import { evidenceQuote } from '../part/evidence.ts'
import type { PathStep } from './question.ts'

/** How a step along no fact of its own is said: forward, and back. */
const treeWords = {
  PART_OF: ['lies in', 'contains'],
  BROADER: ['is a part of the topic', 'is the topic above'],
  ABOUT: ['criticised, or was criticised, about', 'is what a criticism concerns, by or of'],
  TOPIC: ['criticised, or was criticised, under the topic', 'is what a criticism is filed under, by or of'],
} as const

/** The steps of a path, from one thing to the next, each with its fact and a sentence. */
export function pathSteps(steps: readonly PathStep[]): Content {
  const [first] = steps
  if (first === undefined) return null
  return html`<ol class="path">
    <li class="stop">${entityLink(first.from)}</li>
    ${steps.map((step) => html`<li class="step">${stepOf(step)}</li><li class="stop">${entityLink(step.to)}</li>`)}
  </ol>`
}

function stepOf({ via, forward, fact }: PathStep): Content {
  const how = via === 'FACT' ? null : html`<p class="soft">${treeWords[via][forward ? 0 : 1]}</p>`
  if (fact === null) return how
  const { key, dataset, statement, period, evidence } = fact
  const shown = evidence.find(({ sentence }) => sentence !== null) ?? evidence[0]
  return html`${how}
    <p><a href=${factPath(dataset.slug, key)} dir="auto">${statement}</a> <span class="soft">${period.label}</span></p>
    ${shown && evidenceQuote(shown)}`
}
