import { type Content, html } from '../../http/page/html.ts'
import { factPath } from '../../model/address.ts'
import { type LineFact, statusOf } from '../part/fact-line.ts'

const words = {
  FOUND: 'found in the text',
  AMBIGUOUS: 'found more than once',
  ORPHANED: 'no longer in the text',
  NOT_LOADED: 'text not loaded',
} as const

/** What the marks before links to facts mean. */
export function proofLegend(): Content {
  return html`<p class="legend soft">
    Each mark leads to a fact and its sentences.${' '}
    ${Object.entries(words).map(([status, word]) => html`<span class=${`proof ${status.toLowerCase()}`}>${word}</span> `)}
  </p>`
}

/** A short link to the page of a fact, for lists with many: a mark shows how its evidence stands, its label says it. */
export function proof({ key, dataset, statement, evidence }: LineFact, text: string): Content {
  const status = statusOf(evidence)
  const said = text === statement ? text : `${text}: ${statement}`
  return html`<a class=${`proof ${status.toLowerCase()}`} href=${factPath(dataset.slug, key)} aria-label=${`${said} Evidence: ${words[status]}`} dir="auto">${text}</a>`
}
