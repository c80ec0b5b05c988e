import { type Content, html } from '../../http/page/html.ts'
import type { ShownDocument } from './shown-document.ts'

const idOf = (label: string) => `ref-${label}`

/** The labels of citations after a sentence. Those that are listed on the page lead there. */
export function labelLinks(labels: readonly string[], listed: ReadonlySet<string>): Content {
  if (labels.length === 0) return null
  return html`<sup>${labels.map((label) => {
    return listed.has(label) ? html`<a href=${`#${encodeURIComponent(idOf(label))}`}>[${label}]</a>` : `[${label}]`
  })}</sup>`
}

/** What the citations of a document refer to. */
export function referenceList({ references: { totalCount, nodes } }: ShownDocument): Content {
  if (nodes.length === 0) return null
  return html`<section aria-labelledby="references">
    <h2 id="references">References</h2>
    ${totalCount > nodes.length && html`<p class="soft">The first ${nodes.length} of ${totalCount}.</p>`}
    <ul class="plain references">
      ${nodes.map(({ label, title, url }) => {
        const name = title ?? url ?? 'The document does not say what this refers to, or its text is not loaded.'
        const shown = url
          ? html`<a rel="external noreferrer" href=${url}><bdi>${name}</bdi></a>`
          : html`<span class=${title ? undefined : 'soft'} dir="auto">${name}</span>`
        return html`<li id=${idOf(label)}><span class="label">[${label}]</span> ${shown}</li>`
      })}
    </ul>
  </section>`
}
