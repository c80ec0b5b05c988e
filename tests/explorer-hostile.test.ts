import { beforeAll, describe, expect, it } from 'vitest'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { loadDocument } from '../src/document/load.ts'
import { type CrawledPage, crawl, viewOf } from './support/crawl.ts'
import { freshDatabase } from './support/database.ts'
import { harbour, harbourText } from './support/dataset.ts'
import { testApp } from './support/http.ts'
import { textOf } from './support/page-tree.ts'

const db = await freshDatabase()
const { app } = testApp(db)

/** What people may put into a name, whether they mean harm or not. */
const hostile = [
  `<script>alert(1)</script><x-evil onclick="alert(1)">`,
  `</title></textarea></style></script><img src=x onerror=alert(1)>`,
  `" onmouseover="alert(1)" x-evil="' onfocus='alert(1)' autofocus='`,
  '{{7*7}} ${7*7} <%= 7 %> <!-- --> ]]> &lt;x-evil&gt; &#60;x-evil&#62;',
  '\u202Eمرحبا بالعالم\u202C שלום 🏴\u200D☠️ e\u0301\u0001\u0008\u007F\u0085\u2028',
  `</a></li></ul></main><base href="//evil.example/"><form action="//evil.example">`,
  `<svg><style>*{display:none}</style><a href="javascript:alert(1)"><math><mtext></svg>`,
  'W'.repeat(480),
]

/** Every column whose words come from people. */
const columns: Readonly<Record<string, readonly string[]>> = {
  dataset: ['title', 'licence'],
  entity: ['name', 'summary'],
  name: ['text'],
  identifier: ['value'],
  fact: ['statement'],
  alias: ['name'],
  attribute: ['value'],
  figure: ['metric', 'unit'],
  role: ['title'],
  criticism: ['summary', 'attribution'],
  quotation: ['text'],
  document: ['title', 'licence'],
  reference: ['label', 'title', 'text_title'],
  evidence: ['anchor'],
  paragraph: ['text'],
  sentence: ['text'],
}

/** Puts hostile words behind the words of every row, past all checks of what is written. */
async function spoil(): Promise<void> {
  const client = await db.pool.connect()
  try {
    await client.query('begin; set local session_replication_role = replica')
    for (const [table, names] of Object.entries(columns)) {
      const changes = names.map(
        (name) => `${name} = ${name} || ' ' || ($1::text[])[1 + abs(hashtext(ctid::text)) % $2]`,
      )
      await client.query(`update ${table} set ${changes.join(', ')}`, [hostile, hostile.length])
    }
    const urls = `'https://evil.example/' || ($1::text[])[1 + abs(hashtext(ctid::text)) % $2]`
    for (const table of ['identifier', 'document', 'reference']) {
      await client.query(`update ${table} set url = ${urls}`, [hostile, hostile.length])
    }
    await client.query('commit')
  } finally {
    client.release()
  }
}

const elements = new Set(
  `html head meta title link script body header footer main nav section article aside form label input button select option
   fieldset legend textarea a ul ol li dl dt dd h1 h2 h3 h4 p div span bdi b i strong em small q cite sup sub abbr time mark
   code pre kbd blockquote figure figcaption del ins details summary table caption colgroup col thead tbody tr th td hr br noscript template
   svg g path rect line circle ellipse polyline polygon text tspan defs linearGradient stop desc pattern marker use`.split(
    /\s+/,
  ),
)

const attributes =
  /^(?:lang|charset|name|content|rel|type|href|hreflang|title|src|class|id|dir|role|for|action|method|value|placeholder|autocomplete|required|checked|selected|disabled|min|max|step|size|pattern|rows|cols|maxlength|multiple|open|reversed|hidden|download|scope|colspan|rowspan|datetime|start|tabindex|translate|spellcheck|inputmode|enterkeyhint|novalidate|target|aria-[a-z]+|data-[a-z-]+|viewBox|xmlns|width|height|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|d|dx|dy|points|fill|fill-opacity|stroke|stroke-width|stroke-opacity|stroke-dasharray|stroke-linecap|opacity|offset|stop-color|stop-opacity|transform|text-anchor|dominant-baseline|font-size|font-weight|preserveAspectRatio|focusable|gradientUnits|clip-path|marker-end|vector-effect)$/

/** What of a page is not ours. */
function strangers({ elements: found }: CrawledPage): string[] {
  return found.flatMap(({ name, attributes: given, element }) => {
    const strange: string[] = []
    if (!elements.has(name)) strange.push(`<${name}>`)
    for (const [attribute, value] of Object.entries(given)) {
      if (!attributes.test(attribute)) strange.push(`<${name} ${attribute}>`)
      const isAddress = ['href', 'src', 'action'].includes(attribute)
      if (isAddress && !/^(?:\/(?!\/)|#|\?|https?:\/\/)/.test(value)) strange.push(`<${name} ${attribute}="${value}">`)
    }
    if (name === 'script' && (!given.src?.startsWith('/assets/') || textOf(element) !== '')) strange.push('a script')
    return strange
  })
}

describe('a graph whose words are HTML, quotes, control characters, or as long as can be', () => {
  let pages: CrawledPage[]

  beforeAll(async () => {
    await loadDataset(db, await readDatasetOrThrow(harbour))
    await loadDocument(db, { file: harbourText })
    await spoil()
    const { rows } = await db.pool.query<{ slug: string }>('select slug from entity order by slug')
    const from = ['/', '/documents', ...rows.map(({ slug }) => `/entity/${slug}`)]
    for (const word of hostile) from.push(`/search?q=${encodeURIComponent(word)}`)
    const found = await crawl(app, { from, ofKind: 3, most: 400 })
    pages = [...found.values()].filter(({ address, html }) => html !== '' && viewOf(address.replace(/\?.*/, '')))
  })

  it('has pages with nothing in them that is not ours', () => {
    for (const page of pages) expect([page.address, strangers(page)]).toEqual([page.address, []])
    expect(pages.length).toBeGreaterThan(20)
  })

  it('is shown with its own words', async () => {
    const { rows } = await db.pool.query<{ slug: string; name: string }>('select slug, name from entity')
    for (const { slug, name } of rows) {
      const page = pages.find(({ address }) => address === `/entity/${slug}`)
      const heading = page?.elements.find((one) => one.name === 'h1')
      // HTML has no way to write some control characters, and a browser shows none of them.
      const shown = heading && textOf(heading.element)
      expect([slug, shown]).toEqual([slug, expect.stringContaining(name)])
    }
  })

  it('gets no scripts and no styles but ours from the content security policy', async () => {
    const { headers } = await app.fetch('http://localhost/documents')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|data:|https?:|\*/)
  })
})
