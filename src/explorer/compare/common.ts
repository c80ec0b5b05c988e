import { type Content, html } from '../../http/page/html.ts'
import { entityLink } from '../part/entity-link.ts'
import { counted, grouped } from '../part/number.ts'
import type { EntityList } from './question.ts'

/** Who is a member of all of them, and what all of them are members of. */
export function commonLists(members: EntityList, joined: EntityList): Content {
  return html`<section aria-labelledby="members">
      <h2 id="members">Members of all of them</h2>
      ${listOf(members, 'The graph knows no member that they have in common.')}
    </section>
    <section aria-labelledby="joined">
      <h2 id="joined">What all of them are members of</h2>
      ${listOf(joined, 'The graph knows nothing that all of them are members of.')}
    </section>`
}

function listOf({ totalCount, nodes }: EntityList, none: string): Content {
  if (totalCount === 0) return html`<p>${none}</p>`
  return html`<p class="soft">${counted(totalCount, 'of them', 'of them')}${
    totalCount > nodes.length && `, the first ${grouped(nodes.length)} of which stand here`
  }</p>
    <ul class="in-columns">${nodes.map((entity) => html`<li>${entityLink(entity)}</li>`)}</ul>`
}
