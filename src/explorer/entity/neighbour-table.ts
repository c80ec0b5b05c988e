import { type Content, html } from '../../http/page/html.ts'
import { entityLink } from '../part/entity-link.ts'
import { kindWords } from './kind-words.ts'
import type { Neighbour } from './neighbours.ts'
import { proof } from './proof.ts'

/** How many facts of one neighbour are shown. */
const shown = 6

/** The neighbours as a table: who, what it is, and by which facts. */
export function neighbourTable(neighbours: readonly Neighbour[]): Content {
  return html`<div class="wide">
    <table class="neighbours">
      <caption class="hidden">Neighbours, and the facts that link them</caption>
      <thead>
        <tr><th scope="col">Neighbour</th><th scope="col">Kind</th><th scope="col">Facts</th></tr>
      </thead>
      <tbody>
        ${neighbours.map(({ entity, links }) => {
          return html`<tr>
            <th scope="row">${entityLink(entity)}</th>
            <td>${kindWords[entity.kind]}</td>
            <td class="proofs">
              ${links.slice(0, shown).map(({ fact, words }) => proof(fact, words))}
              ${links.length > shown && html`<span class="soft">and ${links.length - shown} more</span>`}
            </td>
          </tr>`
        })}
      </tbody>
    </table>
  </div>`
}
