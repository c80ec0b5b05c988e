import { hash } from 'node:crypto'
import type { HttpResponse } from '../message.ts'

const style = `
  :root { color-scheme: light dark; --text: #1c2430; --soft: #4d5868; --page: #fbfaf7; --line: #d9d5cb; --link: #0b57a4 }
  @media (prefers-color-scheme: dark) {
    :root { --text: #e8e6e1; --soft: #a9b0bb; --page: #15181d; --line: #343a44; --link: #8fc1ff }
  }
  body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; background: var(--page); color: var(--text);
    font: 1.0625rem/1.6 system-ui, sans-serif; overflow-wrap: break-word }
  h1 { font-size: 2.25rem; line-height: 1.15; margin: 0 0 .5rem }
  h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem }
  a { color: var(--link) }
  a:focus-visible { outline: 3px solid var(--link); outline-offset: 3px }
  .start { display: inline-block; margin: .5rem 0; padding: .6rem 1.1rem; border-radius: .4rem; font-weight: 600;
    background: var(--link); color: var(--page); text-decoration: none }
  .soft { color: var(--soft) }
  .list { padding: 0; list-style: none }
  .list li { padding: .8rem 0; border-top: 1px solid var(--line) }
  .list p { margin: .2rem 0 0; color: var(--soft) }
  .counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: 1rem; margin: 1rem 0 }
  .counts div { display: flex; flex-direction: column-reverse; justify-content: flex-end }
  .counts dt { color: var(--soft); font-size: .9375rem }
  .counts dd { margin: 0; font-size: 1.5rem; font-weight: 600; line-height: 1.2 }
  .note { padding: .1rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--link); border-radius: .4rem }
  blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 4px solid var(--line) }
  table { border-collapse: collapse; font-size: .9375rem }
  th, td { padding: .3rem .6rem; border: 1px solid var(--line); text-align: left; vertical-align: top }
  .wide { overflow-x: auto }
  .wide:focus-visible, pre:focus-visible { outline: 3px solid var(--link) }
  pre { overflow-x: auto; padding: .8rem 1rem; border: 1px solid var(--line); border-radius: .4rem; font-size: .875rem }
`

/** Allows the style of the page and our icon, and nothing else. */
const policy = `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; img-src 'self'`

interface PageText {
  readonly title: string
  readonly description?: string
  /** The HTML of `main`. */
  readonly main: string
}

/** A page for people that runs no script. Every value in `main` has to be escaped. */
export function htmlPage(status: number, { title, description, main }: PageText): HttpResponse {
  const meta = description === undefined ? '' : `<meta name="description" content="${escapeHtml(description)}">\n`
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${meta}<title>${escapeHtml(title)}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${style}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`
  return htmlResponse(status, html, policy)
}

/** HTML under a content security policy. No other site may frame it. */
export function htmlResponse(status: number, html: string, contentPolicy: string): HttpResponse {
  const framing = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `${contentPolicy}; ${framing}`,
  }
  return { status, headers, body: html }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

/** Escapes a text and turns words in backticks into code. */
export function proseHtml(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>')
}
