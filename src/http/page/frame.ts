import type { HttpResponse } from '../message.ts'
import { type Content, html, htmlResponse, renderHtml } from './html.ts'
import { pageAssets } from './page-assets.ts'

/** What a page for people says. */
export interface PageText {
  /** The title, without the name of the program. */
  readonly title: string
  readonly description?: string | undefined
  /** What stands in `main`. It begins with the only `h1`. */
  readonly main: Content
  /** Elements of the head, such as links to the same in other forms. */
  readonly head?: Content
  /** What stands below `main`, such as links to the data of the page. */
  readonly foot?: Content
  /** What the search box holds. */
  readonly searched?: string | undefined
  /** Scripts beside the one of all pages: names of files of `src/http/page/client/script`. */
  readonly scripts?: readonly string[]
}

/** Makes a page of what it says: our style, the bar with the search box, and nothing from other servers. */
export type Frame = (status: number, page: PageText) => HttpResponse

/** Only files of this server, and no style and no script within the page. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
].join('; ')

const places: readonly (readonly [address: string, name: string])[] = [
  ['/criticisms', 'Criticisms'],
  ['/topics', 'Topics'],
  ['/places', 'Places'],
  ['/path', 'Paths'],
  ['/compare', 'Compare'],
  ['/documents', 'Sources'],
  ['/changes', 'Changes'],
  ['/review', 'Review'],
  ['/graphql', 'Playground'],
]

/** Makes the frame of all pages. `isExplored`: the graph has pages, and the bar leads to them. */
export function createFrame(isExplored: boolean): Frame {
  return (status, { title, description, main, head, foot, searched, scripts = [] }) => {
    const { style, script } = pageAssets()
    const page = html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${description !== undefined && html`<meta name="description" content=${description} />`}
        <title>${title === 'Dossier' ? title : `${title}: Dossier`}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href=${style.address} />
        ${head}
        ${isExplored && ['explorer.js', 'suggest.js', ...scripts].map((name) => html`<script type="module" src=${script(name).address}></script>`)}
      </head>
      <body>
        <a class="skip" href="#main">To the text</a>
        ${isExplored ? bar(searched) : html`<header class="bar"><a class="brand" href="/docs/asking.md">Dossier</a></header>`}
        <main id="main">${main}</main>
        ${foot !== undefined && html`<footer class="foot">${foot}</footer>`}
      </body>
    </html>`
    return htmlResponse(status, `<!doctype html>\n${renderHtml(page)}\n`, policy)
  }
}

function bar(searched: string | undefined): Content {
  return html`<header class="bar">
    <a class="brand" href="/">Dossier</a>
    <form class="search" role="search" action="/search" method="get">
      <label class="hidden" for="q">Search the graph</label>
      <input id="q" name="q" type="search" value=${searched ?? ''} placeholder="A name, or words of a fact" autocomplete="off" dir="auto" data-suggest="open" />
      <button type="submit">Search</button>
    </form>
    <nav aria-label="Pages">
      <ul>
        ${places.map(([address, name]) => html`<li><a href=${address}>${name}</a></li>`)}
      </ul>
    </nav>
  </header>`
}
