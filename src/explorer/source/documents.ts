import { type Content, html } from '../../http/page/html.ts'
import { documentPath } from '../../model/address.ts'
import { counted } from '../part/number.ts'
import { type PageInfo, pageInfoFields, pager, pageVariables } from '../part/pager.ts'
import type { View } from '../view.ts'

interface Data {
  readonly documents: {
    readonly totalCount: number
    readonly nodes: readonly ShownDocument[]
    readonly pageInfo: PageInfo
  }
}

interface ShownDocument {
  readonly slug: string
  readonly title: string
  readonly format: string | null
  readonly isLoaded: boolean
  readonly asOf: { readonly label: string } | null
  readonly licence: string | null
  readonly url: string | null
  readonly allEvidence: { readonly totalCount: number }
}

/** All documents that facts rest on. */
export const documentsView: View<Data> = {
  path: '/documents',
  question: `query Documents($first: Int, $after: String, $last: Int, $before: String) {
  documents(first: $first, after: $after, last: $last, before: $before) {
    totalCount
    nodes {
      slug
      title
      format
      isLoaded
      asOf { label }
      licence
      url
      allEvidence(first: 1) { totalCount }
    }
    ${pageInfoFields}
  }
}`,
  list: `query Documents($first: Int, $after: String, $last: Int, $before: String) {
  documents(first: $first, after: $after, last: $last, before: $before) {
    nodes { slug title format isLoaded asOf { edtf } licence url }
  }
}`,
  variables: (address) => pageVariables(address),
  show({ documents: { totalCount, nodes, pageInfo } }, { address }) {
    const main = html`<h1>Sources</h1>
      <p class="soft">${counted(totalCount, 'document')} that facts rest on.</p>
      <ul class="cards">
        ${nodes.map(documentCard)}
      </ul>
      ${pager('/documents', address, pageInfo)}`
    return { title: 'Sources', description: 'The documents that the facts of this graph rest on.', main }
  },
}

function documentCard({ slug, title, isLoaded, asOf, licence, url, allEvidence }: ShownDocument): Content {
  return html`<li class="card">
    <h2><a href=${documentPath(slug)}><bdi>${title}</bdi></a></h2>
    <p>
      ${counted(allEvidence.totalCount, 'piece of evidence', 'pieces of evidence')}.
      ${isLoaded ? ' Its text is loaded.' : ' Its text is not loaded.'}
      ${asOf && ` It speaks of ${asOf.label}.`} ${licence && html` <span class="soft">Licence: ${licence}</span>`}
    </p>
    ${url && html`<p><a rel="external noreferrer" href=${url}>${url}</a></p>`}
  </li>`
}
