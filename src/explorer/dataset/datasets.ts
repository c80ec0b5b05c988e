import { type Content, html } from '../../http/page/html.ts'
import { datasetPath } from '../../model/address.ts'
import { counted } from '../part/number.ts'
import { type PageInfo, pageInfoFields, pager, pageVariables } from '../part/pager.ts'
import type { View } from '../view.ts'

interface Data {
  readonly datasets: {
    readonly totalCount: number
    readonly nodes: readonly ListedDataset[]
    readonly pageInfo: PageInfo
  }
}

interface ListedDataset {
  readonly slug: string
  readonly title: string
  readonly licence: string | null
  readonly entities: { readonly totalCount: number }
  readonly facts: { readonly totalCount: number }
}

/** All datasets: what is loaded and removed together. */
export const datasetsView: View<Data> = {
  path: '/datasets',
  question: `query Datasets($first: Int, $after: String, $last: Int, $before: String) {
  datasets(first: $first, after: $after, last: $last, before: $before) {
    totalCount
    nodes {
      slug
      title
      licence
      entities(first: 1) { totalCount }
      facts(first: 1) { totalCount }
    }
    ${pageInfoFields}
  }
}`,
  list: `query DatasetsList($first: Int, $after: String, $last: Int, $before: String) {
  datasets(first: $first, after: $after, last: $last, before: $before) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { slug title language licence managedBy loadedAt version entities(first: 1) { totalCount } facts(first: 1) { totalCount } }
  }
}`,
  variables: (address) => pageVariables(address),
  show({ datasets: { totalCount, nodes, pageInfo } }, { address }) {
    const main = html`<h1>Datasets</h1>
      <p class="soft">${counted(totalCount, 'dataset')}. What one of them says is loaded, changed and removed together.</p>
      <ul class="cards">${nodes.map(datasetCard)}</ul>
      ${pager('/datasets', address, pageInfo)}`
    return { title: 'Datasets', description: 'The datasets that this graph is made of.', main }
  },
}

function datasetCard({ slug, title, licence, entities, facts }: ListedDataset): Content {
  return html`<li class="card">
    <h2><a href=${datasetPath(slug)}><bdi>${title}</bdi></a></h2>
    <p>${counted(entities.totalCount, 'entity', 'entities')}, ${counted(facts.totalCount, 'fact')}.</p>
    ${licence !== null && html`<p class="soft">${licence}</p>`}
  </li>`
}
