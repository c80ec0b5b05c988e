import { type Content, html } from '../../http/page/html.ts'
import { documentPath } from '../../model/address.ts'
import { counted } from '../part/number.ts'
import type { FactKind } from './answer.ts'
import { factKindWords } from './kind-words.ts'
import type { ShownEntity } from './question.ts'
import { factsPath, type Section } from './section.ts'

/** The documents that the facts rest on, and how many facts of each kind there are. */
export function sourcesSection({ slug, all }: ShownEntity): Section | undefined {
  if (all.totalCount === 0) return undefined
  const { documents, factKinds } = all.facets
  const body = html`<ul class="plain sources">
      ${documents.map(({ document, count }) => {
        return html`<li>
          <a href=${documentPath(document.slug)}><bdi>${document.title}</bdi></a>${' '}
          <a class="soft" href=${factsPath(slug, { document: document.slug })}>${counted(count, 'fact')} of it here</a>
          ${!document.isLoaded && html` <span class="badge not_loaded">text not loaded</span>`}
        </li>`
      })}
    </ul>
    <h3>All facts</h3>
    <ul class="line">
      <li><a href=${factsPath(slug)}>${counted(all.totalCount, 'fact')}</a></li>
      ${factKinds.map(({ factKind, count }) => kindLink(slug, factKind, count))}
    </ul>`
  return { id: 'sources', title: 'Sources', count: documents.length, body }
}

function kindLink(slug: string, kind: FactKind, count: number): Content {
  return html`<li><a href=${factsPath(slug, { kind })}>${factKindWords[kind]}</a> <span class="count">${count}</span></li>`
}
