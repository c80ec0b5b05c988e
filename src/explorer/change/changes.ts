import { type Content, html } from '../../http/page/html.ts'
import type { Variables } from '../ask.ts'
import { entitiesWord, entityKinds, factKinds, factsWord } from '../part/kind.ts'
import { counted } from '../part/number.ts'
import { type PageInfo, pageInfoFields, pager } from '../part/pager.ts'
import { valueOf } from '../part/reference.ts'
import { AddressFault, type View } from '../view.ts'
import { changeGroups, type ShownChange, shownChange } from './shown-change.ts'

interface Data {
  readonly graph: { readonly revision: string }
  readonly datasets: { readonly nodes: readonly { readonly slug: string; readonly title: string }[] }
  readonly changes: {
    readonly totalCount: number
    readonly nodes: readonly ShownChange[]
    readonly pageInfo: PageInfo
  }
}

/** Changes of a page. */
const size = 50

/** What happened to the graph, the newest first, or since a revision. */
export const changesView: View<Data> = {
  path: '/changes',
  question: `query Changes($where: ChangeWhere, $first: Int, $after: String, $last: Int, $before: String) {
  graph { revision }
  datasets(first: 100) { nodes { slug title } }
  changes(where: $where, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    nodes { ...ShownChange }
    ${pageInfoFields}
  }
}

${shownChange}`,
  list: `query ChangesList($where: ChangeWhere, $first: Int, $after: String, $last: Int, $before: String) {
  changes(where: $where, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { revision ordinal at operation type dataset key formerKey origin { by name } actor { name } }
  }
}`,
  variables: ({ query }) => ({ where: conditionsOf(query), ...pageOf(query) }),
  show({ graph, datasets, changes }, { address }) {
    const { query } = address
    const after = valueOf(query, 'after')
    const main = html`<h1>Changes</h1>
      <p>
        What happened to the graph${after === undefined ? '' : html` after <code>${after}</code>`}, the newest first.
        ${' '}<span class="soft">The graph is at revision <code>${graph.revision}</code>.</span>
      </p>
      ${form(query, datasets.nodes)}
      <p class="soft">${counted(changes.totalCount, 'change')}${Object.keys(conditionsOf(query)).length > 0 && ' that meet these conditions'}.</p>
      ${changes.nodes.length > 0 ? changeGroups(changes.nodes, 'h2') : html`<p>No change meets these conditions.</p>`}
      ${pager('/changes', address, changes.pageInfo, ['Older changes', 'Newer changes'])} ${feeds(after ?? graph.revision)}`
    return { title: 'Changes', description: 'What happened to the graph.', main }
  },
}

/** From the newest back, or from `after` on. */
function pageOf(query: URLSearchParams): Variables {
  const [after, before] = [valueOf(query, 'after'), valueOf(query, 'before')]
  if (after !== undefined && before !== undefined) {
    throw new AddressFault('The address has both "after" and "before": leave one of them out.')
  }
  return after === undefined ? { last: size, before } : { first: size, after }
}

/** What `of` of an address may say, and the condition that it stands for. */
const things = new Map<string, object>([
  ['entities', { type: ['ENTITY'] }],
  ...entityKinds.map((kind) => [entitiesWord(kind), { entityKind: [kind] }] as const),
  ['facts', { type: ['FACT'] }],
  ...factKinds.map((kind) => [factsWord(kind), { factKind: [kind] }] as const),
  ['sources', { type: ['DOCUMENT'] }],
  ['datasets', { type: ['DATASET'] }],
])

const operations = new Map([
  ['new', 'CREATE'],
  ['changed', 'UPDATE'],
  ['removed', 'DELETE'],
])

function conditionsOf(query: URLSearchParams): object {
  const [dataset, thing, operation] = ['dataset', 'of', 'operation'].map((name) => valueOf(query, name))
  return {
    ...(dataset !== undefined && { dataset: [dataset] }),
    ...(thing !== undefined && (things.get(thing) ?? refuse('of', thing, things))),
    ...(operation !== undefined && {
      operation: [operations.get(operation) ?? refuse('operation', operation, operations)],
    }),
  }
}

function refuse(name: string, value: string, right: ReadonlyMap<string, unknown>): never {
  throw new AddressFault(`"${name}" of the address is "${value}": it must be one of ${[...right.keys()].join(', ')}.`)
}

function form(query: URLSearchParams, datasets: Data['datasets']['nodes']): Content {
  const select = (name: string, label: string, options: readonly (readonly [value: string, text: string])[]) => {
    return html`<label>
      <span>${label}</span>
      <select name=${name}>
        ${[['', 'all'] as const, ...options].map(([value, text]) => {
          return html`<option value=${value} selected=${value === (valueOf(query, name) ?? '')}>${text}</option>`
        })}
      </select>
    </label>`
  }
  const titles = datasets.map(({ slug, title }) => [slug, title] as const)
  return html`<form class="conditions no-print" action="/changes" method="get" aria-label="Narrow the changes">
    ${select('dataset', 'Dataset', titles)}
    ${select('of', 'Of what', words(things))}
    ${select('operation', 'What happened', words(operations))}
    <button type="submit">Show</button>
  </form>`
}

function words(map: ReadonlyMap<string, unknown>): (readonly [value: string, text: string])[] {
  return [...map.keys()].map((word) => [word, word])
}

function feeds(revision: string): Content {
  return html`<section aria-labelledby="feeds">
    <h2 id="feeds">For programs</h2>
    <p>
      <a href=${`/changes.ndjson?after=${encodeURIComponent(revision)}`}>Everything that happened after ${revision}</a> as lines of
      JSON, <a href="/snapshot.ndjson" rel="nofollow">the whole graph</a>, and
      ${' '}<a href="/docs/changes.md">how to follow changes</a> as they happen.
    </p>
  </section>`
}
