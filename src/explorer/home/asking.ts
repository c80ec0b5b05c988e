import { type ExampleQuestion, questionAddress } from '../../http/page/example-question.ts'
import { type Content, html } from '../../http/page/html.ts'

/** Questions that the playground opens and runs. */
export function exampleQuestions(questions: readonly ExampleQuestion[]): Content {
  if (questions.length === 0) return null
  return html`<section aria-labelledby="questions">
    <h2 id="questions">Ask a question of your own</h2>
    <p>Each of these opens in the <a href="/graphql">playground</a>, runs, and can be changed there.</p>
    <ul class="questions">
      ${questions.map((question) => html`<li><a href=${questionAddress(question)}>${question.title}</a></li>`)}
    </ul>
  </section>`
}

const commands = `DOSSIER=http://localhost:4000   # where this server is

curl "$DOSSIER/criticisms.json?critic=human-rights-watch&topic=detention"
curl "$DOSSIER/graphql" -H 'content-type: application/json' \\
  -d '{"query": "{ criticisms(where: { critic: { named: \\"HRW\\" } }, first: 3) { nodes { claim } } }"}'`

const downloads: readonly (readonly [address: string, name: string])[] = [
  ['/export/facts.csv', 'Facts as CSV'],
  ['/export/entities.csv', 'Entities as CSV'],
  ['/export/facts.parquet', 'Facts as Parquet'],
  ['/export/graph.nq', 'N-Quads'],
  ['/export/ftm.ndjson', 'FollowTheMoney'],
  ['/export/datapackage.json', 'What the columns mean'],
]

/** How programs ask. */
export const forPrograms = html`<section aria-labelledby="programs">
  <h2 id="programs">For programs</h2>
  <p>Every page is one question to the API: with <code>.json</code> it is the answer, and most lists have <code>.csv</code>, too.</p>
  <pre><code>${commands}</code></pre>
  <p>All of it at once:</p>
  <ul class="line">
    ${downloads.map(([address, name]) => html`<li><a href=${address}>${name}</a></li>`)}
  </ul>
  <p>To read on:</p>
  <ul class="line">
    <li><a href="/docs/asking.md">How to ask</a></li>
    <li><a href="/docs/model.md">What is in the graph</a></li>
    <li><a href="/docs/clients.md">Clients</a></li>
    <li><a href="/docs/changes.md">Following changes</a></li>
    <li><a href="/docs/exporting.md">Taking all of it away</a></li>
    <li><a href="/docs/reconciling.md">Matching a table with OpenRefine</a></li>
    <li><a href="/schema.graphql">The schema as text</a></li>
    <li><a href="/graphql">Playground</a></li>
  </ul>
</section>`
