import { hash } from 'node:crypto'
import { negotiate } from '../answer/negotiate.ts'
import { mediaTypes } from '../answer/result.ts'
import type { Answer, Respond } from '../message.ts'
import type { Question } from './example-question.ts'
import { landingPage } from './landing.ts'

export interface Playground {
  /** The page at `/`; undefined when the playground is off. */
  readonly landing: Respond | undefined
  /** GraphiQL, for those who ask for a page rather than for data; undefined for the others. */
  editor(ask: Parameters<Respond>[0]): Promise<Answer | undefined>
}

/** Makes the pages for people. They load nothing from elsewhere, so that they work without the internet. */
export function createPlayground(on: boolean, questions: readonly Question[]): Playground {
  if (!on) return { landing: undefined, editor: async () => undefined }
  let page: Promise<Answer> | undefined
  return {
    async landing(ask) {
      const html = landingPage(questions, ask.header('host') ?? 'localhost')
      return htmlAnswer(html, "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    },
    async editor(ask) {
      if (negotiate(ask.header('accept'), [...mediaTypes, 'text/html']) !== 'text/html') return undefined
      page ??= renderEditor(questions)
      return await page
    },
  }
}

/**
 * GraphiQL keeps its tabs in one row without a scroll bar, so that most would be out of sight, and moves the tab that is
 * pressed away from under the pointer, so that clicks are lost.
 */
const tabsInSight = `
  .graphiql-container .graphiql-session-header { height: auto; align-items: flex-end }
  .graphiql-container .graphiql-tabs { flex-wrap: wrap; overflow: visible; row-gap: 2px; padding-bottom: 0 }
  .graphiql-container #graphiql-session { min-height: 0 }
  .graphiql-container .graphiql-tab { transform: none !important }
`

async function renderEditor(questions: readonly Question[]): Promise<Answer> {
  // Loaded late: it weighs nine megabytes, and most servers are asked by programs.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const html = renderGraphiQL({
    title: 'Dossier',
    defaultTabs: questions.map(({ text }) => ({ query: text })),
    schemaDescription: true,
    inputValueDeprecation: true,
  })
  const page = html.trimStart().replace('</head>', `<style>${tabsInSight}</style></head>`)
  return htmlAnswer(page, editorPolicy(page))
}

/** Only the page's own script may run; its editor makes workers from texts, and styles as it goes. */
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

function htmlAnswer(html: string, policy: string): Answer {
  const framing = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `${policy}; ${framing}`,
  }
  return { status: 200, headers, body: html }
}
