import { type Content, html } from '../../http/page/html.ts'
import { changeGroups, type ShownChange, shownChange } from '../change/shown-change.ts'
import { countList } from '../part/count-list.ts'
import { type EvidenceStatus, statusBadge } from '../part/evidence.ts'
import { entitiesWord, entityKinds, factKinds, factsWord } from '../part/kind.ts'
import { counted, grouped } from '../part/number.ts'
import type { View } from '../view.ts'

interface Count {
  readonly totalCount: number
}

/** Beside these, a count under the name of each kind and each status. */
interface ShownDataset {
  readonly slug: string
  readonly title: string
  readonly language: string
  readonly licence: string | null
  readonly managedBy: 'FILES' | 'GRAPH'
  readonly loadedAt: string
  readonly entities: Count
  readonly facts: Count
}

interface Data {
  readonly dataset: (ShownDataset & Readonly<Record<string, unknown>>) | null
  readonly changes: { readonly totalCount: number; readonly nodes: readonly ShownChange[] }
}

const statuses: readonly EvidenceStatus[] = ['FOUND', 'AMBIGUOUS', 'ORPHANED', 'NOT_LOADED']

/** How many entities and facts there are of each kind, and how many facts have evidence of each status. */
const counts = [
  ...entityKinds.map((kind) => `${kind}: entities(where: { kind: [${kind}] }, first: 1) { totalCount }`),
  ...factKinds.map((kind) => `${kind}: facts(where: { factKind: [${kind}] }, first: 1) { totalCount }`),
  ...statuses.map(
    (status) => `${status}: facts(where: { evidence: { status: [${status}] } }, first: 1) { totalCount }`,
  ),
]

/** One dataset: what it holds, how it stands with its sources, and what happened to it last. */
export const datasetView: View<Data> = {
  path: '/dataset/:slug',
  question: `query Dataset($slug: String!) {
  dataset(slug: $slug) {
    slug
    title
    language
    licence
    managedBy
    loadedAt
    entities(first: 1) { totalCount }
    facts(first: 1) { totalCount }
    ${counts.join('\n    ')}
  }
  changes(where: { dataset: [$slug] }, last: 5) { totalCount nodes { ...ShownChange } }
}

${shownChange}`,
  variables: ({ parts }) => ({ slug: parts['slug'] }),
  show({ dataset, changes }) {
    if (dataset === null) return undefined
    const { slug, title } = dataset
    const main = html`<p><a href="/datasets">Datasets</a></p>
      <h1><bdi>${title}</bdi></h1>
      ${about(dataset)}
      <div class="cards">
        ${countCard('Entities', dataset.entities, entityKinds, entitiesWord, dataset)}
        ${countCard('Facts', dataset.facts, factKinds, factsWord, dataset)}
        ${evidenceCard(dataset)}
      </div>
      <section aria-labelledby="changed">
        <h2 id="changed">Changed last</h2>
        ${changeGroups(changes.nodes, 'h3')}
        <p><a href=${`/changes?${new URLSearchParams({ dataset: slug })}`}>All ${counted(changes.totalCount, 'change')}</a></p>
      </section>`
    return { title, description: 'What a dataset holds.', main }
  },
}

function about({ slug, language, licence, managedBy, loadedAt }: ShownDataset): Content {
  const by = managedBy === 'FILES' ? 'Its files say what it holds' : 'Accepted proposals say what it holds'
  return html`<p>
      <code>${slug}</code>. ${by}; it was changed last on <time datetime=${loadedAt}>${loadedAt.slice(0, 10)}</time>. Its language is
      ${' '}<code>${language}</code>.
    </p>
    <p class="soft">Licence: ${licence ?? 'not known'}</p>`
}

function countCard<Kind extends string>(
  title: string,
  all: Count,
  kinds: readonly Kind[],
  word: (kind: Kind) => string,
  dataset: Readonly<Record<string, unknown>>,
): Content {
  const lines = kinds
    .map((kind) => ({ name: word(kind), count: countOf(dataset, kind) }))
    .filter(({ count }) => count > 0)
  return html`<section class="card" aria-label=${title}>
    <h2>${title}: ${grouped(all.totalCount)}</h2>
    ${countList(lines)}
  </section>`
}

function evidenceCard(dataset: ShownDataset & Readonly<Record<string, unknown>>): Content {
  const lines = statuses.map((status) => ({ name: statusBadge(status), count: countOf(dataset, status) }))
  return html`<section class="card" aria-label="Evidence">
    <h2>Facts by their evidence</h2>
    ${countList(lines.filter(({ count }) => count > 0))}
    <p class="soft">A fact with several pieces of evidence may count more than once.</p>
  </section>`
}

function countOf(dataset: Readonly<Record<string, unknown>>, name: string): number {
  return (dataset[name] as Count).totalCount
}
