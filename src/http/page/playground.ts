import { hash } from 'node:crypto'
import { negotiate } from '../answer/negotiate.ts'
import { mediaTypes } from '../answer/result.ts'
import type { HttpRequest, HttpResponse, Respond } from '../message.ts'
import type { ExampleQuestion } from './example-question.ts'
import { landingPage } from './landing.ts'

export interface Playground {
  /** The page at `/`; undefined when the playground is off. */
  readonly landing: Respond | undefined
  /** GraphiQL, if the request prefers HTML to JSON; undefined otherwise. */
  editor(request: HttpRequest): Promise<HttpResponse | undefined>
}

/** Makes the pages for people. They load nothing from other servers, so they work offline. */
export function createPlayground(on: boolean, questions: readonly ExampleQuestion[]): Playground {
  if (!on) return { landing: undefined, editor: async () => undefined }
  let page: Promise<HttpResponse> | undefined
  return {
    async landing(request) {
      const html = landingPage(questions, request.header('host') ?? 'localhost')
      return htmlResponse(html, "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    },
    async editor(request) {
      if (negotiate(request.header('accept'), [...mediaTypes, 'text/html']) !== 'text/html') return undefined
      page ??= renderEditor(questions)
      return await page
    },
  }
}

/**
 * GraphiQL puts its tabs into one row without a scroll bar, which hides most of them, and moves a pressed tab away from
 * the pointer, which loses clicks.
 */
const tabStyle = `
  .graphiql-container .graphiql-session-header { height: auto; align-items: flex-end }
  .graphiql-container .graphiql-tabs { flex-wrap: wrap; overflow: visible; row-gap: 2px; padding-bottom: 0 }
  .graphiql-container #graphiql-session { min-height: 0 }
  .graphiql-container .graphiql-tab { transform: none !important }
`

async function renderEditor(questions: readonly ExampleQuestion[]): Promise<HttpResponse> {
  // Loaded on first use, because it has nine megabytes and programs never ask for it.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const html = renderGraphiQL({
    title: 'Dossier',
    defaultTabs: questions.map(({ text }) => ({ query: text })),
    schemaDescription: true,
    inputValueDeprecation: true,
  })
  const page = html.trimStart().replace('</head>', `<style>${tabStyle}</style></head>`)
  return htmlResponse(page, editorPolicy(page))
}

/** Allows only the script of the page itself, and the workers and styles that its editor makes. */
function editorPolicy(html: string): string {
  const start = html.indexOf('<script>', html.indexOf('<div id="root">')) + '<script>'.length
  const script = html.slice(start, html.indexOf('</script>', start))
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash('sha256', script, 'base64')}'`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'font-src data:',
    'img-src data:',
    "connect-src 'self'",
  ].join('; ')
}

function htmlResponse(html: string, policy: string): HttpResponse {
  const framing = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `${policy}; ${framing}`,
  }
  return { status: 200, headers, body: html }
}
