import { type Content, html } from '../../http/page/html.ts'
import { documentPath } from '../../model/address.ts'

/** A piece of evidence as `evidenceQuote` shows it. */
export interface ShownEvidence {
  readonly document: { readonly slug: string; readonly title: string }
  readonly paragraph: number
  readonly anchor: string
  readonly sentence: string | null
  readonly status: EvidenceStatus
  readonly references: readonly { readonly label: string }[]
}

export type EvidenceStatus = 'FOUND' | 'AMBIGUOUS' | 'ORPHANED' | 'NOT_LOADED'

/** What `evidenceQuote` shows, as a fragment of GraphQL. */
export const shownEvidence = `fragment ShownEvidence on Evidence {
  document { slug title }
  paragraph
  anchor
  sentence
  status
  references { label }
}`

/** The sentence with its anchor marked, or the anchor alone where the text is not loaded, and where it stands. */
export function evidenceQuote(evidence: ShownEvidence): Content {
  const { document, paragraph, anchor, sentence, status, references } = evidence
  const labels = references.map(({ label }) => `[${label}]`).join('')
  return html`<figure class="evidence">
    <blockquote dir="auto">${sentence === null ? html`… <mark>${anchor}</mark> …` : markAnchor(sentence, anchor)}</blockquote>
    <figcaption>
      <a href=${documentPath(document.slug, paragraph)}><bdi>${document.title}</bdi>, paragraph ${paragraph}</a>
      ${labels !== '' && html` <span class="soft">${labels}</span>`} ${statusBadge(status)}
    </figcaption>
  </figure>`
}

/** A sentence with its anchor marked, if the anchor stands there as it is written. */
export function markAnchor(sentence: string, anchor: string): Content {
  const start = sentence.indexOf(anchor)
  if (anchor === '' || start < 0) return sentence
  const end = start + anchor.length
  return html`${sentence.slice(0, start)}<mark>${sentence.slice(start, end)}</mark>${sentence.slice(end)}`
}

const statusWords: Readonly<Record<EvidenceStatus, string>> = {
  FOUND: 'found in the text',
  AMBIGUOUS: 'found more than once',
  ORPHANED: 'no longer in the text',
  NOT_LOADED: 'text not loaded',
}

/** The status of evidence as a word and a colour. It never says "verified": see docs/model.md. */
export function statusBadge(status: EvidenceStatus): Content {
  return html`<span class=${`badge ${status.toLowerCase()}`}>${statusWords[status]}</span>`
}
