import { html } from '../../http/page/html.ts'
import { entityPath } from '../../model/address.ts'
import type { Page, ViewContext } from '../view.ts'

/** Says that no entity has this slug, and which ones have a similar one. */
export function missingPage({ address, hints }: ViewContext): Page {
  const { slug = '' } = address.parts
  const similar = [...new Set(hints.flatMap(({ suggestions }) => suggestions))]
  const main = html`<h1>Nothing has this name here</h1>
    <p>The graph has no entity with the slug <code>${slug}</code>.</p>
    ${
      similar.length > 0 &&
      html`<h2>Did you mean</h2>
        <ul>
          ${similar.map((one) => html`<li><a href=${entityPath(one)}>${one}</a></li>`)}
        </ul>`
    }
    <p><a href=${`/search?${new URLSearchParams({ q: slug.replaceAll('-', ' ') })}`}>Search the graph for these words</a></p>`
  return { title: 'Nothing has this name here', main, status: 404 }
}
