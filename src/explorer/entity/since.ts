import { type Content, html } from '../../http/page/html.ts'
import { entityPath, factPath } from '../../model/address.ts'
import { type Address, AddressFault } from '../view.ts'

/** A change of an entity, or of one of its facts. */
export interface ShownChange {
  readonly at: string
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE'
  readonly type: string
  readonly dataset: string
  readonly key: string
  readonly before: { readonly statement?: string } | null
  readonly node: { readonly statement?: string; readonly name?: string } | null
}

export interface ChangesSince {
  readonly nodes: readonly ShownChange[]
  readonly pageInfo: { readonly hasNextPage: boolean }
}

/** What `ChangesSince` holds. */
export const changeFields = `nodes {
        at
        operation
        type
        dataset
        key
        before
        node { ... on Fact { statement } ... on Entity { name } }
      }
      pageInfo { hasNextPage }`

/**
 * The revision of `?revision=`, since which the page tells what has changed; null if there is none.
 *
 * @throws AddressFault
 */
export function readRevision({ query }: Address): string | null {
  const revision = query.get('revision')
  if (revision === null || /^[0-9a-f]{12}-\d{1,15}$/.test(revision)) return revision
  throw new AddressFault(
    `The address has revision=${JSON.stringify(revision)}, which is no revision of a graph. One looks like 4f1c2a9b03de-42: take it from the foot of a page, or from graph.revision of the API.`,
  )
}

const operations = { CREATE: 'New', UPDATE: 'Changed', DELETE: 'Gone' } as const

/** Tells what has changed since a revision. */
export function sinceNote(revision: string, { nodes, pageInfo }: ChangesSince): Content {
  return html`<section class="note" aria-labelledby="since">
    <h2 id="since">Since revision ${revision}</h2>
    ${nodes.length === 0 && html`<p>Nothing of this has changed.</p>`}
    ${nodes.length > 0 && html`<p class="soft">What changed may be what is said, or how its evidence stands.</p>`}
    <ul>${nodes.map((change) => html`<li>${changeLine(change)}</li>`)}</ul>
    ${pageInfo.hasNextPage && html`<p>More has changed after that. <a href=${`/changes?${new URLSearchParams({ after: revision })}`}>All changes of the graph since then</a></p>`}
  </section>`
}

function changeLine({ operation, type, dataset, key, before, node, at }: ShownChange): Content {
  const words = node?.statement ?? node?.name ?? before?.statement ?? key
  const address = type === 'FACT' ? factPath(dataset, key) : entityPath(key)
  return html`${operations[operation]}: ${operation === 'DELETE' || node === null ? html`<span dir="auto">${words}</span>` : html`<a href=${address} dir="auto">${words}</a>`}
    <span class="soft"> ${at.slice(0, 10)}, in ${dataset}</span>`
}

/** Says which revision the page shows, with an address that tells later what has changed. */
export function revisionLine(slug: string, revision: string): Content {
  const address = `${entityPath(slug)}?${new URLSearchParams({ revision })}`
  return html`<p class="soft revision">
    This is revision ${revision} of the graph. <a href=${address}>This address</a> will tell what has changed since.
  </p>`
}
