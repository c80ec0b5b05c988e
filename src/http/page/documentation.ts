import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { HttpRequest, HttpResponse } from '../message.ts'
import type { Frame } from './frame.ts'
import { escapeHtml, html, rawHtml } from './html.ts'
import { wantsHtml } from './not-found.ts'

/** The folders below `docs` whose pages are served. */
const folders = ['', 'clients', 'decisions']

const docs = path.join(import.meta.dirname, '../../../docs')

/** The pages of the folder `docs` by their addresses. */
async function readPages(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>()
  for (const folder of folders) {
    for (const name of (await readdir(path.join(docs, folder))).filter((file) => file.endsWith('.md'))) {
      const file = path.posix.join(folder, name)
      pages.set(`/docs/${file}`, await readFile(path.join(docs, file), 'utf8'))
    }
  }
  return pages
}

/** Serves the documentation: to people in HTML, to programs in Markdown. Undefined if there is no such page. */
export function createDocumentation(frame: Frame): (request: HttpRequest) => Promise<HttpResponse | undefined> {
  let pages: ReturnType<typeof readPages> | undefined
  return async (request) => {
    pages ??= readPages()
    const text = (await pages).get(request.path)
    if (text === undefined) return undefined
    if (!wantsHtml(request, ['text/markdown'])) {
      return { status: 200, headers: { 'content-type': 'text/markdown; charset=utf-8' }, body: text }
    }
    const title = /^# (.*)$/m.exec(text)?.[1] ?? 'Documentation'
    return frame(200, { title, main: html`<article class="prose">${rawHtml(await markdownHtml(text))}</article>` })
  }
}

/** The pages are ours, so their HTML may stay; the policy of the page lets no script run in any case. */
async function markdownHtml(text: string): Promise<string> {
  const { Marked } = await import('marked')
  const headings = new Map<string, number>()
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text: heading }) {
        const name = fragmentOf(heading)
        const before = headings.get(name) ?? 0
        headings.set(name, before + 1)
        const id = before === 0 ? name : `${name}-${before}`
        return `<h${depth} id="${escapeHtml(id)}">${this.parser.parseInline(tokens)}</h${depth}>\n`
      },
      // A wide table scrolls by itself, also by keyboard.
      table(token) {
        const rows = token.rows.map((row) => this.tablerow({ text: row.map((cell) => this.tablecell(cell)).join('') }))
        const head = this.tablerow({ text: token.header.map((cell) => this.tablecell(cell)).join('') })
        return `<div class="wide" tabindex="0"><table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table></div>\n`
      },
    },
  })
  return await marked.parse(text)
}

/** Links to a part of a page name it by its heading, as GitHub does; the second of two that are equal ends with "-1". */
function fragmentOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}
