import { beforeAll, describe, expect, it } from 'vitest'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { firstDataset } from '../src/dataset/seed.ts'
import { freshDatabase } from './support/database.ts'
import { copyHarbour, edit } from './support/dataset.ts'
import { putGraph } from './support/graph.ts'
import { ask, testApp } from './support/http.ts'

const db = await freshDatabase()
const { app } = testApp(db)
const iom = '/entity/international-organization-for-migration'

const open = (path: string) => app.fetch(`http://localhost${path}`, { headers: { accept: 'text/html' } })
const htmlOf = async (path: string) => {
  const answer = await open(path)
  return { status: answer.status, html: await answer.text(), location: answer.headers.get('location') }
}
/** What a reader sees: the text without elements. */
const textOf = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
/** The section with a heading of this id. */
const section = (html: string, id: string) =>
  html.match(new RegExp(`<section[^>]*aria-labelledby="${id}">.*?</section>`, 's'))?.[0] ?? ''
const linksIn = (html: string) =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, to = '']) => to.replaceAll('&amp;', '&'))

const longName = `Committee ${'of the very long name '.repeat(22)}`.trim()
const hostile = '<script>alert(1)</script>"onload='

beforeAll(async () => {
  await loadDataset(db, await readDatasetOrThrow(firstDataset))
  await putGraph(db, {
    entities: [
      { kind: 'ORGANIZATION', slug: 'odd', name: hostile, summary: 'مفوضية <b>للهجرة</b>' },
      { kind: 'ORGANIZATION', slug: 'long', name: longName },
      { kind: 'ORGANIZATION', slug: 'bare', name: 'Bare' },
      { kind: 'PERSON', slug: 'head', name: 'منى الحاكم' },
      { kind: 'AGREEMENT', slug: 'pact', name: 'Pact', date: '1951/1952' },
    ],
    facts: [
      { kind: 'ALIAS', subject: 'odd', name: 'Old Odd', aliasKind: 'FORMER', period: '1950~/1960' },
      { kind: 'ALIAS', subject: 'odd', name: 'Old Odd', aliasKind: 'FORMER', period: '1951/1961' },
      { kind: 'ALIAS', subject: 'odd', name: 'OO', aliasKind: 'ACRONYM' },
      { kind: 'FIGURE', subject: 'odd', metric: 'staff', value: '1234567.50', period: '2001' },
      { kind: 'FIGURE', subject: 'odd', metric: 'staff', value: 90, period: '2001' },
      { kind: 'FIGURE', subject: 'odd', metric: 'staff', value: 80 },
      { kind: 'FIGURE', subject: 'odd', metric: 'budget', value: 5, currency: 'USD', period: '2001' },
      { kind: 'ROLE', subject: 'head', object: 'odd', title: 'Head', period: '1990/..' },
      ...Array.from({ length: 70 }, (_, index) => {
        return {
          kind: 'RELATIONSHIP',
          subject: 'long',
          object: 'odd',
          type: 'FUNDS',
          period: `${1900 + index}`,
        } as const
      }),
      { kind: 'RELATIONSHIP', subject: 'odd', object: 'long', type: 'MEMBER_OF' },
    ],
  })
})

describe('the page of an entity', () => {
  it('says what each kind is, in one heading, with headings in order and ids that are not repeated', async () => {
    const { data } = await ask(app, {
      query: '{ entities(first: 100, orderBy: [{ field: FACTS, direction: DESC }]) { nodes { kind slug name } } }',
    })
    const kinds = Map.groupBy(data.entities.nodes as { kind: string; slug: string; name: string }[], ({ kind }) => kind)
    expect(kinds.size).toBe(7)
    for (const [{ slug } = { slug: '' }] of kinds.values()) {
      const { status, html } = await htmlOf(`/entity/${slug}`)
      expect([slug, status]).toEqual([slug, 200])
      const levels = [...html.matchAll(/<h(\d)/g)].map(([, level]) => Number(level))
      expect(levels.filter((level) => level === 1)).toEqual([1])
      for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1)
      const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
      expect([slug, ids.length]).toEqual([slug, new Set(ids).size])
      expect(html).not.toMatch(/ style=| on\w+=/)
    }
  })

  it('shows names through time, figures, posts, criticisms and sources of an organisation', async () => {
    const { html } = await htmlOf(iom)
    const text = textOf(html)
    expect(text).toContain('organisation, UN agency International Organization for Migration')
    expect(textOf(section(html, 'names'))).toContain(
      'Intergovernmental Committee for European Migration former name from 1952 to 1980 ',
    )
    expect(section(html, 'names')).toContain(
      'aria-label="from 1952 to 1980: From 1952 to 1980 the International Organization for Migration was called the Intergovernmental Committee for European Migration. Evidence: text not loaded"',
    )
    expect(textOf(section(html, 'figures'))).toMatch(/staff 17,761 people 2021 .*about 11,500 people date unknown/)
    expect(textOf(section(html, 'posts'))).toContain('António Vitorino Director General as of 2023')
    expect(textOf(section(html, 'received'))).toMatch(/Criticism that it received 14 .*Critics Human Rights Watch 5/)
    expect(linksIn(section(html, 'received'))).toContain(
      '/criticisms?target=international-organization-for-migration&critic=human-rights-watch',
    )
    expect(textOf(section(html, 'sources'))).toContain('136 facts of it here text not loaded')
  })

  it('leads from each statement to its fact, and from lists that are cut to lists that are whole', async () => {
    const { html } = await htmlOf(iom)
    const facts = [...new Set(linksIn(html).filter((to) => to.startsWith('/fact/')))]
    expect(facts.length).toBeGreaterThan(100)
    const lists = [...new Set(linksIn(html).filter((to) => to.startsWith(`${iom}/facts`)))]
    expect(lists.length).toBeGreaterThan(6)
    for (const list of lists) {
      const { status, html: listed } = await htmlOf(list)
      expect([list, status]).toEqual([list, 200])
      expect([list, textOf(listed)]).toEqual([list, expect.stringMatching(/ [1-9]\d* facts?, in order of time/)])
    }
    const keys = facts.map((to) => decodeURIComponent(to.split('/')[3] ?? ''))
    const { data } = await ask(app, {
      query: 'query ($keys: [String!]) { facts(first: 1, where: { key: $keys }) { totalCount } }',
      variables: { keys },
    })
    expect(data.facts.totalCount).toBe(keys.length)
  })

  it('shows names as text, whatever they hold, in their own direction', async () => {
    const { html } = await htmlOf('/entity/odd')
    expect(html).not.toContain('<script>')
    expect(html).not.toContain('<b>')
    expect(textOf(html)).toContain(hostile)
    expect(html).toContain('<p class="lead" dir="auto">')
    expect(html).toContain('<bdi>منى الحاكم</bdi>')
    expect(textOf((await htmlOf('/entity/long')).html)).toContain(longName)
  })

  it('says where figures of one time disagree, and only there', async () => {
    const figures = textOf(section((await htmlOf('/entity/odd')).html, 'figures'))
    expect(figures).toMatch(/staff Sources disagree about the same time\. .*1,234,567\.50? .*90 .*80 date unknown/)
    expect(figures.match(/disagree/g)).toHaveLength(1)
    expect(figures).toContain('budget USD 5')
  })

  it('draws ends that are not exact as fading, and what happened once as no duration', async () => {
    const { html } = await htmlOf('/entity/odd')
    // 1950~ may be 1949 to 1951, and 1960 some day of it: both ends fade. The same name of two sources has two bars.
    const names = section(html, 'names')
    expect(names.match(/<bdi>Old Odd<\/bdi>/g)).toHaveLength(1)
    expect(names.match(/<svg class="bar-line"/g)).toHaveLength(2)
    expect(names.match(/fill="url\(#in-kind-2\)"/g)).toHaveLength(2)
    expect(names.match(/fill="url\(#out-kind-2\)"/g)).toHaveLength(2)
    // A year of funding is a date, and pale in all of it.
    expect(section(html, 'timeline')).not.toMatch(/fill="url\(#(in|out)-kind-1\)"/)
  })

  it('caps what there is much of, and says how much there is', async () => {
    const { html } = await htmlOf('/entity/odd')
    const relationships = section(html, 'relationships')
    expect(textOf(relationships)).toContain('Funded by 70')
    expect(relationships.match(/<li>/g)).toHaveLength(25)
    const address = linksIn(relationships).find((to) => to.includes('end=object')) ?? ''
    expect(address).toBe('/entity/odd/facts?kind=relationship&type=funds&end=object')
    const { html: list } = await htmlOf(address)
    expect(textOf(list)).toContain('Funded by: 70 facts, in order of time')
    expect(list.match(/<li class="fact">/g)).toHaveLength(50)
    const next = linksIn(list).find((to) => to.includes('after=')) ?? ''
    expect((await htmlOf(next)).html.match(/<li class="fact">/g)).toHaveLength(20)
  })

  it('says little of what nothing is known of', async () => {
    const { status, html } = await htmlOf('/entity/bare')
    expect(status).toBe(200)
    expect(textOf(html)).toContain('No source says anything of it yet.')
    expect(html).not.toContain('<section')
  })
})

describe('an address of an entity', () => {
  it('that nothing has leads to what has a similar one', async () => {
    const { status, html } = await htmlOf('/entity/international-organization-for-migratoin')
    expect(status).toBe(404)
    expect(linksIn(html)).toContain(iom)
    expect(linksIn(html)).toContain('/search?q=international+organization+for+migratoin')
    for (const page of ['facts', 'neighbours']) expect((await htmlOf(`/entity/nobody/${page}`)).status).toBe(404)
    const { html: odd } = await htmlOf(`/entity/${encodeURIComponent(hostile)}`)
    expect(odd).not.toContain('<script>alert')
  })

  it.each([
    ['kind=nonsense', 'kind="nonsense", which is not known here. Use one of alias, attribute'],
    ['type=MEMBER', 'type="MEMBER", which is not known here. Use one of part-of'],
    ['end=middle', 'end="middle", which is not known here. Use one of subject, object.'],
    ['dated=perhaps', 'dated="perhaps", which is not known here. Use one of true, false.'],
    ['after=x', 'x'],
    ['after=x&before=y', 'leave one of them out'],
  ])('with a value that cannot be is refused with what would be right: %s', async (query, message) => {
    const { status, html } = await htmlOf(`${iom}/facts?${query}`)
    expect(status).toBe(400)
    expect(textOf(html)).toContain(message)
  })

  it('that is a former one leads to the present one, with what was asked', async () => {
    const folder = copyHarbour()
    await loadDataset(db, await readDatasetOrThrow(folder))
    const { data } = await ask(app, { query: '{ graph { revision } }' })
    edit(folder, 'entities.yaml', 'slug: port-alma', 'slug: alma, formerSlugs: [port-alma]')
    edit(folder, 'facts/claims.yaml', 'amount: 40', 'amount: 41')
    await loadDataset(db, await readDatasetOrThrow(folder))
    const query = `?revision=${data.graph.revision}`
    expect(await htmlOf(`/entity/port-alma${query}`)).toMatchObject({ status: 301, location: `/entity/alma${query}` })
    expect(await htmlOf('/entity/port-alma/facts')).toMatchObject({ status: 301, location: '/entity/alma/facts' })
    expect(await htmlOf('/entity/port-alma/neighbours')).toMatchObject({ location: '/entity/alma/neighbours' })
    const since = textOf(section((await htmlOf(`/entity/alma${query}`)).html, 'since'))
    expect(since).toContain('Changed: Port Alma')
  })
})

describe('what has changed since a revision', () => {
  it('is told of an entity and of its facts, and of those that are gone', async () => {
    const folder = copyHarbour()
    edit(folder, 'entities.yaml', 'slug: port-alma', 'slug: alma, formerSlugs: [port-alma]')
    await loadDataset(db, await readDatasetOrThrow(folder))
    const { data } = await ask(app, { query: '{ graph { revision } }' })
    const told = async () => {
      const { html } = await htmlOf(`/entity/harbour-aid?revision=${data.graph.revision}`)
      return textOf(section(html, 'since'))
    }
    expect(await told()).toContain('Nothing of this has changed.')
    edit(folder, 'facts/claims.yaml', 'key: harbour-staff', 'key: harbour-crew')
    await loadDataset(db, await readDatasetOrThrow(folder))
    const { data: now } = await ask(app, {
      query: '{ fact(dataset: "harbour", key: "harbour-crew") { statement } }',
    })
    const { statement } = now.fact
    expect(await told()).toContain(`New: ${statement}`)
    expect(await told()).toContain(`Gone: ${statement}`)
    expect(textOf((await htmlOf('/entity/bare')).html)).not.toContain('Since revision')
    const { html } = await htmlOf(`/entity/bare?revision=${data.graph.revision}`)
    expect(textOf(section(html, 'since'))).toContain('Nothing of this has changed.')
  })

  it('is not known of what is no revision, or too old', async () => {
    for (const revision of ['', 'yesterday', '4f1c2a9b03de', '4f1c2a9b03de-1.2', hostile]) {
      const { status, html } = await htmlOf(`${iom}?${new URLSearchParams({ revision })}`)
      expect(status).toBe(400)
      expect(textOf(html)).toContain('which is no revision of a graph. One looks like 4f1c2a9b03de-42')
    }
    const { status, html } = await htmlOf(`${iom}?revision=aaaaaaaaaaaa-1`)
    expect(status).toBe(410)
    expect(textOf(html)).toContain('Nobody can go on from "aaaaaaaaaaaa-1"')
  })
})

describe('neighbours', () => {
  it('are drawn the same each time, and stand in a table with their facts', async () => {
    const { html } = await htmlOf(`${iom}/neighbours`)
    const drawn = html.match(/<svg class="picture".*?<\/svg>/s)?.[0] ?? ''
    expect((await htmlOf(`${iom}/neighbours`)).html).toContain(drawn)
    const inPicture = new Set(linksIn(drawn))
    inPicture.delete(iom)
    const inTable = [...html.matchAll(/<th scope="row"><a href="([^"]*)"/g)].map(([, to]) => to)
    expect(inPicture.size).toBeGreaterThan(50)
    expect([...inPicture].toSorted()).toEqual(inTable.toSorted())
    expect(textOf(html)).toMatch(/Human Rights Watch organisation Criticism/)
    expect(html).not.toContain('Between the neighbours')
  })

  it('are drawn with the facts between them, if that is asked for', async () => {
    const { html } = await htmlOf(`${iom}/neighbours?between=true`)
    const across = html.match(/class="edge across"/g) ?? []
    expect(across.length).toBeGreaterThan(3)
    expect(textOf(html)).toMatch(/Between the neighbours .*The Constitution of the International Organization/)
    expect(textOf((await htmlOf('/entity/head/neighbours?between=true')).html)).toContain('No fact links two of them.')
  })
})
