import { type Content, html } from '../../http/page/html.ts'
import { documentPath, factPath } from '../../model/address.ts'
import { statusBadge } from '../part/evidence.ts'
import { counted } from '../part/number.ts'
import { pager } from '../part/pager.ts'
import type { Address } from '../view.ts'
import type { ShownDocument, UnplacedEvidence } from './shown-document.ts'

/** Evidence that has no place in the text: all of it while the text is not loaded, else what was not found there. */
export function unplacedEvidence({ slug, isLoaded, unplaced }: ShownDocument, address: Address): Content {
  if (unplaced.nodes.length === 0) return null
  const title = isLoaded ? 'Not found in the text' : 'What rests on it'
  return html`<section aria-labelledby="unplaced">
    <h2 id="unplaced">${title}</h2>
    <p class="soft">${counted(unplaced.totalCount, 'piece of evidence', 'pieces of evidence')}, in order of the paragraphs that they cite.</p>
    <div class="wide" tabindex="0" role="region" aria-label="Table of evidence">
      <table class="unplaced">
        <thead><tr><th scope="col">Paragraph</th><th scope="col">Words</th><th scope="col">Fact</th><th scope="col">Status</th></tr></thead>
        <tbody>${unplaced.nodes.map((piece, index) => unplacedRow(piece, isLoaded || unplaced.nodes[index - 1]?.paragraph === piece.paragraph ? undefined : `p${piece.paragraph}`))}</tbody>
      </table>
    </div>
    ${address.query.has('only') ? null : pager(documentPath(slug), address, unplaced.pageInfo)}
  </section>`
}

/** Without a text, the first row of each paragraph has its `id`, so that links to paragraphs lead somewhere. */
function unplacedRow({ paragraph, status, anchor, fact }: UnplacedEvidence, id: string | undefined): Content {
  return html`<tr id=${id}>
    <th scope="row">${paragraph}</th>
    <td dir="auto">… <mark>${anchor}</mark> …</td>
    <td><a href=${factPath(fact.dataset.slug, fact.key)} dir="auto">${fact.statement}</a></td>
    <td>${statusBadge(status)}</td>
  </tr>`
}
