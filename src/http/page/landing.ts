import type { HttpResponse } from '../message.ts'
import type { ExampleQuestion } from './example-question.ts'
import { escapeHtml, htmlPage, proseHtml } from './html.ts'

const lead =
  'A knowledge graph of organisations: what they were called and when, who ran them, what they did and where, and who ' +
  'criticised them for what. Every fact names the sentence that it comes from.'

const example = (host: string) => `curl http://${host}/graphql \\
  -H 'content-type: application/json' \\
  -d '{"query":"{ graph { factCount } }"}'`

export interface Landing {
  readonly questions: readonly ExampleQuestion[]
  /** The Host header. */
  readonly host: string
  /** What the graph holds, in HTML. */
  readonly summary: string
}

/** The page at `/`: what this is, what it holds, and how to begin. */
export function landingPage({ questions, host, summary }: Landing): HttpResponse {
  const main = `<h1>Dossier</h1>
<p>${escapeHtml(lead)}</p>
<p><a class="start" href="/graphql">Open the playground</a></p>
${summary}
<h2 id="questions">Questions to begin with</h2>
<p>Each opens in the playground, in a tab of its own, and runs. Change a name in it and run it again.</p>
<ol class="list" aria-labelledby="questions">
${questions.map(questionItem).join('\n')}
</ol>
<h2>To read on</h2>
<ul>
<li><a href="/docs/asking.md">How to ask</a>: the guide to filters, dates, pages and search.</li>
<li><a href="/docs/model.md">What entities, facts and evidence are</a></li>
<li><a href="/docs/datasets.md">How to write a dataset</a></li>
<li><a href="/schema.graphql">The schema</a>, with a description of everything that can be asked.</li>
</ul>
<h2>For programs</h2>
<p>The API is GraphQL over HTTP at <code>/graphql</code>, by POST in JSON or by GET. Introspection is on, so that code
generators can be pointed at it. <code>/health</code> tells that the server lives, <code>/ready</code> that it can
answer.</p>
<pre><code>${escapeHtml(example(host))}</code></pre>`
  return htmlPage(200, { title: 'Dossier', description: lead, main })
}

function questionItem(question: ExampleQuestion): string {
  const { title, explanation } = question
  const link = `<a href="${questionAddress(question)}">${escapeHtml(title)}</a>`
  return `<li>${link}${explanation === '' ? '' : `<p>${proseHtml(explanation)}</p>`}</li>`
}

/** Where the playground opens a question in a tab and runs it. */
export function questionAddress({ text }: ExampleQuestion): string {
  return `/graphql?query=${encodeURIComponent(text)}`
}
