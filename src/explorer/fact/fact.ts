import { type Content, html } from '../../http/page/html.ts'
import { factDocument } from '../../linked-data/document.ts'
import { factLine } from '../part/fact-line.ts'
import { counted } from '../part/number.ts'
import { capitalized, minuteOf, wordsOf } from '../part/words.ts'
import type { Page, View } from '../view.ts'
import { citeFact } from './citation.ts'
import { factFields } from './fields.ts'
import { changedSince, factHistory } from './history.ts'
import { factChecks, factEvidence, factsBeside } from './proof.ts'
import { factQuestion } from './question.ts'
import type { FactData, ShownFact } from './shown-fact.ts'

/** A fact, and all that there is to judge it by. */
export const factView: View<FactData> = {
  path: '/fact/:dataset/:key',
  question: factQuestion,
  linkedData: factDocument,
  list: `query FactHistory($dataset: String!, $key: String!) {
  changes(last: 100, where: { type: [FACT], dataset: [$dataset], key: [$key] }) {
    nodes { at revision operation origin { name } actor { name } }
  }
}`,
  variables({ parts, query }) {
    const revision = query.get('revision')
    return { dataset: parts.dataset, key: parts.key, revision, isCited: revision !== null }
  },
  show(data, { address }) {
    const { fact, changes, graph } = data
    const revision = address.query.get('revision') ?? ''
    if (fact === null) return changes.nodes.length === 0 ? noSuchFact : gonePage(data)
    const main = html`<p class="kind"><a href=${`/search?q=${encodeURIComponent(fact.dataset.title)}`}><bdi>${fact.dataset.title}</bdi></a> · ${wordsOf(fact.factKind)}</p>
      <h1 dir="auto">${fact.statement}</h1>
      ${changedSince(revision, data)}
      <div class="fact-page">
        <div>${factEvidence(fact)}</div>
        <aside aria-label="What the fact says, part by part">${factFields(fact)} ${recordOf(fact)}</aside>
        <div>${responsesTo(fact)} ${factChecks(fact)} ${factsBeside(fact)}</div>
      </div>
      ${citeFact({ fact, revision: graph.revision })} ${factHistory(changes)}`
    return { title: fact.statement, description: `${fact.statement} Each sentence that it rests on.`, main }
  },
}

function responsesTo({ responses }: ShownFact): Content {
  if (responses === undefined) return null
  const { totalCount, nodes } = responses
  if (totalCount === 0) return null
  return html`<section aria-labelledby="responses">
    <h2 id="responses">Responses</h2>
    <ul class="facts">${nodes.map(factLine)}</ul>
    ${totalCount > nodes.length && html`<p class="soft">The first ${nodes.length} of ${counted(totalCount, 'response')}.</p>`}
  </section>`
}

/** Where and when the fact was written down. */
function recordOf({ dataset, key, version, recordedAt }: ShownFact): Content {
  return html`<dl class="fields record">
    <div><dt>Dataset</dt><dd><bdi>${dataset.title}</bdi>${dataset.licence && html` <span class="soft">${dataset.licence}</span>`}</dd></div>
    <div><dt>Key</dt><dd><code>${key}</code></dd></div>
    <div><dt>Recorded</dt><dd><time datetime=${recordedAt}>${minuteOf(recordedAt)}</time>, version ${version}</dd></div>
  </dl>`
}

/** The hints above it say which part of the address stands for nothing, and what may have been meant. */
const noSuchFact: Page = {
  title: 'No such fact',
  status: 404,
  main: html`<h1>There is no such fact</h1>
    <p>Perhaps its dataset is not in this graph. <a href="/search">Search for its words</a></p>`,
}

/** A fact that was there once. Citations lead here, so its last words are shown. */
function gonePage({ changes }: FactData): Page {
  const last = changes.nodes.at(-1)
  const statement = (last?.before ?? last?.after)?.statement
  const main = html`<p class="kind">${capitalized('fact')}</p>
    <h1>This fact is gone</h1>
    <p>The graph does not state it any more. It was ${last?.operation === 'DELETE' ? 'removed' : 'moved or removed'}; before that, it said:</p>
    ${typeof statement === 'string' && html`<blockquote class="lead" dir="auto">${statement}</blockquote>`}
    ${factHistory(changes)}`
  return { title: 'This fact is gone', main, status: 410 }
}
