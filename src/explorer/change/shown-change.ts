import { type Content, html } from '../../http/page/html.ts'
import { datasetPath, documentPath, entityPath, factPath } from '../../model/address.ts'

/** A change of the graph as `changeLine` shows it. */
export interface ShownChange {
  readonly revision: string
  readonly at: string
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE'
  readonly type: 'DATASET' | 'DOCUMENT' | 'ENTITY' | 'FACT' | 'SAME_AS'
  readonly dataset: string
  readonly key: string
  readonly origin: { readonly name: string }
  readonly actor: { readonly name: string } | null
  readonly node: ChangedNode | null
}

/** What a change is about, as it is now. */
interface ChangedNode {
  readonly slug?: string
  readonly name?: string
  readonly title?: string
  readonly key?: string
  readonly statement?: string
  readonly dataset?: { readonly slug: string }
}

/** What `changeLine` and `changeGroups` show, as a fragment of GraphQL. */
export const shownChange = `fragment ShownChange on Change {
  revision
  at
  operation
  type
  dataset
  key
  origin { name }
  actor { name }
  node {
    ... on Entity { slug name }
    ... on Fact { key statement dataset { slug } }
    ... on Document { slug title }
    ... on Dataset { slug title }
  }
}`

const operationWords = { CREATE: 'new', UPDATE: 'changed', DELETE: 'removed' } as const

const typeWords = {
  DATASET: 'dataset',
  DOCUMENT: 'document',
  ENTITY: 'entity',
  FACT: 'fact',
  SAME_AS: 'entry for an entity of another dataset',
} as const

/** One change: what happened to what, with a link to the thing if it is still there. */
export function changeLine(change: ShownChange): Content {
  const { operation, type, key } = change
  return html`<li class="fact change">
    <span class=${`badge ${operation.toLowerCase()}`}>${operationWords[operation]}</span>
    ${' '}<span class="soft">${typeWords[type]}</span>
    ${' '}${thingOf(change) ?? html`<code>${key}</code>`}
  </li>`
}

function thingOf({ type, node }: ShownChange): Content | undefined {
  const { slug, name, title, key, statement, dataset } = node ?? {}
  if (statement !== undefined && key !== undefined && dataset !== undefined) {
    return html`<a href=${factPath(dataset.slug, key)} dir="auto">${statement}</a>`
  }
  if (slug !== undefined && name !== undefined) return html`<a href=${entityPath(slug)}><bdi>${name}</bdi></a>`
  if (slug === undefined || title === undefined) return undefined
  const href = type === 'DATASET' ? datasetPath(slug) : documentPath(slug)
  return html`<a href=${href}><bdi>${title}</bdi></a>`
}

/** Changes under the revisions that they made, the newest first. */
export function changeGroups(changes: readonly ShownChange[], level: 'h2' | 'h3'): Content {
  const groups = Object.entries(Object.groupBy(changes.toReversed(), ({ revision }) => revision))
  return groups.map(([revision, group = []]) => {
    const [first] = group
    if (first === undefined) return null
    const who = first.actor?.name ?? first.origin.name
    return html`<section class="change-group" aria-labelledby=${`r-${revision}`}>
      <${level} id=${`r-${revision}`}><time datetime=${first.at}>${minuteOf(first.at)}</time>, <bdi>${who}</bdi></${level}>
      <ul class="facts">${group.map(changeLine)}</ul>
    </section>`
  })
}

/** An instant as the API writes it, to the minute: "2026-11-28 21:28 UTC". */
function minuteOf(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`
}
