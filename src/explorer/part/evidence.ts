import { type Content, html } from '../../http/page/html.ts'
import { documentPath } from '../../model/address.ts'

/** A piece of evidence as `evidenceQuote` shows it. */
export interface ShownEvidence {
  readonly document: { readonly slug: string; readonly title: string }
  readonly paragraph: number
  readonly anchor: string
  readonly anchorSpan: TextSpan | null
  readonly sentence: string | null
  readonly sentenceNode: { readonly number: number } | null
  readonly status: EvidenceStatus
  readonly references: readonly { readonly label: string }[]
}

export type EvidenceStatus = 'FOUND' | 'AMBIGUOUS' | 'ORPHANED' | 'NOT_LOADED'

/** A part of a text. */
export interface TextSpan {
  readonly start: number
  readonly end: number
}

/** What `evidenceQuote` shows, as a fragment of GraphQL. */
export const shownEvidence = `fragment ShownEvidence on Evidence {
  document { slug title }
  paragraph
  anchor
  anchorSpan { start end }
  sentence
  sentenceNode { number }
  status
  references { label }
}`

/** The sentence with its anchor marked, or the anchor alone where the text is not loaded, and where it stands. */
export function evidenceQuote(evidence: ShownEvidence, more: Content = null): Content {
  const { status, references } = evidence
  const labels = references.map(({ label }) => `[${label}]`).join('')
  return html`<figure class="evidence">
    <blockquote dir="auto">${markedSentence(evidence)}</blockquote>
    <figcaption>
      ${evidencePlace(evidence)}${' '}
      ${labels !== '' && html`<span class="soft">${labels}</span>${' '}`}${statusBadge(status)} ${more}
    </figcaption>
  </figure>`
}

/** A link to where a piece of evidence stands in its document. */
export function evidencePlace({ document, paragraph, sentenceNode }: Omit<ShownEvidence, 'references'>): Content {
  return html`<a href=${documentPath(document.slug, paragraph, sentenceNode?.number)}>
    <bdi>${document.title}</bdi>, paragraph ${paragraph}
  </a>`
}

function markedSentence({ sentence, anchor, anchorSpan }: ShownEvidence): Content {
  return sentence === null ? html`… <mark>${anchor}</mark> …` : markSpan(sentence, anchorSpan)
}

/** A text with one part of it marked. */
export function markSpan(text: string, span: TextSpan | null): Content {
  if (span === null) return text
  return html`${text.slice(0, span.start)}<mark>${text.slice(span.start, span.end)}</mark>${text.slice(span.end)}`
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
