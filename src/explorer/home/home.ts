import { type Content, html } from '../../http/page/html.ts'
import { changeGroups } from '../change/shown-change.ts'
import { countedEntities } from '../part/kind.ts'
import { grouped } from '../part/number.ts'
import type { View } from '../view.ts'
import { exampleQuestions, forPrograms } from './asking.ts'
import { claimsOf } from './claim.ts'
import { mostCriticised } from './criticised.ts'
import { type HomeData, homeQuestion } from './question.ts'
import { sourcesOf } from './sources.ts'

/** The first page. */
export const homeView: View<HomeData> = {
  path: '/',
  question: homeQuestion,
  variables: () => ({}),
  show(data, { questions }) {
    const isEmpty = data.graph.factCount === 0 && data.graph.entityCounts.every(({ count }) => count === 0)
    const main = html`<div class="home">
      ${hero(data)}
      ${
        isEmpty
          ? empty
          : html`${countsOf(data)}
        <div class="home-first">${claimsOf(data)}${mostCriticised(data.criticisms)}</div>`
      }
      ${sourcesOf(data)}
      ${data.changes.nodes.length > 0 && recent(data)}
      ${exampleQuestions(questions)}
      ${forPrograms}
    </div>`
    return {
      title: 'Dossier',
      description: 'A graph of organisations, whose facts lead to the sentences that they rest on.',
      main,
    }
  },
}

function hero({ criticisms: { facets } }: HomeData): Content {
  const names = [facets.critics[0], facets.topics[1] ?? facets.topics[0]].flatMap((one) => one?.entity.name ?? [])
  const examples = names.map((name, index) => {
    const address = `/search?${new URLSearchParams({ q: name })}`
    return html`${index > 0 && ' or '}<a href=${address}><bdi>${name}</bdi></a>`
  })
  return html`<div class="hero">
    <h1>Who said what about whom, and where it is written</h1>
    <p class="lead">Organisations, people, places and events. Every fact leads to the sentence that it rests on.</p>
    <form class="search big" role="search" aria-label="Search the graph" action="/search" method="get">
      <label class="hidden" for="home-q">A name, or words of a fact</label>
      <input id="home-q" name="q" type="search" placeholder="A name, or words of a fact" autocomplete="off" dir="auto" data-suggest="open" />
      <button type="submit">Search</button>
    </form>
    ${examples.length > 0 && html`<p class="soft">For example ${examples}</p>`}
  </div>`
}

const empty = html`<div class="note">
  <p><strong>The graph is empty.</strong> This command loads a dataset, also while the server runs:</p>
  <pre><code>npm run dossier -- dataset load my-dataset</code></pre>
  <p><a href="/docs/datasets.md">How datasets are written</a></p>
</div>`

function countsOf({ graph, documents }: HomeData): Content {
  const pieces = graph.evidenceCounts.reduce((total, { count }) => total + count, 0)
  const found = graph.evidenceCounts.find(({ status }) => status === 'FOUND')?.count ?? 0
  const entities = graph.entityCounts.reduce((total, { count }) => total + count, 0)
  const counts: readonly (readonly [name: string, count: number])[] = [
    ['facts', graph.factCount],
    ['entities', entities],
    [documents.totalCount === 1 ? 'source' : 'sources', documents.totalCount],
    ['pieces of evidence', pieces],
    ['found in their texts', found],
  ]
  const kinds = graph.entityCounts.filter(({ count }) => count > 0)
  return html`<section aria-labelledby="holds">
    <h2 class="hidden" id="holds">What is in the graph</h2>
    <dl class="counts">
      ${counts.map(([name, count]) => html`<div><dt>${name}</dt><dd>${grouped(count)}</dd></div>`)}
    </dl>
    <p class="soft">${kinds.map(({ count, kind }) => countedEntities(count, kind)).join(', ')}.</p>
  </section>`
}

function recent({ changes }: HomeData): Content {
  return html`<section aria-labelledby="recent">
    <h2 id="recent">Changed last</h2>
    ${changeGroups(changes.nodes, 'h3')}
    <p><a href="/changes">All ${grouped(changes.totalCount)} changes</a></p>
  </section>`
}
