import { describe, expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'

const db = await freshDatabase()
const app = createTestApp(db)
await putGraph(db, {
  entities: [
    { kind: 'ORGANIZATION', slug: 'iom', name: 'International Organization for Migration' },
    { kind: 'ORGANIZATION', slug: 'imo', name: 'International Maritime Organization', labels: ['IMO'] },
    { kind: 'ORGANIZATION', slug: 'institute', name: 'Institute of Medicine' },
    { kind: 'ORGANIZATION', slug: 'amnesty', name: 'アムネスティ・インターナショナル' },
    { kind: 'PERSON', slug: 'tolstoy', name: 'Лев Толстой' },
    { kind: 'PERSON', slug: 'migration', name: 'Migration' },
    { kind: 'TOPIC', slug: 'topic-migration', name: 'migration' },
    { kind: 'PLACE', slug: 'zurich', name: 'Zürich' },
    { kind: 'PERSON', slug: 'petrov', name: 'Иван Сергеевич Петров' },
    { kind: 'ORGANIZATION', slug: 'commission', name: 'Ελληνική Επιτροπή Δικαιωμάτων' },
    { kind: 'ORGANIZATION', slug: 'committee', name: 'اللجنة الدولية للصليب الأحمر' },
    { kind: 'ORGANIZATION', slug: 'office', name: '联合国人权事务高级专员办事处' },
    { kind: 'ORGANIZATION', slug: 'agency', name: '국제이주기구 서울사무소' },
  ],
  facts: [
    { kind: 'ALIAS', key: 'iom', subject: 'iom', name: 'IOM', aliasKind: 'ACRONYM', period: '1989/..' },
    { kind: 'ALIAS', key: 'old', subject: 'institute', name: 'IOM', aliasKind: 'ACRONYM', period: '1970/1980' },
    { kind: 'ALIAS', key: 'picmme', subject: 'iom', name: 'PICMME', aliasKind: 'ACRONYM', period: '1951/1952' },
    {
      kind: 'ALIAS',
      key: 'former',
      subject: 'iom',
      name: 'Intergovernmental Committee for European Migration',
      aliasKind: 'FORMER',
      period: '1952/1980',
    },
    { kind: 'ALIAS', key: 'agency', subject: 'iom', name: 'UN Migration', aliasKind: 'ALSO_KNOWN_AS' },
    {
      kind: 'ALIAS',
      key: 'same',
      subject: 'iom',
      name: 'International Organization for Migration',
      aliasKind: 'OFFICIAL',
    },
  ],
})

const document = `query ($name: String!, $kinds: [EntityKind!], $asOf: EDTF, $first: Int) {
  resolve(name: $name, kinds: $kinds, asOf: $asOf, first: $first) {
    entity { slug } matchedName reason score alias { name aliasKind period { label } evidence { document { slug } } }
  }
}`
interface Match {
  readonly entity: { readonly slug: string }
  readonly reason: string
  readonly score: number
  readonly alias: { readonly name: string } | null
}

const resolve = async (name: string, more: object = {}): Promise<Match[]> =>
  (await app.get(document, { name, ...more })).resolve
/** Who is meant and why, the best first. */
const found = async (name: string, more: object = {}) =>
  (await resolve(name, more)).map((match) => `${match.entity.slug} ${match.reason}`)
const best = async (name: string, more: object = {}) => (await found(name, more))[0]

describe('resolve finds', () => {
  it('a current name', async () => {
    expect(await best('international organization for migration')).toBe('iom NAME')
    expect((await resolve('Zurich'))[0]).toMatchObject({
      entity: { slug: 'zurich' },
      matchedName: 'Zürich',
      score: 1,
      alias: null,
    })
  })

  it('an alias, with its years and evidence', async () => {
    expect((await resolve('un-migration'))[0]).toEqual({
      entity: { slug: 'iom' },
      matchedName: 'UN Migration',
      reason: 'ALIAS',
      score: 0.95,
      alias: {
        name: 'UN Migration',
        aliasKind: 'ALSO_KNOWN_AS',
        period: { label: 'date unknown' },
        evidence: [{ document: { slug: 'source' } }],
      },
    })
  })

  it('a label of a curator, which no alias states', async () => {
    expect((await resolve('imo'))[0]).toMatchObject({ entity: { slug: 'imo' }, reason: 'ALIAS', alias: null })
  })

  it('a former name, and an acronym that went out of use', async () => {
    expect(await best('Intergovernmental Committee for European Migration')).toBe('iom FORMER_NAME')
    expect((await resolve('P.I.C.M.M.E.'))[0]).toMatchObject({
      entity: { slug: 'iom' },
      reason: 'FORMER_NAME',
      alias: { name: 'PICMME', period: { label: 'from 1951 to 1952' } },
    })
  })

  it('an acronym in use', async () => expect(await best('IOM')).toBe('iom ACRONYM'))

  it('the beginning of a name', async () => {
    const matches = await found('International')
    expect(matches.toSorted()).toEqual(['imo PREFIX', 'iom PREFIX'])
    expect(await best('Intergovern')).toBe('iom PREFIX')
  })

  it('a slip of the pen', async () => {
    expect(await best('Internatonal Organisation for Migraton')).toBe('iom FUZZY')
    expect(await best('Züürich')).toBe('zurich FUZZY')
  })

  it('names in other scripts', async () => {
    expect(await best('лев толстой')).toBe('tolstoy NAME')
    expect(await best('Лев Толст')).toBe('tolstoy PREFIX')
    expect(await best('アムネスティ インターナショナル')).toBe('amnesty NAME')
    expect(await best('アムネスティ')).toBe('amnesty PREFIX')
  })

  it('a slip of the pen in any script', async () => {
    expect(await best('Иван Сергееич Петров')).toBe('petrov FUZZY')
    expect(await best('Ivan Sergeevich Petrov')).toBe('petrov FUZZY')
    expect(await best('Ελληνικη Επιτροπη Δικεωμάτων')).toBe('commission FUZZY')
    expect(await best('اللجنه الدولية للصليب الاحمر')).toBe('committee WORDS')
    expect(await best('联合国人权事物高级专员办事处')).toBe('office FUZZY')
    expect(await best('국제이쥬기구 서울사무소')).toBe('agency FUZZY')
  })

  it('one word of a name with a slip of the pen', async () => {
    expect(await best('Tolstoyy')).toBe('tolstoy FUZZY')
    expect(await best('Петроф')).toBe('petrov FUZZY')
    expect(await best('Medecine')).toBe('institute FUZZY')
    expect(await best('maritme organisation')).toBe('imo FUZZY')
  })

  it('nothing for what resembles nothing', async () => {
    expect(await found('qqqqqqqqq')).toEqual([])
    for (const name of ['', '  ', '\u200b', '%', '_']) expect(await found(name), JSON.stringify(name)).toEqual([])
  })
})

describe('resolve ranks', () => {
  it('things that share a name, all of them', async () => {
    expect((await found('migration')).slice(0, 2)).toEqual(['migration NAME', 'topic-migration NAME'])
    const [first, second] = await resolve('IOM')
    expect([first?.entity.slug, second?.entity.slug]).toEqual(['iom', 'institute'])
    expect(second?.reason).toBe('FORMER_NAME')
  })

  it('names in use at the time higher', async () => {
    expect((await found('IOM', { asOf: '1975' })).slice(0, 2)).toEqual(['institute FORMER_NAME', 'iom ACRONYM'])
    expect((await found('IOM', { asOf: '2005' })).slice(0, 2)).toEqual(['iom ACRONYM', 'institute FORMER_NAME'])
    expect(await best('UN Migration', { asOf: '1975' }), 'a name without years may have been in use').toBe('iom ALIAS')
  })

  it('better reasons higher, and scores fall', async () => {
    for (const name of ['migration', 'IOM', 'International Organization for Migration', 'International']) {
      const scores = (await resolve(name)).map((match) => match.score)
      expect(scores, name).toEqual(scores.toSorted((a, b) => b - a))
      expect(scores.every((score) => score > 0 && score <= 1)).toBe(true)
    }
  })

  it('each thing once, by its best match', async () => {
    const slugs = (await resolve('International Organization for Migration')).map((match) => match.entity.slug)
    expect(slugs).toEqual([...new Set(slugs)])
    expect((await resolve('International Organization for Migration'))[0]).toMatchObject({ reason: 'NAME', score: 1 })
  })
})

describe('resolve is bounded', () => {
  it('to kinds', async () => {
    expect((await found('migration', { kinds: ['TOPIC'] }))[0]).toBe('topic-migration NAME')
    expect(await found('IOM', { kinds: ['PLACE'] })).toEqual([])
    expect(await found('IOM', { kinds: [] })).toEqual([])
  })

  it('to the first so many', async () => {
    expect(await found('migration', { first: 1 })).toHaveLength(1)
    expect(await found('migration', { first: 100 })).toEqual(await found('migration'))
    for (const first of [0, -1, 101]) {
      const { message, extensions } = await app.refusal(document, { name: 'x', first })
      expect([message, extensions.code]).toEqual([
        `\`first\` is ${first}: ask for 1 to 100 candidates.`,
        'BAD_USER_INPUT',
      ])
    }
  })

  it('to a time that is one', async () => {
    expect((await app.refusal(document, { name: 'x', asOf: 'soon' })).extensions.code).toBe('BAD_USER_INPUT')
  })

  it('in the length of a name', async () => {
    expect(await found('x'.repeat(1_000))).toEqual([])
    expect((await app.refusal(document, { name: 'x'.repeat(50_000) })).extensions.code).toBe('BAD_USER_INPUT')
  })
})

describe('resolve finds people by some of their words', async () => {
  const other = await freshDatabase()
  const people = createTestApp(other)
  await putGraph(other, {
    entities: [
      { kind: 'PERSON', slug: 'doig', name: 'Christopher Doig' },
      { kind: 'PERSON', slug: 'wei-li', name: 'Li Wei' },
      { kind: 'PERSON', slug: 'swing', name: 'William Lacy Swing' },
      { kind: 'PERSON', slug: 'stoep', name: 'Max van der Stoep' },
      { kind: 'PERSON', slug: 'petrov', name: 'Иван Сергеевич Петров' },
      { kind: 'PERSON', slug: 'mueller', name: 'J. Müller' },
      { kind: 'ORGANIZATION', slug: 'iom', name: 'International Organization for Migration' },
      { kind: 'ORGANIZATION', slug: 'obscure', name: 'Institute of Medals', labels: ['WFP'] },
      { kind: 'ORGANIZATION', slug: 'famous', name: 'World Food Programme', labels: ['WFP'] },
      { kind: 'ORGANIZATION', slug: 'council', name: 'Refugee Council of Australia' },
      { kind: 'ORGANIZATION', slug: 'amnesty', name: 'Amnesty International' },
      { kind: 'ORGANIZATION', slug: 'hrw', name: 'Human Rights Watch' },
      { kind: 'PLACE', slug: 'switzerland', name: 'Switzerland' },
    ],
    facts: [
      { kind: 'FIGURE', subject: 'famous', metric: 'staff', value: 1 },
      { kind: 'FIGURE', subject: 'famous', metric: 'budget', value: 2 },
    ],
  })
  type Named = { entity: { slug: string }; reason: string; note: string | null }
  const fields = '{ entity { slug } reason note }'
  const ask = async (name: string): Promise<Named[]> =>
    (await people.get(`query ($name: String!) { resolve(name: $name) ${fields} }`, { name })).resolve
  const suggest = async (text: string): Promise<Named[]> =>
    (await people.get(`query ($text: String!) { suggest(text: $text) ${fields} }`, { text })).suggest

  it.each([
    ['Doig', 'doig'],
    ['C. Doig', 'doig'],
    ['Doig, Christopher', 'doig'],
    ['Dr. Doig', 'doig'],
    ['Wei Li', 'wei-li'],
    ['W. L. Swing', 'swing'],
    ['WL Swing', 'swing'],
    ['Swing, William Lacy', 'swing'],
    ['van der Stoep', 'stoep'],
    ['Петров', 'petrov'],
    ['И. С. Петров', 'petrov'],
    ['Jürgen Mueller', undefined],
    ['Johannes Müller', 'mueller'],
    ['Organization for Migration', 'iom'],
  ])('%s', async (name, slug) => {
    const [match] = (await ask(name)).filter(({ reason }) => reason === 'WORDS')
    expect(match?.entity.slug).toBe(slug)
  })

  it('does not take other initials for theirs', async () => {
    for (const name of ['B. Doig', 'W. X. Swing']) {
      expect(
        (await ask(name)).filter(({ reason }) => reason === 'WORDS'),
        name,
      ).toEqual([])
    }
  })

  it('and orders equal matches by how much the graph knows of each, and says so', async () => {
    const [first, second] = await ask('WFP')
    expect([first?.entity.slug, second?.entity.slug]).toEqual(['famous', 'obscure'])
    expect(first?.note).toContain('2 things match equally well')
    expect(first?.note).toContain('2 facts')
    expect((await ask('Human Rights Watch'))[0]?.note).toBeNull()
  })

  it.each([
    ['council aus', 'council'],
    ['switz', 'switzerland'],
    ['watch', 'hrw'],
    ['amnesty internatoinal', 'amnesty'],
    ['hum rig', 'hrw'],
    ['wat hum', 'hrw'],
    ['петр', 'petrov'],
    ['WF', 'famous'],
    ['swi', 'swing'],
  ])('suggest: %s', async (text, slug) => {
    expect((await suggest(text)).map(({ entity }) => entity.slug)).toContain(slug)
  })

  it('suggests the best first, and nothing for nothing', async () => {
    expect((await suggest('switz'))[0]?.entity.slug).toBe('switzerland')
    for (const text of ['', '  ', '%', '_', 'qqqqqq']) expect(await suggest(text), text).toEqual([])
  })

  it('resolves many names at once, in their order, with as many statements', async () => {
    const names = ['Doig', 'nobody at all', 'WFP', '']
    const sent = async (some: string[]) =>
      await people.ask(`query ($names: [String!]!) { resolveAll(names: $names) { entity { slug } } }`, { names: some })
    const { data, statements } = await sent(names)
    const found = (data as { resolveAll: Named[][] }).resolveAll
    expect(found.map((matches) => matches[0]?.entity.slug)).toEqual(['doig', undefined, 'famous', undefined])
    expect((await sent([...names, 'Swing', 'Wei Li', 'Петров'])).statements).toBe(statements)
    const { errors } = await sent(Array.from({ length: 51 }, () => 'x'))
    expect(errors?.[0]?.message).toBe('`names` has 51 items: ask for at most 50 at once.')
  })

  it.each(['x'.repeat(1001), 'a '.repeat(600)])('refuses a name that is too long', async (name) => {
    const { message, extensions } = await people.refusal(`query ($n: String!) { resolve(name: $n) { score } }`, {
      n: name,
    })
    expect([message, extensions.code]).toEqual([expect.stringContaining('at most 1,000'), 'BAD_USER_INPUT'])
  })

  it.each(["'; drop table name", '%%%', '\\', '\u200b', '((('])('survives %j', async (name) => {
    expect(Array.isArray(await ask(name))).toBe(true)
    expect(Array.isArray(await suggest(name))).toBe(true)
  })
})

describe('suggest', () => {
  const suggested = async (text: string, more: object = {}) => {
    const document = `query ($text: String!, $kinds: [EntityKind!], $first: Int) {
      suggest(text: $text, kinds: $kinds, first: $first) { entity { slug } reason }
    }`
    const { suggest } = await app.get(document, { text, ...more })
    return suggest.map((match: Match) => `${match.entity.slug} ${match.reason}`)
  }

  it.each([
    ['intern', 'imo WORDS'],
    ['org mari', 'imo WORDS'],
    ['mari org inter', 'imo WORDS'],
    ['medic', 'institute WORDS'],
    ['inst medecine', 'institute FUZZY'],
    ['internatoinal maritime', 'imo FUZZY'],
    ['zür', 'zurich WORDS'],
    ['IMO', 'imo ALIAS'],
    ['толс', 'tolstoy WORDS'],
    ['インターナ', 'amnesty WORDS'],
    ['红', undefined],
    ['%', undefined],
  ])('%j: %s', async (text, best) => expect((await suggested(text))[0]).toBe(best))

  it('only some kinds, and no more than were asked for', async () => {
    expect(await suggested('migr', { kinds: ['TOPIC'] })).toEqual(['topic-migration WORDS'])
    expect(await suggested('i', { first: 2 })).toHaveLength(2)
  })
})
