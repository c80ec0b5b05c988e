import { mediaTypes } from '../answer/result.ts'
import type { HttpRequest, HttpResponse } from '../message.ts'
import type { Handler } from '../request/router.ts'
import { type EditorAssets, readEditorAssets } from './editor-assets.ts'
import { type ExampleQuestion, questionAddress } from './example-question.ts'
import { escapeHtml, htmlResponse } from './html.ts'
import { wantsHtml } from './not-found.ts'

export interface Playground {
  /** GraphiQL, if the request prefers HTML to JSON; undefined otherwise. */
  readonly editor: Handler
  /** The files of the editor. */
  readonly assets: Handler
}

/** A question of a page: the playground opens it by the name of its operation, and runs it. */
export interface PageQuestion {
  readonly name: string
  readonly text: string
}

/** Makes the playground. It loads nothing from other servers, so it works offline. */
export function createPlayground(
  questions: readonly ExampleQuestion[],
  pageQuestions: readonly PageQuestion[],
): Playground {
  let reading: Promise<{ page: HttpResponse; files: ReadonlyMap<string, HttpResponse> }> | undefined
  const editor = async () => {
    reading ??= readEditorAssets().then((assets) => ({
      page: editorPage(assets, questions, pageQuestions),
      files: new Map(Object.values(assets).map(({ address, response }) => [address, response])),
    }))
    return await reading
  }
  return {
    async editor(request: HttpRequest) {
      return wantsHtml(request, mediaTypes) ? (await editor()).page : undefined
    },
    async assets({ path }) {
      return (await editor()).files.get(path)
    },
  }
}

/** Allows only files of this server. The editor writes its styles into the page, and its fonts are within them. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
].join('; ')

/** The page of the editor: a bar with the example questions, and GraphiQL, which client/playground.js starts. */
function editorPage(
  assets: EditorAssets,
  questions: readonly ExampleQuestion[],
  pageQuestions: readonly PageQuestion[],
): HttpResponse {
  const settings = {
    workers: {
      editorWorkerService: assets['editor.js'].address,
      json: assets['json.js'].address,
      graphql: assets['graphql.js'].address,
    },
    questions: questions.map(({ text }) => text),
    pages: Object.fromEntries(pageQuestions.map(({ name, text }) => [name, text])),
  }
  const items = questions.map((question) => {
    return `<li><a href="${questionAddress(question)}">${escapeHtml(question.title)}</a></li>`
  })
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Playground: Dossier</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${assets['graphiql.css'].address}">
<link rel="stylesheet" href="${assets['playground.css'].address}">
</head>
<body>
<header>
<nav aria-label="Dossier">
<a href="/">Dossier</a>
<details>
<summary>Example questions</summary>
<ol>
${items.join('\n')}
</ol>
</details>
<a href="/docs/asking.md">How to ask</a>
</nav>
</header>
<main id="root"><p>The playground needs JavaScript. The API answers without: see <a href="/">the first page</a>.</p></main>
<script type="application/json" id="settings">${JSON.stringify(settings).replaceAll('<', '\\u003c')}</script>
<script src="${assets['graphiql.js'].address}" defer></script>
<script src="${assets['playground.js'].address}" defer></script>
</body>
</html>
`
  return htmlResponse(200, html, policy)
}
