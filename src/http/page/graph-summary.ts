import type { HttpRequest } from '../message.ts'
import type { Ask } from './ask.ts'
import { escapeHtml } from './html.ts'

/** What the first page asks the API. A test compares it with the schema. */
export const summaryQuery = `query FirstPage {
  graph { factCount entityCounts { kind count } evidenceCounts { status count } }
  documents(first: 100) { totalCount nodes { title isLoaded } }
  found: facts(where: { evidence: { status: [FOUND] } }, first: 1) { nodes { ...Shown } }
  any: facts(first: 1) { nodes { ...Shown } }
}

fragment Shown on Fact {
  statement
  evidence { document { title } paragraph anchor status sentence }
}`

interface ShownFact {
  readonly statement: string
  readonly evidence: readonly {
    readonly document: { readonly title: string }
    readonly paragraph: number
    readonly anchor: string
    readonly status: string
    readonly sentence: string | null
  }[]
}

interface Summary {
  readonly graph: {
    readonly factCount: number
    readonly entityCounts: readonly { readonly kind: string; readonly count: number }[]
    readonly evidenceCounts: readonly { readonly status: string; readonly count: number }[]
  }
  readonly documents: {
    readonly totalCount: number
    readonly nodes: readonly { readonly title: string; readonly isLoaded: boolean }[]
  }
  readonly found: { readonly nodes: readonly ShownFact[] }
  readonly any: { readonly nodes: readonly ShownFact[] }
}

/** The command that loads the text of a document. */
export const loadCommand = 'npm run dossier -- document load ARTICLE.txt'

/** What the graph holds: counts, one fact with its sentence, and why a sentence may be missing. */
export async function summaryHtml(ask: Ask, request: HttpRequest): Promise<string> {
  const { data, error = '' } = await ask(request, summaryQuery)
  if (data === undefined) {
    return `<p class="note" role="status"><strong>What is in the graph cannot be shown.</strong> ${escapeHtml(error)}</p>`
  }
  const summary = data as unknown as Summary
  const fact = summary.found.nodes[0] ?? summary.any.nodes[0]
  return [countsHtml(summary), missingHtml(summary), fact === undefined ? emptyHtml : factHtml(fact)].join('\n')
}

function countsHtml({ graph, documents }: Summary): string {
  const sum = (counts: readonly { count: number }[]) => counts.reduce((total, { count }) => total + count, 0)
  const found = graph.evidenceCounts.find(({ status }) => status === 'FOUND')?.count ?? 0
  const counts: [string, number][] = [
    ['facts', graph.factCount],
    ['entities', sum(graph.entityCounts)],
    [documents.totalCount === 1 ? 'document' : 'documents', documents.totalCount],
    ['pieces of evidence', sum(graph.evidenceCounts)],
    ['found in their texts', found],
  ]
  const items = counts.map(([name, count]) => `<div><dt>${name}</dt><dd>${count.toLocaleString('en')}</dd></div>`)
  return `<h2>What is in the graph</h2>\n<dl class="counts">\n${items.join('\n')}\n</dl>`
}

/** Says that texts are not loaded, which command loads them, and what changes then. */
function missingHtml({ documents }: Summary): string {
  const missing = documents.nodes.filter(({ isLoaded }) => !isLoaded)
  const [first] = missing
  if (first === undefined) return ''
  const which = missing.length === 1 ? `“${first.title}”` : `${missing.length} documents, such as “${first.title}”,`
  return `<div class="note">
<p><strong>Whole sentences are not shown yet.</strong> The text of ${escapeHtml(which)} is not part of this project,
so every <code>sentence</code> from it is <code>null</code> and its evidence is NOT_LOADED. If you have the text, one command
loads it:</p>
<pre><code>${escapeHtml(loadCommand)}</code></pre>
<p>Then all evidence is checked against the text, and the API shows the whole sentence behind each fact.</p>
</div>`
}

const emptyHtml = '<p>The graph is empty. <code>npm run dossier -- dataset load my-dataset</code> loads a dataset.</p>'

function factHtml({ statement, evidence }: ShownFact): string {
  const shown = evidence.find(({ sentence }) => sentence !== null) ?? evidence[0]
  if (shown === undefined) return ''
  const { document, paragraph, anchor, status, sentence } = shown
  const words = sentence === null ? `… ${anchor} …` : sentence
  const source = `${document.title}, paragraph ${paragraph}, ${status}`
  return `<h2>A fact, and where it stands</h2>
<p>${escapeHtml(statement)}</p>
<blockquote>
<p>${escapeHtml(words)}</p>
<p class="soft"><cite>${escapeHtml(source)}</cite></p>
</blockquote>`
}
