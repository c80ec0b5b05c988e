import { type Content, html } from '../../http/page/html.ts'
import { documentPath, entityPath, factPath } from '../../model/address.ts'
import { statusBadge } from '../part/evidence.ts'
import { statusOf } from '../part/fact-line.ts'
import { entityWord, factWord } from '../part/kind.ts'
import type { ShownMatch } from '../part/match.ts'
import { counted } from '../part/number.ts'
import { forwardPager } from '../part/pager.ts'
import { snippetOf, wordsOf } from '../part/snippet.ts'
import type { View } from '../view.ts'
import { namesFound } from './names.ts'
import { narrowedBy, narrowing } from './narrow.ts'
import {
  type FoundDocument,
  type FoundEntity,
  type FoundFact,
  type SearchData,
  type SearchEdge,
  searchQuestion,
} from './question.ts'

/** What the words of the search box find: names first, then facts, then texts. */
export const searchView: View<SearchData | undefined> = {
  path: '/search',
  question: searchQuestion,
  variables({ query }) {
    const words = searchedWords(query)
    const after = query.get('after')
    const narrowed = narrowedBy(query)
    // Names stand above the first page of everything.
    const withNames = after === null && Object.keys(narrowed).length === 0
    return words === '' ? undefined : { query: words, ...narrowed, after, withNames }
  },
  show(data, { address: { query }, hints }) {
    if (data === undefined) return { title: 'Search', main: nothingAsked }
    const words = searchedWords(query)
    const { search, all, resolve = [] } = data
    const found = search.totalCount + resolve.length
    const main = html`<h1>Search: <bdi>${words}</bdi></h1>
      <div class="with-side">
        <div>
          ${namesFound(resolve)} ${found === 0 ? nothingFound : resultsOf(search, query, resolve)}
        </div>
        ${all.totalCount > 0 && narrowing(query, all.totalCount, all.facets)}
      </div>`
    // That nothing has the words as a name does not matter where something was found.
    return { title: words, searched: words, main, hints: found === 0 ? hints : [] }
  },
}

function searchedWords(query: URLSearchParams): string {
  return (query.get('q') ?? '').trim()
}

const nothingAsked = html`<h1>Search</h1>
  <p>Write a name, an acronym or words of a fact into the box above.</p>
  <p class="soft">
    “Words in quotation marks” stand together, a minus leaves a word out, <code>or</code> takes either. You can also ask as you
    would ask a person:${' '}<a href="/search?q=criticisms+by+Human+Rights+Watch+about+detention">criticisms by Human Rights
    Watch about detention</a>.
  </p>`

const nothingFound = html`<p>Nothing was found. Try fewer words, another spelling, or a name alone.</p>
  <p class="soft">You can also look through <a href="/topics">topics</a>, <a href="/places">places</a> and
  ${' '}<a href="/criticisms">criticisms</a>.</p>`

/** What was found, without the entities that stand above as names. */
function resultsOf(
  { totalCount, edges, pageInfo }: SearchData['search'],
  query: URLSearchParams,
  names: readonly ShownMatch[],
): Content {
  const named = new Set(names.map(({ entity }) => entity.slug))
  const others = edges.filter(({ node }) => !('kind' in node && named.has(node.slug)))
  if (others.length === 0) return null
  return html`<section aria-labelledby="results">
    <h2 id="results">${counted(totalCount, 'result')}</h2>
    <ul class="plain results">${others.map(resultOf)}</ul>
    ${forwardPager('/search', query, 'after', pageInfo)}
  </section>`
}

function resultOf({ node, snippet }: SearchEdge): Content {
  if ('statement' in node) return factResult(node, snippet)
  return 'kind' in node ? entityResult(node, snippet) : documentResult(node, snippet)
}

function entityResult({ slug, name, kind, summary }: FoundEntity, snippet: string | null): Content {
  const { title, below = summary } = markedIn(name, snippet)
  return html`<li>
    <p><a class="name" href=${entityPath(slug)}><bdi>${title}</bdi></a> ${' '}<span class="badge">${entityWord(kind)}</span></p>
    ${below && html`<p class="soft" dir="auto">${below}</p>`}
  </li>`
}

function factResult(fact: FoundFact, snippet: string | null): Content {
  const { key, dataset, statement, period, factKind, evidence } = fact
  const { title, below } = markedIn(statement, snippet)
  return html`<li>
    <p>
      <a href=${factPath(dataset.slug, key)} dir="auto">${title}</a> ${' '}<span class="badge">${factWord(factKind)}</span>
      ${' '}<span class="soft">${period.label}</span> ${' '}${statusBadge(statusOf(evidence))}
    </p>
    ${below && html`<p class="soft" dir="auto">${below}</p>`}
  </li>`
}

function documentResult({ slug, title }: FoundDocument, snippet: string | null): Content {
  return html`<li>
    <p><a href=${documentPath(slug)}><bdi>${title}</bdi></a> ${' '}<span class="badge">source</span></p>
    ${snippet !== null && html`<p class="soft" dir="auto">${snippetOf(snippet)}</p>`}
  </li>`
}

/** The title of a result with what matched in it marked, or, where the match is in other words, those words. */
function markedIn(title: string, snippet: string | null): { readonly title: Content; readonly below?: Content } {
  if (snippet === null) return { title }
  return wordsOf(snippet) === title ? { title: snippetOf(snippet) } : { title, below: snippetOf(snippet) }
}
