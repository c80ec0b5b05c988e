import { type Content, html } from '../../http/page/html.ts'
import { factPath } from '../../model/address.ts'
import { type EvidenceStatus, statusBadge } from './evidence.ts'

/** A fact as a line shows it. */
export interface LineFact {
  readonly key: string
  readonly dataset: { readonly slug: string }
  readonly statement: string
  readonly period: { readonly label: string }
  readonly evidence: readonly { readonly status: EvidenceStatus }[]
}

/** What `factLine` shows, as a fragment of GraphQL. */
export const lineFact = `fragment LineFact on Fact {
  key
  dataset { slug }
  statement
  period { label }
  evidence { status }
}`

/** From the best to the worst: a fact shows the worst of its evidence. */
const worst: readonly EvidenceStatus[] = ['ORPHANED', 'AMBIGUOUS', 'NOT_LOADED', 'FOUND']

/** The status that stands for all evidence of a fact: the worst. */
export function statusOf(evidence: LineFact['evidence']): EvidenceStatus {
  return worst.find((status) => evidence.some((one) => one.status === status)) ?? 'NOT_LOADED'
}

/** A fact in one line: its statement, which leads to its page, its period, and how its evidence stands. */
export function factLine({ key, dataset, statement, period, evidence }: LineFact): Content {
  return html`<li class="fact">
    <a href=${factPath(dataset.slug, key)} dir="auto">${statement}</a>
    <span class="soft"> ${period.label}</span> ${statusBadge(statusOf(evidence))}
  </li>`
}
