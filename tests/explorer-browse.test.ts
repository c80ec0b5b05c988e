import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { firstDataset } from '../src/dataset/seed.ts'
import { loadDocument } from '../src/document/load.ts'
import { readExampleQuestions } from '../src/http/page/example-question.ts'
import { freshDatabase } from './support/database.ts'
import { harbour, harbourText, writeFiles } from './support/dataset.ts'
import { testApp } from './support/http.ts'

const longName = `${'An organisation with a name that does not end '.repeat(10)}here`
const hostile = '<script>alert("x")</script> & co'
const topics = Array.from(
  { length: 130 },
  (_, index) => `  - {slug: leaf-${index}, name: Leaf ${index}, broader: big-tree}`,
)
const odd = writeFiles({
  'odd.yaml': `organizations:
  - {slug: first-mirror, name: Mirror, organizationType: NGO, summary: One of two.}
  - {slug: second-mirror, name: Mirror, organizationType: MEDIA}
  - {slug: mirror, name: Glass, organizationType: OTHER}
  - {slug: long-name, name: ${longName}, organizationType: OTHER}
  - {slug: hostile, name: '${hostile}', organizationType: OTHER}
  - {slug: arabic, name: منظمة الميناء, organizationType: OTHER}
topics:
  - {slug: big-tree, name: Big tree}
${topics.join('\n')}
`,
})

const db = await freshDatabase()
for (const folder of [firstDataset, odd]) await loadDataset(db, await readDatasetOrThrow(folder))
const questions = await readExampleQuestions()
const { app } = testApp(db, { questions })

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

/** What stands in `main`, as a reader sees it. */
function textOf(html: string): string {
  const main = /<main[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? ''
  const text = main.replace(/<\/?(?:a|bdi|mark|strong|span|code|time)\b[^>]*>/g, '').replace(/<[^>]*>/g, ' ')
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? '').replace(/\s+/g, ' ')
}

async function open(path: string, from = app) {
  const answer = await from.fetch(`http://localhost${path}`, { headers: { accept: 'text/html' } })
  const html = await answer.text()
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'))
  return { status: answer.status, html, text: textOf(html), links }
}

describe('the first page', async () => {
  const small = await freshDatabase()
  const smallApp = testApp(small, { questions }).app

  it('says of an empty graph how to load a dataset', async () => {
    const { status, text } = await open('/', smallApp)
    expect(status).toBe(200)
    expect(text).toContain('The graph is empty. This command loads a dataset')
    expect(text).not.toContain('By whom')
  })

  it('shows a claim with its anchor, and says which command loads the text', async () => {
    await loadDataset(small, await readDatasetOrThrow(harbour))
    const { html, text } = await open('/', smallApp)
    expect(html).toContain('<dt>facts</dt><dd>9</dd>')
    expect(html).toContain('<dt>pieces of evidence</dt><dd>10</dd>')
    expect(text).toContain('The text of “Harbour Aid” is not part of this project')
    expect(text).toContain('npm run dossier -- document load ARTICLE.txt')
    expect(html).toMatch(/<blockquote dir="auto">… <mark>[^<]+<\/mark> …<\/blockquote>/)
    expect(text).toContain('text not loaded')
  })

  it('shows the whole sentence once the text is loaded', async () => {
    await loadDocument(small, { file: harbourText })
    const { html, text } = await open('/', smallApp)
    expect(html).toContain('<dt>found in their texts</dt><dd>10</dd>')
    expect(text).not.toContain('document load')
    const [, quote = ''] = /<blockquote dir="auto">(.+?)<\/blockquote>/.exec(html) ?? []
    expect(quote).toContain('<mark>')
    const sentence = textOf(`<main>${quote}</main>`)
    expect(readFileSync(harbourText, 'utf8')).toContain(sentence)
  })

  it('shows who is criticised most and for what, and leads to those criticisms', async () => {
    const { text, links } = await open('/')
    expect(text).toContain('Who is criticised most International Organization for Migration 14')
    expect(links).toContain('/criticisms?topic=detention')
    expect(links).toContain('/criticisms?critic=human-rights-watch')
    for (const link of links.filter((one) => one.startsWith('/criticisms')))
      expect([link, (await open(link)).status]).toEqual([link, 200])
  })

  it('lists the example questions, which open in the playground', async () => {
    const { html } = await open('/')
    for (const { title, text } of questions) {
      expect(html).toContain(`<a href="/graphql?query=${encodeURIComponent(text)}">${title}</a>`)
    }
  })
})

describe('search', () => {
  it('shows the only thing with a name big, and not again below', async () => {
    const { text, html } = await open('/search?q=IOM')
    expect(text).toContain('International Organization for Migration organisation has the acronym IOM')
    expect(html.match(/href="\/entity\/international-organization-for-migration"/g)).toHaveLength(1)
    expect(html).toContain('name="q" type="search" value="IOM"')
  })

  it('lists all things that have a name', async () => {
    const { text } = await open('/search?q=mirror')
    expect(text).toContain('2 things have this name Mirror organisation')
  })

  it('marks what matched, and narrows to a kind', async () => {
    const { html, links } = await open('/search?q=detention')
    expect(html).toContain('<mark>detention</mark>')
    expect(links).toContain('/search?q=detention&in=criticisms')
    const narrowed = await open('/search?q=detention&in=criticisms')
    expect(narrowed.text).toMatch(/\d+ results/)
    expect(narrowed.html).not.toContain('>topic</span>')
  })

  it('says what nothing resembles, and hides that of words that are no name', async () => {
    expect((await open('/search?q=qqqzzz')).text).toContain('Nothing was found.')
    const { text, html } = await open('/search?q=asylum+seekers+-housing')
    expect(text).toMatch(/\d+ results/)
    expect(html).not.toContain('Nothing in the graph has the name')
  })

  it.each(['/search', '/search?q=', '/search?q=%20'])('asks nothing without words: %s', async (path) => {
    const { status, text } = await open(path)
    expect([status, text]).toEqual([200, expect.stringContaining('Write a name, an acronym or words')])
  })

  it('goes through all pages of results', async () => {
    const seen = new Set<string>()
    let path: string | undefined = '/search?q=leaf'
    while (path !== undefined) {
      const page: Awaited<ReturnType<typeof open>> = await open(path)
      for (const link of page.links.filter((one) => one.startsWith('/entity/leaf-'))) seen.add(link)
      path = page.links.find((link) => link.startsWith('/search?') && link.includes('after='))
    }
    expect(seen.size).toBe(130)
  })

  it.each([
    ['/search?q=a&in=nowhere', 'Nothing can be searched in "nowhere".'],
    [`/search?q=${'a'.repeat(1_001)}`, 'has 1,001 characters'],
  ])('refuses what cannot be, and says why: %s', async (path, why) => {
    const { status, text } = await open(path)
    expect([status, text]).toEqual([400, expect.stringContaining(why)])
  })

  it('shows names as text, whatever stands in them', async () => {
    const { html, text } = await open(`/search?q=${encodeURIComponent(hostile)}`)
    expect(html).not.toContain('<script>')
    expect(text).toContain(hostile)
    expect((await open(`/search?q=${encodeURIComponent(longName)}`)).text).toContain(longName)
    expect((await open(`/search?q=${encodeURIComponent('منظمة الميناء')}`)).html).toContain('<bdi>منظمة الميناء</bdi>')
  })
})

describe('criticisms', () => {
  it('are found by critic and topic, as names or slugs, through the tree', async () => {
    for (const critic of ['HRW', 'human-rights-watch', 'hrw', 'Human Rights Watch']) {
      const { text } = await open(`/criticisms?${new URLSearchParams({ critic, topic: 'detention' })}`)
      expect(text).toContain('Criticisms by Human Rights Watch about Detention')
      expect(text).toContain('5 criticisms The')
      expect(text).toContain('Filed under Offshore detention')
    }
    expect((await open('/criticisms?critic=hrw&topic=detention&direct=1')).text).toContain('0 criticisms')
  })

  it('show claim, critic, target, date, quotation, topics and status', async () => {
    const { text } = await open('/criticisms?critic=john-joniad')
    expect(text).toContain(
      "The IOM's housing for refugees amounts to an open prison. John Joniad about International Organization for Migration, 2022",
    )
    expect(text).toContain('“open prison”')
    expect(text).toContain('text not loaded')
  })

  it('have conditions that can be taken away, and others that can be added', async () => {
    const { links } = await open('/criticisms?critic=HRW&topic=detention&year=2003')
    expect(links).toContain('/criticisms?topic=detention&year=2003')
    expect(links).toContain('/criticisms?critic=amnesty-international&topic=detention&year=2003')
    expect(links).toContain('/criticisms?critic=HRW&topic=detention')
    expect((await open('/criticisms?year=unknown')).text).toContain('Criticisms, date not known')
    expect((await open('/criticisms?about=nauru&q=housing')).status).toBe(200)
  })

  it('say which condition stands for nothing or for several things, and what may be meant', async () => {
    const nothing = await open('/criticisms?critic=hrww')
    expect(nothing.text).toContain('hrww (nothing has this name)')
    expect(nothing.text).not.toContain('the slug')
    expect(nothing.links).toContain('/criticisms?critic=HRW')
    const both = await open('/criticisms?target=Mirror')
    expect(both.text).toContain('Mirror, which is Mirror, Mirror')
    expect(both.links).toContain('/entity/second-mirror')
  })

  it('are a list for tables with the same conditions', async () => {
    const { links } = await open('/criticisms?critic=HRW')
    expect(links).toContain('/criticisms.csv?critic=HRW')
  })

  it('say beside the form what is no date', async () => {
    const { status, text, html } = await open('/criticisms?critic=HRW&year=20x')
    expect([status, text]).toEqual([400, expect.stringContaining('“20x” is no date. Write a year, such as 2003')])
    expect(html).toContain('name="critic" value="HRW"')
  })

  it.each(['after=x', 'after=a&before=b', 'q=%00'])('refuse what cannot be: %s', async (search) => {
    expect((await open(`/criticisms?${search}`)).status).toBe(400)
  })
})

describe('trees', () => {
  it('show a small tree as a whole below a topic, with counts through the tree', async () => {
    const { text, links } = await open('/topics?below=human-rights')
    expect(text).toContain('Topics › Human rights Topics below Human rights')
    expect(text).toContain('Detention 7 criticisms')
    expect(text).toContain('Offshore detention 4 criticisms')
    expect(links).toContain('/criticisms?topic=offshore-detention')
  })

  it('show a large tree step by step, from its beginnings', async () => {
    const top = await open('/topics')
    expect(top.text).toMatch(/\d+ topics at this level, of \d+ topics in all/)
    expect(top.links).toContain('/topics?below=big-tree')
    expect(top.text).not.toContain('Leaf 1 ')
    const first = await open('/topics?below=big-tree')
    expect(first.links.filter((link) => link.startsWith('/entity/leaf-'))).toHaveLength(100)
    const next = first.links.find((link) => link.includes('step=')) ?? ''
    expect((await open(next)).links.filter((link) => link.startsWith('/entity/leaf-'))).toHaveLength(30)
  })

  it('show places with what lies in them', async () => {
    const { text } = await open('/places?below=asia-pacific')
    expect(text).toContain('Places › Asia Pacific')
    expect(text).toMatch(/Nauru \d+ criticisms/)
    expect((await open('/places?below=Asia+Pacific')).status).toBe(200)
  })

  it('say that nothing is there', async () => {
    const { status, text } = await open('/places?below=nowhere-at-all')
    expect([status, text]).toEqual([404, expect.stringContaining('There is no such place')])
    expect((await open('/topics?below=leaf-1')).text).toContain('There are no topics here.')
  })
})

describe('paths', () => {
  it('lead from one thing to the other, each step with its fact and its words', async () => {
    const { text, html, links } = await open('/path?from=HRW&to=geneva')
    expect(text).toContain('From Human Rights Watch to Geneva')
    expect(text).toContain('2 steps Human Rights Watch In 2003 Human Rights Watch criticised')
    expect(text).toContain('The headquarters of the International Organization for Migration are in Geneva')
    expect(html).toContain('<mark>Geneva, Switzerland</mark>')
    expect(links).toContain('/fact/iom/hrw-2003-pacific-solution')
  })

  it('ask which of several things is meant', async () => {
    const { status, text, links } = await open('/path?from=Mirror&to=IOM')
    expect([status, text]).toEqual([200, expect.stringContaining('“Mirror” is the name of several things.')])
    expect(links).toContain('/path?from=second-mirror&to=IOM')
    expect((await open('/path?from=second-mirror&to=IOM')).text).toContain('There is no path of at most 4 steps.')
    // A slug of one word is a name in addresses, so it needs to be told from one.
    expect((await open('/path?from=slug%3Amirror&to=mirror')).text).toContain('“mirror” is the name of several things.')
    expect((await open('/path?from=slug%3Amirror&to=slug%3Amirror')).text).toContain('From Glass to Glass')
  })

  it('say what a name may mean that nothing has', async () => {
    const { status, text, links } = await open('/path?from=hrww&to=IOM')
    expect(status).toBe(404)
    expect(text).toContain('Nothing in the graph is called “hrww”. Did you mean HRW?')
    expect(links).toContain('/path?from=HRW&to=IOM')
  })

  it.each(['/path', '/path?from=HRW', '/path?from=&to='])('are asked for by a form: %s', async (path) => {
    const { status, text } = await open(path)
    expect([status, text]).toEqual([200, expect.stringContaining('Write two names')])
  })

  it('refuse a number of steps that cannot be', async () => {
    expect((await open('/path?from=HRW&to=IOM&steps=9')).text).toContain('"9" is no number of steps')
  })
})

describe('comparisons', () => {
  it('put organisations side by side', async () => {
    const { text, links } = await open('/compare?entity=IOM&entity=HRW&entity=UNHCR')
    expect(text).toContain(
      'International Organization for Migration, Human Rights Watch and United Nations High Commissioner for Refugees',
    )
    expect(text).toContain('Founded 6 December 1951 not known')
    expect(text).toContain('USD 1,800,000,000 per year')
    expect(links).toContain('/criticisms?target=international-organization-for-migration&topic=detention')
    expect(text).toContain('The graph knows no member that they have in common.')
  })

  it('show what organisations are members of together', async () => {
    const { text } = await open('/compare?entity=Government+of+Australia&entity=IOM')
    expect(text).toContain('What all of them are members of')
  })

  it('say which names stand for no organisation, or for several', async () => {
    const place = await open('/compare?entity=Geneva&entity=IOM')
    expect([place.status, place.text]).toEqual([
      404,
      expect.stringContaining('"Geneva" is a place, not an organisation'),
    ])
    const several = await open('/compare?entity=Mirror&entity=IOM')
    expect(several.links).toContain('/compare?entity=first-mirror&entity=IOM')
    expect((await open('/compare?entity=a&entity=b&entity=c&entity=d&entity=e')).text).toContain(
      'at most 4 are compared',
    )
    const same = await open('/compare?entity=IOM&entity=PICMME')
    expect(same.text).toContain('All of these are names of International Organization for Migration.')
    expect((await open('/compare?entity=IOM')).text).toContain('Write the names of two to four organisations.')
  })
})

describe('changes and datasets', () => {
  it('show what happened, the newest first, and lead to what it is about', async () => {
    const { text, links } = await open('/changes')
    expect(text).toContain('dataset small')
    expect(links.find((link) => link.includes('before='))).toBeDefined()
    const criticisms = await open('/changes?dataset=iom&of=criticisms&operation=new')
    expect(criticisms.text).toContain('14 changes that meet these conditions.')
    expect(criticisms.links).toContain('/fact/iom/joniad-2022-open-prison')
  })

  it('go back to the first change, and on from a revision', async () => {
    const back = (await open('/changes?dataset=iom')).links.find((link) => link.includes('before=')) ?? ''
    expect((await open(back)).text).toContain('dataset iom')
    const [, revision = ''] = /after=([^"&]+)"/.exec((await open('/changes')).html) ?? []
    expect((await open(`/changes?after=${revision}`)).text).toContain('No change meets these conditions.')
  })

  it.each([
    ['/changes?of=nothing', '"of" of the address is "nothing"'],
    ['/changes?operation=x', 'it must be one of new, changed, removed'],
    ['/changes?after=a&before=b', 'leave one of them out'],
    ['/changes?after=x', 'neither a cursor of a change'],
  ])('refuse what cannot be: %s', async (path, why) => {
    const { status, text } = await open(path)
    expect([status, text]).toEqual([400, expect.stringContaining(why)])
  })

  it('show each dataset and what it holds', async () => {
    expect((await open('/datasets')).links).toContain('/dataset/iom')
    const { text } = await open('/dataset/iom')
    expect(text).toContain('criticisms 14')
    expect(text).toContain('text not loaded 262')
    expect((await open('/dataset/nothing')).status).toBe(404)
  })
})
