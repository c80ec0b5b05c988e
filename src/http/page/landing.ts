import type { ExampleQuestion } from './example-question.ts'

const style = `
  :root { color-scheme: light dark; --text: #1c2430; --soft: #4d5868; --page: #fbfaf7; --line: #d9d5cb; --link: #0b57a4 }
  @media (prefers-color-scheme: dark) {
    :root { --text: #e8e6e1; --soft: #a9b0bb; --page: #15181d; --line: #343a44; --link: #8fc1ff }
  }
  body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; background: var(--page); color: var(--text);
    font: 1.0625rem/1.6 system-ui, sans-serif }
  h1 { font-size: 2.25rem; line-height: 1.15; margin: 0 0 .5rem }
  h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem }
  a { color: var(--link) }
  a:focus-visible { outline: 3px solid var(--link); outline-offset: 3px }
  .start { display: inline-block; margin: .5rem 0; padding: .6rem 1.1rem; border-radius: .4rem; font-weight: 600;
    background: var(--link); color: var(--page); text-decoration: none }
  ol { padding: 0; list-style: none }
  li { padding: .8rem 0; border-top: 1px solid var(--line) }
  li p { margin: .2rem 0 0; color: var(--soft) }
  pre { overflow-x: auto; padding: .8rem 1rem; border: 1px solid var(--line); border-radius: .4rem; font-size: .875rem }
`

const lead =
  'A knowledge graph of organisations: what they were called and when, who ran them, what they did and where, and who ' +
  'criticised them for what. Every fact names the sentence that it comes from.'

const example = (host: string) => `curl http://${host}/graphql \\
  -H 'content-type: application/json' \\
  -d '{"query":"{ graph { factCount } }"}'`

/** The HTML of the page at `/`: what this is, how to begin, and example questions. `host` is the Host header. */
export function landingPage(questions: readonly ExampleQuestion[], host: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${escapeHtml(lead)}">
<title>Dossier</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>Dossier</h1>
<p>${escapeHtml(lead)}</p>
<p><a class="start" href="/graphql">Open the playground</a></p>
<p>The playground has a tab for each question below. Run one, change a name in it, run it again. On its left is the
description of everything that can be asked.</p>
<h2 id="questions">Questions to begin with</h2>
<ol aria-labelledby="questions">
${questions.map(questionItem).join('\n')}
</ol>
<h2>For programs</h2>
<p>The API is GraphQL over HTTP at <code>/graphql</code>, by POST in JSON or by GET. Introspection is on, so that code
generators can be pointed at it. <code>/health</code> tells that the server lives, <code>/ready</code> that it can
answer.</p>
<pre><code>${escapeHtml(example(host))}</code></pre>
</main>
</body>
</html>
`
}

function questionItem({ title, explanation, text }: ExampleQuestion): string {
  const link = `<a href="/graphql?query=${encodeURIComponent(text)}">${escapeHtml(title)}</a>`
  return `<li>${link}${explanation === '' ? '' : `<p>${proseHtml(explanation)}</p>`}</li>`
}

/** Escapes a text and turns words in backticks into code. */
function proseHtml(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}
