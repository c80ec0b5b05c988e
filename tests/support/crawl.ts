import type { App } from '../../src/app.ts'
import { views } from '../../src/explorer/views.ts'
import { elementsOf, type PageElement } from './page-tree.ts'

/** What a crawl has found at an address. */
export interface CrawledPage {
  /** Without the fragment. */
  readonly address: string
  readonly status: number
  readonly type: string
  /** The address of the page that led here. */
  readonly from: string
  readonly html: string
  readonly elements: readonly PageElement[]
  /** Where its links of this server lead, with their fragments. */
  readonly links: readonly string[]
}

interface Options {
  readonly from: readonly string[]
  /** How many addresses of each kind are opened. */
  readonly ofKind: number
  /** How many addresses are opened in all; more is a fault, because then the kinds are cut too finely. */
  readonly most: number
}

const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
const origin = 'http://localhost'

/** Opens pages from some addresses on, as a browser reads them, and follows their links: a few of each kind. */
export async function crawl(app: App, { from, ofKind, most }: Options): Promise<Map<string, CrawledPage>> {
  const pages = new Map<string, CrawledPage>()
  const opened = new Map<string, number>()
  const queue = from.map((address) => ({ address, from: '' }))
  for (const next of queue) {
    const kind = kindOf(next.address)
    const count = opened.get(kind) ?? 0
    if (pages.has(next.address) || (count >= ofKind && next.from !== '')) continue
    if (pages.size >= most) throw new Error(`More than ${most} addresses: ${[...opened.keys()].join(' ')}`)
    opened.set(kind, count + 1)
    const page = await openPage(app, next.address, next.from)
    pages.set(next.address, page)
    for (const link of page.links) queue.push({ address: link.replace(/#.*/, ''), from: next.address })
  }
  return pages
}

async function openPage(app: App, address: string, from: string): Promise<CrawledPage> {
  const answer = await app.fetch(origin + address, { headers: { accept } })
  const type = answer.headers.get('content-type') ?? ''
  const isPage = type.startsWith('text/html') && kindOf(address) !== '/graphql'
  const text = await answer.text()
  const html = isPage ? text : ''
  const elements = elementsOf(html)
  return { address, from, status: answer.status, type, html, elements, links: isPage ? linksOf(address, elements) : [] }
}

/** Where the elements of a page lead, within this server. */
function linksOf(address: string, elements: readonly PageElement[]): string[] {
  return elements.flatMap(({ attributes }) => {
    const target = attributes.href ?? attributes.src
    if (target === undefined) return []
    // A link to another site may be no address at all.
    const url = URL.parse(target, origin + address)
    return url?.origin === origin ? [url.pathname + url.search + url.hash] : []
  })
}

/** The view of an address, its form and its condition; of other addresses the first part. */
export function kindOf(address: string): string {
  const url = new URL(address, origin)
  const [, path = '', extension = ''] = /^(.*?)(\.(?:json|csv|jsonld))?$/.exec(url.pathname) ?? []
  const view = viewOf(path)
  if (view === undefined) return `/${url.pathname.split('/')[1]}`
  const conditions = new Set(url.searchParams.keys())
  // Conditions that go together are too many to be told apart.
  return `${view}${extension} ${conditions.size > 1 ? 'several' : [...conditions].join()}`
}

/** The path of the view that an address belongs to. */
export function viewOf(path: string): string | undefined {
  return views.find((view) => new URLPattern({ pathname: view.path }).test({ pathname: path }))?.path
}
