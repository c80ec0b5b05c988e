import { describe, expect, it, test } from 'vitest'
import { spells } from '../src/draft/rule/acronym-spelling.ts'
import { candidatesOf, rules } from '../src/draft/rule/rules.ts'
import { type Named, textForRules } from './support/rule-context.ts'
import { faultsOf } from './support/rule-faults.ts'

// What rules read out of sentences of our own, about organisations that there are not.

const lexicon: Named[] = [
  { slug: 'tide-watch', kind: 'ORGANIZATION', name: 'Tide Watch', names: ['TW'] },
  { slug: 'keepers-union', kind: 'ORGANIZATION', name: 'Keepers Union' },
  { slug: 'ada-brook', kind: 'PERSON', name: 'Ada Brook' },
  { slug: 'geneva', kind: 'PLACE', name: 'Geneva' },
]

const lead = 'The Harbour Light Council (HLC) is an international organization that keeps lighthouses.'

interface Options {
  readonly box?: string
  readonly opening?: string
  readonly language?: string
}

/** The facts of a text about the Harbour Light Council, each as rule, fact and statement. Any check has to accept them. */
function read(body: string, { box, opening = lead, language }: Options = {}) {
  const tail = box === undefined ? '' : `\nInformation box\n{${box}}\n`
  const text = textForRules(`70001,\nHarbourLightCouncil,\n\n${opening}\n${body}\n${tail}`, lexicon, language)
  const candidates = text.context === undefined ? [] : candidatesOf(text.context)
  for (const candidate of candidates) expect(faultsOf(text, candidate, lexicon), candidate.statement ?? '').toEqual([])
  return candidates
}

/** The facts that a rule finds. */
function facts(rule: string, body: string, options?: Options) {
  return read(body, options)
    .filter((candidate) => candidate.rule === rule)
    .map(({ fact }) => fact)
}

const hlc = 'harbour-light-council'

describe('founding', () => {
  it.each([
    ['The Harbour Light Council was established in 1951 to keep lights.', '1951'],
    ['HLC was formally founded on 6 December 1951 by three ports.', '1951-12-06'],
    ['The council was formed in July, 1990 by Ada Brook.', '1990-07'],
    ['Founded in 1961, the HLC keeps ninety lights.', '1961'],
    ['In 1951, the HLC was created by three ports.', '1951'],
    ['The HLC came into being in 1951.', '1951'],
  ])('%s', (sentence, value) => {
    expect(facts('founding', sentence)).toEqual([{ subject: hlc, attribute: 'founded', value }])
  })

  it.each([
    'The Harbour Light Council Museum was established in 1951.',
    'Tide Watch was founded in 1951.',
    'The HLC was not founded in 1951.',
    'The HLC denied that it was founded in 1951.',
    'The HLC, which met a port that was established in 1951, keeps lights.',
    'The Harbour Light Council developed a numbering system. It was launched in 2002.',
    'Tide Watch met in Geneva. It was founded in 1951.',
    'Tide Watch met in Geneva. The organization was founded in 1951.',
    'The HLC would be founded in 1951.',
    'The HLC was founded before the war; a museum opened in 1951.',
    'The new HLC-based society was founded in 1951.',
  ])('not: %s', (sentence) => {
    expect(facts('founding', sentence)).toEqual([])
  })

  it('follows a pronoun only to a sentence about the subject, and cites that, too', () => {
    const [candidate] = read('The HLC is the oldest of its kind. It was established in 1951.').filter(
      ({ rule }) => rule === 'founding',
    )
    expect(candidate?.evidence.map(({ anchor }) => anchor)).toEqual([
      'was established in 1951',
      'The HLC is the oldest of its kind',
    ])
  })
})

describe('names', () => {
  it('are abbreviated by their initials only', () => {
    expect(spells('IOM', 'International Organization for Migration')).toBe(true)
    expect(spells('ECOWAS', 'Economic Community of West African States')).toBe(true)
    expect(spells('AfDB', 'African Development Bank')).toBe(true)
    expect(spells('IOM', 'International Committee for Migration')).toBe(false)
    expect(spells('IO', 'International Organization for Migration')).toBe(false)
    expect(spells('UN', 'United')).toBe(false)
  })

  it('have acronyms in brackets: those of the subject, of others, and none that stands for no body', () => {
    const found = facts(
      'acronym',
      "It met the International Buoy Agency (IBA), the HLC Congress (NOPE), the Best Practice Guide (BPG), and the Buoy Group I's (BGI) report.",
    )
    expect(found).toEqual([
      { subject: hlc, name: 'HLC', aliasKind: 'ACRONYM', language: 'en' },
      { subject: 'international-buoy-agency', name: 'IBA', aliasKind: 'ACRONYM', language: 'en' },
    ])
  })

  it('follow each other, each with its years', () => {
    const found = facts(
      'former-name',
      'The organization changed its name from the Lamp Board (LB) to the Port Lamp Council (PLC) in 1952, to the Harbour Lamp Council in 1980, and finally to its current name, the Harbour Light Council (HLC), in 1989.',
    )
    expect(found.map(({ name, aliasKind, period }) => [name, aliasKind, period])).toEqual([
      ['Lamp Board', 'FORMER', '/1952'],
      ['LB', 'ACRONYM', '/1952'],
      ['Port Lamp Council', 'FORMER', '1952/1980'],
      ['PLC', 'ACRONYM', '1952/1980'],
      ['Harbour Lamp Council', 'FORMER', '1980/1989'],
      ['Harbour Light Council', 'OFFICIAL', '1989/..'],
      ['HLC', 'ACRONYM', '1989/..'],
    ])
  })

  it.each([
    ['The HLC, formerly known as the Lamp Board, keeps lights.', 'Lamp Board', 'FORMER', undefined],
    ['The HLC was first known as the Lamp Board.', 'Lamp Board', 'FORMER', undefined],
    ['The HLC was founded in 1951 as the Lamp Board.', 'Lamp Board', 'FORMER', undefined],
    ['The HLC was founded in 1951 as the Agency for Lamps at the Outer Coasts.', undefined, undefined, undefined],
    ['The HLC was previously called the Lamp Board (1948–1956).', 'Lamp Board', 'FORMER', '1948/1956'],
    ['The HLC was known as such, but was renamed.', undefined, undefined, undefined],
    ['In 1989, the HLC was renamed the Light Society.', 'Light Society', 'FORMER', '1989/'],
    ['The HLC changed its name to the Light Society in 1989.', 'Light Society', 'FORMER', '1989/'],
    ['The HLC was founded in 1951 by three ports as the Lamp Board.', 'Lamp Board', 'FORMER', undefined],
    ['The Lamp Board was renamed the Harbour Light Council on 1 May 1995.', 'Lamp Board', 'FORMER', '/1995-05-01'],
    ['In 1995, the Lamp Board was renamed the HLC.', 'Lamp Board', 'FORMER', '/1995'],
    ['The Lamp Board was renamed the HLC Bank in 1995.', undefined, undefined, undefined],
    ['The HLC, sometimes rendered in English as Lampers, keeps lights.', 'Lampers', 'ALSO_KNOWN_AS', undefined],
    ['The HLC is also known as the Lampers.', 'Lampers', 'ALSO_KNOWN_AS', undefined],
    [
      'The Harbour Light Council, also known as Lights Without Borders, is a charity.',
      'Lights Without Borders',
      'ALSO_KNOWN_AS',
      undefined,
    ],
    ['As the "guild of lamps", the HLC is well known.', 'guild of lamps', 'ALSO_KNOWN_AS', undefined],
    ['Tide Watch, formerly known as the Lamp Board, keeps lights.', undefined, undefined, undefined],
    ['The HLC bought a ship, formerly known as the Lamp Queen.', undefined, undefined, undefined],
  ])('%s', (sentence, name, aliasKind, period) => {
    const expected =
      name === undefined ? [] : [{ subject: hlc, language: 'en', name, aliasKind, ...(period ? { period } : {}) }]
    expect(facts('former-name', sentence)).toEqual(expected)
  })
})

test('two former names of one sentence each have their years', () => {
  const sentence = 'The HLC was previously called the Lamp Board (1948–1956) and the Lamp Union (1990–2008).'
  expect(facts('former-name', sentence).map(({ name, period }) => [name, period])).toEqual([
    ['Lamp Board', '1948/1956'],
    ['Lamp Union', '1990/2008'],
  ])
})

describe('names in the first sentence', () => {
  const names = (rule: string, opening: string) =>
    facts(rule, 'It keeps lights.', { opening }).map(({ name, aliasKind, language }) => [name, aliasKind, language])

  it.each([
    [
      'The Harbour Light Council (HLC; officially Harbour Light Council of Ports and Seas; also Lampers) is a charity.',
      [
        ['Harbour Light Council of Ports and Seas', 'OFFICIAL', 'en'],
        ['Lampers', 'ALSO_KNOWN_AS', 'en'],
      ],
    ],
    [
      'The Harbour Light Council (commonly known as Lampers and HC) is a charity.',
      [
        ['Lampers', 'ALSO_KNOWN_AS', 'en'],
        ['HC', 'ACRONYM', 'en'],
      ],
    ],
    [
      'The Harbour Light Council (French: Conseil des Phares (CP); Arabic: مجلس المنارات majlis), formally the Council of Harbour Lights (French: Conseil), is a charity.',
      [
        ['Conseil des Phares', 'ALSO_KNOWN_AS', 'fr'],
        ['مجلس المنارات', 'ALSO_KNOWN_AS', 'ar'],
        ['Council of Harbour Lights', 'OFFICIAL', 'en'],
      ],
    ],
    ['The Harbour Light Council (HLC, /hlk/ HA-lik), founded in 1951 (French: Phares), is a charity.', []],
    ['The Harbour Light Council (HLC; formerly Lamp Board; chair: Ada Brook) is a charity.', []],
    ['The Harbour Light Council (also a port), formally a charity, is a society.', []],
  ])('%s', (opening, expected) => {
    expect(names('full-name', opening)).toEqual(expected)
  })

  it('are full ones where the title is short', () => {
    const text = textForRules(
      '70002,\nHLC,\n\nThe Harbour Light Council (HLC, /hlk/ HA-lik, or CLP in other languages) is a charity.\n',
    )
    const found = text.context === undefined ? [] : candidatesOf(text.context)
    for (const candidate of found) expect(faultsOf(text, candidate)).toEqual([])
    expect(found.map(({ rule, fact }) => [rule, fact.name, fact.aliasKind])).toEqual([
      ['full-name', 'Harbour Light Council', 'OFFICIAL'],
    ])
  })

  it('may be longer than the title', () => {
    const opening = 'The Light and Lamp Organization of the United Harbours and Ports (LLO) is a society.'
    const text = textForRules(`70004,\nLightandLampOrganization,\n\n${opening}\nLLO was founded in 1951.\n`)
    const found = text.context === undefined ? [] : candidatesOf(text.context)
    expect(found.map(({ rule }) => rule)).toContain('founding')
  })

  it('are the common one in the title, after the full one', () => {
    const opening =
      'The Harbour Criminal Police Organization (HCPO; French: Police des ports), more commonly known as Buoypol, is an international organization.'
    const body = 'It was established in 1923 as the Harbour Police Commission (HPC). BUOYPOL has 192 member countries.'
    const text = textForRules(`70005,\nBuoypol,\n\n${opening} ${body}\n`)
    const found = text.context === undefined ? [] : candidatesOf(text.context)
    for (const candidate of found) expect(faultsOf(text, candidate)).toEqual([])
    expect(found.map(({ fact }) => fact.name ?? fact.value ?? fact.amount)).toEqual([
      'Harbour Police Commission',
      'HPC',
      'Harbour Criminal Police Organization',
      'Police des ports',
      'HCPO',
      '1923',
      '192',
    ])
    expect(new Set(found.map(({ fact }) => fact.subject))).toEqual(new Set(['buoypol']))
  })

  it('may have a legal form that is no part of them', () => {
    const text = textForRules('70006,\nBuoyAid,\n\nBuoy Aid e.V. (BA) is a charity.\nBA was founded in 1951.\n')
    const found = text.context === undefined ? [] : candidatesOf(text.context)
    expect(found.map(({ rule }) => rule)).toEqual(['acronym', 'founding'])
  })

  it('have acronyms that take two letters of a word', () => {
    const opening = 'The Association of Lighthouse Keepers (ASLIK) is a society.'
    const text = textForRules(`70003,\nAssociationofLighthouseKeepers,\n\n${opening}\nASLIK was founded in 1951.\n`)
    const found = text.context === undefined ? [] : candidatesOf(text.context)
    expect(found.map(({ rule, fact }) => [rule, fact.name ?? fact.value])).toEqual([
      ['acronym', 'ASLIK'],
      ['founding', '1951'],
    ])
  })

  it('have acronyms of former names, which are said to be short for these', () => {
    const found = read('The HLC was formerly known as the Port Lamp Council. The Port Lamp Council (PLC) kept lamps.')
    expect(found.map(({ statement }) => statement)).toContain('PLC is short for Port Lamp Council.')
    expect(found.filter(({ fact }) => fact.name === 'PLC').map(({ fact }) => fact.subject)).toEqual([hlc])
  })
})

describe('bodies', () => {
  it.each([
    [
      'The HLC became a member of the Tide Watch in 2016.',
      { relationshipType: 'MEMBER_OF', object: 'tide-watch', period: '2016/' },
    ],
    [
      'In September 2016, the HLC joined TW.',
      { relationshipType: 'MEMBER_OF', object: 'tide-watch', period: '2016-09/' },
    ],
    [
      'The HLC became a related organization of the Keepers Union in 2016.',
      { relationshipType: 'PART_OF', object: 'keepers-union', period: '2016/' },
    ],
    ['The HLC is a member of the Keepers Union.', { relationshipType: 'MEMBER_OF', object: 'keepers-union' }],
    [
      'The HLC is a member of the World Association of Buoys and Boats (WABB).',
      { relationshipType: 'MEMBER_OF', object: 'world-association-of-buoys-and-boats' },
    ],
    [
      'The HLC is a member of the International Buoy Agency.',
      { relationshipType: 'MEMBER_OF', object: 'international-buoy-agency' },
    ],
  ])('the subject belongs to: %s', (sentence, fact) => {
    expect(facts('membership', sentence)).toEqual([{ subject: hlc, ...fact }])
  })

  it.each([
    'The HLC joined Ada Brook in 2016.',
    'The HLC is a member of the World Association of Buoys and Boats.',
    'The HLC joined in 2016.',
    'Ada Brook became a member of the Tide Watch in 2016.',
    'The HLC is not a member of the Tide Watch.',
    'The HLC wants to become a member of Tide Watch.',
  ])('not: %s', (sentence) => {
    expect(facts('membership', sentence)).toEqual([])
  })

  it('states join the subject, with a date', () => {
    const sentence =
      'Norway joined the HLC on 3 October 1932. Iceland had joined the HLC. Ada Brook joined the HLC in 1933. Chad joined Tide Watch in 1934.'
    expect(facts('accession', sentence)).toEqual([
      { subject: 'norway', relationshipType: 'MEMBER_OF', object: hlc, period: '1932-10-03/' },
    ])
  })

  it('are several in one sentence, each with the date that is its own', () => {
    const members = (sentence: string) => facts('accession', sentence).map(({ subject, period }) => [subject, period])
    expect(members('In 1995, Austria, Finland, and Sweden joined the HLC.')).toEqual([
      ['austria', '1995/'],
      ['finland', '1995/'],
      ['sweden', '1995/'],
    ])
    expect(members('Norway became the 29th and newest member of the HLC on 5 June 2017.')).toEqual([
      ['norway', '2017-06-05/'],
    ])
    expect(members("In 1987, Norway became the HLC's sixth member.")).toEqual([['norway', '1987/']])
    expect(members('In 1987, Norway left and on 28 July 1995, Iceland joined the HLC.')).toEqual([])
    expect(members('In 1987, unlike Norway, Iceland joined the HLC.')).toEqual([['iceland', '1987/']])
  })

  it('are told in a row, or after a sentence that names the subject', () => {
    const members = (sentence: string) => facts('accession', sentence).map(({ subject, period }) => [subject, period])
    expect(members('Norway joined the HLC in 2005, Iceland in 2006 and Chad on 2 February 2007.')).toEqual([
      ['norway', '2005/'],
      ['iceland', '2006/'],
      ['chad', '2007-02-02/'],
    ])
    expect(members('Chad became the 57th participating state of the HLC in 2012.')).toEqual([['chad', '2012/']])
    const after = 'Norway became a member on 29 May 1992. Iceland was admitted in June 1993.'
    expect(members(`The HLC grew. ${after}`)).toEqual([
      ['norway', '1992-05-29/'],
      ['iceland', '1993-06/'],
    ])
    expect(members(`Tide Watch grew. ${after}`)).toEqual([])
  })

  it.each([
    'The HLC keeps lights. Its headquarters are in Geneva.',
    "The organization's headquarters is in Geneva, by the lake.",
    'The HLC headquarters is in Geneva.',
    'The HLC is headquartered in Geneva.',
    'The headquarters of the HLC are located in Geneva, Switzerland.',
    "The HLC's seat is in Geneva.",
    'The HLC is a society of keepers based in Geneva.',
  ])('have a seat: %s', (sentence) => {
    expect(facts('seat', sentence)).toEqual([{ subject: hlc, relationshipType: 'HEADQUARTERED_IN', object: 'geneva' }])
  })

  it.each([
    'The HLC Bank is headquartered in Geneva.',
    'Tide Watch keeps tides. Its headquarters are in Geneva.',
    "Tide Watch keeps tides. The organization's headquarters are in Geneva.",
    'Tide Watch is based in Geneva.',
    'The HLC is based on a treaty.',
    'The HLC was based in Geneva.',
  ])('no seat: %s', (sentence) => {
    expect(facts('seat', sentence)).toEqual([])
  })

  it('a treaty enters into force', () => {
    expect(
      facts(
        'in-force',
        'The Lamp Convention entered into force on 30 November 1954. The storm came into force in 1954.',
      ),
    ).toEqual([{ subject: 'lamp-convention', attribute: 'in-force', value: '1954-11-30' }])
    expect(facts('in-force', 'On 1 December 2009, the Lamp Treaty entered into force and changed the HLC.')).toEqual([
      { subject: 'lamp-treaty', attribute: 'in-force', value: '2009-12-01' },
    ])
  })
})

describe('posts', () => {
  it.each([
    ['The Director General of the HLC, Ada Brook, spoke.', { title: 'Director General' }],
    ['HLC President Ada Brook spoke.', { title: 'President' }],
    ["Ada Brook is the HLC's executive director.", { title: 'executive director' }],
    ['Ada Brook, the HLC chair, spoke.', { title: 'chair' }],
    ['Ada Brook was elected president of the HLC in 2004.', { title: 'president', period: '2004/' }],
    ['Ada Brook was president of the HLC from 2004 to 2009.', { title: 'president', period: '2004/2009' }],
    [
      'Ada Brook, a keeper, was president of the HLC between 2004 and 2009.',
      { title: 'president', period: '2004/2009' },
    ],
    ['Ada Brook of Norway was president of the HLC (2004–2009).', { title: 'president', period: '2004/2009' }],
    ["Ada Brook was the organization's first president.", { title: 'president' }],
    [
      'Ada Brook took up the post of Director General of the HLC on 1 July 2011.',
      { title: 'Director General', period: '2011-07-01/' },
    ],
    ['Ada Brook resigned as president of the HLC on 18 May 2011.', { title: 'president', period: '/2011-05-18' }],
    ["Ada Brook, who was the HLC's president for years, spoke.", { title: 'president' }],
    ['The HLC keeps lights. Its current president is Ada Brook.', { title: 'president' }],
    ['In 2003, keepers met the HLC. The current president is Ada Brook.', { title: 'president' }],
    [
      'When Ada Brook became Secretary-General of the HLC in May 2004, she rebuilt it.',
      { title: 'Secretary-General', period: '2004-05/' },
    ],
  ])('%s', (sentence, fact) => {
    expect(facts('post', sentence)).toEqual([{ person: 'ada-brook', organization: hlc, ...fact }])
  })

  it('of other bodies that have a name', () => {
    expect(facts('post', 'Tim Reed, CEO of Tide Watch, spoke.')).toEqual([
      { person: 'tim-reed', organization: 'tide-watch', title: 'CEO' },
    ])
  })

  it('take no adverb for a name', () => {
    expect(facts('post', 'Currently Tim Reed is the president of the HLC.')).toMatchObject([{ person: 'tim-reed' }])
  })

  it.each([
    'The president, Ada Brook, spoke.',
    "Ada Brook has been the HLC's chairman and CEO since 2011.",
    'Ada Brook was elected president in 2004.',
    'US President Ada Brook spoke to the HLC.',
    'The president of France, Ada Brook, spoke.',
    'Ada Brook, chairman of the Light Committee on Ports and Harbours, spoke.',
    'The President of the HLC, Monday Morning Report, is read.',
    'Ada Brook wants to be president of the HLC.',
    'The HLC has a body of its own, the Lamp Parliament. Its president is Ada Brook.',
    'Tide Watch keeps tides. Its president is Ada Brook.',
    'The president is Ada Brook.',
  ])('not: %s', (sentence) => {
    expect(facts('post', sentence)).toEqual([])
  })
})

describe('figures', () => {
  it.each([
    [
      'The HLC keeps lights. Its mandate is wide. It employs around 3,460 people.',
      { metric: 'staff', amount: '3460', qualifier: 'ABOUT', unit: 'people' },
    ],
    [
      'As at April 2017 the HLC employed 2,700 staff.',
      { metric: 'staff', amount: '2700', qualifier: 'EXACT', unit: 'people', asOf: '2017-04' },
    ],
    [
      'In 2016 the HLC had nearly 50,000 volunteers.',
      { metric: 'volunteers', amount: '50000', qualifier: 'LESS_THAN', unit: 'people', asOf: '2016' },
    ],
    [
      "The HLC's administrative budget was about US$1.1 billion in fiscal year 2017.",
      { metric: 'budget', amount: '1100000000', qualifier: 'ABOUT', currency: 'USD', asOf: '2017' },
    ],
    [
      'The budget of the HLC was €138.9 million for 2017.',
      { metric: 'budget', amount: '138900000', qualifier: 'EXACT', currency: 'EUR', asOf: '2017' },
    ],
    [
      'In 2013, the HLC had revenues of over 1.3 billion U.S. dollars.',
      { metric: 'revenue', amount: '1300000000', qualifier: 'MORE_THAN', currency: 'USD', asOf: '2013' },
    ],
    ['The HLC has some 11,500 staff.', { metric: 'staff', amount: '11500', qualifier: 'ABOUT', unit: 'people' }],
    [
      'As of June 16, 2017, the council had approximately 280 employees and contractors.',
      { metric: 'staff', amount: '280', qualifier: 'ABOUT', unit: 'people', asOf: '2017-06-16' },
    ],
    [
      'As of 2015 the HLC has 172 member states.',
      { metric: 'members', amount: '172', qualifier: 'EXACT', unit: 'states', asOf: '2015' },
    ],
    [
      'The HLC works in over 150 countries.',
      { metric: 'countries', amount: '150', qualifier: 'MORE_THAN', unit: 'countries' },
    ],
    [
      'The HLC has an annual budget of US$1.8 billion.',
      { metric: 'budget', amount: '1800000000', qualifier: 'EXACT', unit: 'per year', currency: 'USD' },
    ],
    [
      'The HLC has a budget of 500 million euros.',
      { metric: 'budget', amount: '500000000', qualifier: 'EXACT', currency: 'EUR' },
    ],
    [
      'The HLC has a budget of $2 million.',
      { metric: 'budget', amount: '2000000', qualifier: 'EXACT', unit: 'dollars' },
    ],
    [
      'The HLC reports a worldwide membership of over 1.5 million.',
      { metric: 'members', amount: '1500000', qualifier: 'MORE_THAN' },
    ],
    [
      'The HLC has at least 40 field offices.',
      { metric: 'offices', amount: '40', qualifier: 'AT_LEAST', unit: 'offices' },
    ],
  ])('%s', (sentence, fact) => {
    expect(facts('figure', sentence)).toEqual([{ subject: hlc, ...fact }])
  })

  it.each([
    'The HLC had 58 members.',
    'The HLC reported a net income of US$17 billion.',
    'The HLC would have 58 members.',
    'The HLC aims to have 11,500 staff.',
    'The HLC has a committee, which has 58 members.',
    'The HLC Bank has 58 members.',
    'Tide Watch has 58 members.',
    'The HLC has 58% of members in ports.',
    'The HLC has 58 members of the Tide Watch on its board.',
    'The HLC denied that it has 58 members.',
    'The HLC told Tide Watch that it has 58 members.',
    'The HLC has between 50-58 members.',
  ])('not: %s', (sentence) => {
    expect(facts('figure', sentence)).toEqual([])
  })
})

describe('criticisms', () => {
  const of = (critic: string, more: object = {}) => ({ critic, target: hlc, ...more })

  it.each([
    [
      'Tide Watch criticised the HLC for closing harbours.',
      [of('tide-watch', { claim: 'The Harbour Light Council is at fault: closing harbours.' })],
    ],
    [
      "In 2003, both Tide Watch and the Keepers Union were critical of the HLC's role in closing harbours.",
      [of('tide-watch', { statedOn: '2003' }), of('keepers-union', { statedOn: '2003' })],
    ],
    ['In 2003, Tide Watch accused the council of closing harbours.', [of('tide-watch', { statedOn: '2003' })]],
    ['Tide Watch expressed concern that the HLC closes harbours.', [of('tide-watch')]],
    [
      'The Keepers Union urged the HLC to open harbours.',
      [of('keepers-union', { claim: 'The Harbour Light Council should open harbours.' })],
    ],
    ['The HLC was condemned by Tide Watch for closing harbours.', [of('tide-watch')]],
    [
      'Tide Watch described the HLC as "a sham of a council".',
      [of('tide-watch', { quotations: [{ text: 'a sham of a council', speaker: 'tide-watch' }] })],
    ],
    ['Norwegian Minister Tim Reed accused the HLC of closing harbours.', [of('tim-reed')]],
    ['The journalist Tim Reed criticized the HLC.', [of('tim-reed')]],
    ['The HLC was accused by the Israeli NGO Buoy Watch of closing harbours.', [of('buoy-watch')]],
    ['The HLC was accused of greed by journalist and author Tim Reed, because it closed harbours.', [of('tim-reed')]],
    ['The Daily Gazette, a newspaper, criticized the HLC for closing harbours.', [of('daily-gazette')]],
    ['Tide Watch accused the HLC in May 2007 of closing harbours.', [of('tide-watch', { statedOn: '2007-05' })]],
    ['Tide Watch urged the HLC in a 2009 statement to open harbours.', [of('tide-watch', { statedOn: '2009' })]],
    ['In 2003 Tide Watch accused the HLC of greed and waste.', [of('tide-watch', { statedOn: '2003' })]],
    ['Tide Watch described the HLC as weak in a report of 2012.', [of('tide-watch', { statedOn: '2012' })]],
    ['Tide Watch called the HLC a cartel in 2015.', [of('tide-watch', { statedOn: '2015' })]],
    ['Tide Watch has argued that the HLC has failed its keepers.', [of('tide-watch')]],
    ['The HLC was taken to task by Tide Watch over its lamps.', [of('tide-watch')]],
    ['The HLC has faced severe criticism from Tide Watch.', [of('tide-watch')]],
    ['Tim Reed of the Center for Open Harbours accused the HLC of waste.', [of('tim-reed')]],
    ['Tim Reed, a former employee, accused the HLC of waste.', [of('tim-reed')]],
    ['Economist Tim Reed accused the HLC of waste.', [of('tim-reed')]],
    ['Sudanese President Omar al-Reed accused the HLC of waste.', [of('omar-al-reed')]],
    ['Norwegian senator Reed accused the HLC of waste.', [of('reed')]],
    ['The charity Buoy met. In 2003, Buoy accused the HLC of waste.', [of('buoy', { statedOn: '2003' })]],
    ['BuoyAid accused the HLC of waste.', [of('buoyaid')]],
    ['Keepers Norway accused the HLC of waste.', [of('keepers-norway')]],
    ['The HLC was criticised by the New Lamp magazine for its waste.', [of('new-lamp')]],
    ['Tide Watch is a friend of the HLC. The Buoy Agency accused the organisation of waste.', [of('buoy-agency')]],
  ])('%s', (sentence, expected) => {
    const found = facts('criticism', sentence)
    expect(found).toHaveLength(expected.length)
    for (const [index, fact] of expected.entries()) expect(found[index]).toMatchObject(fact)
  })

  it.each([
    ['Norway criticised the HLC.', 'Norway'],
    ['The United States accused the HLC in 2005 of waste.', 'the United States'],
    ['In 2016, the Norwegian interior ministry blamed the HLC for a storm.', 'the Norwegian interior ministry'],
    ["Norway's government denounced the HLC.", "Norway's government"],
    ['The HLC was condemned by the Norwegian government.', 'the Norwegian government'],
  ])('have states and governments in the words of the text: %s', (sentence, attribution) => {
    const found = facts('criticism', sentence)
    expect(found).toMatchObject([{ attribution, target: hlc }])
    expect(found[0]).not.toHaveProperty('critic')
  })

  it('are of "the organization", whatever that is, only beside its name', () => {
    const opening = 'The Harbour Light Council (HLC) is a fund.'
    const said = 'Tide Watch accused the organisation of waste.'
    expect(facts('criticism', `The HLC met. ${said}`, { opening })).toMatchObject([of('tide-watch')])
    expect(facts('criticism', `Tide Watch met the Buoy Board. ${said}`, { opening })).toEqual([])
    const spoke = 'Tide Watch met. Tim Reed, director of the organization, spoke.'
    expect(facts('post', spoke, { opening })).toEqual([])
  })

  it('are two where a sentence gives two reasons', () => {
    const found = facts(
      'criticism',
      'Tide Watch criticized the HLC for its part in "silent closures" and for denying keepers their pay.',
    )
    expect(found.map(({ claim, quotations }) => [claim, quotations])).toEqual([
      [
        'The Harbour Light Council is at fault: its part in silent closures.',
        [{ text: 'silent closures', speaker: 'tide-watch' }],
      ],
      ['The Harbour Light Council is at fault: denying keepers their pay.', undefined],
    ])
  })

  it('are one where it gives one', () => {
    const found = facts('criticism', 'Tide Watch criticized the HLC for closing harbours and for reasons of its own.')
    expect(found.map(({ claim }) => claim)).toEqual(['The Harbour Light Council is at fault: closing harbours.'])
  })

  it('take their year from a sentence with the same citation that names the critic, and cite it', () => {
    const found = read(
      'In 2003, Tide Watch wrote of the lamps.[4] Tide Watch criticised the HLC for closing harbours.[4] Tide Watch accused the HLC of greed and waste.[5]',
    ).filter(({ rule }) => rule === 'criticism')
    expect(found.map(({ fact }) => fact.statedOn)).toEqual(['2003', undefined])
    expect(found[0]?.evidence.map(({ anchor }) => anchor)).toContain('In 2003, Tide Watch wrote of the lamps')
  })

  it('have no year that may be that of something else', () => {
    const [fact] = facts('criticism', 'Tide Watch criticised the HLC for its part in the great storm in 1953.')
    expect(fact?.critic).toBe('tide-watch')
    expect(fact?.statedOn).toBeUndefined()
  })

  it.each([
    'The HLC criticised Tide Watch for closing harbours.',
    'The HLC was criticised by the Keepers Union columnist, Tim Reed, for closing harbours.',
    'The HLC was criticised by members of Tide Watch.',
    'The Buoy Council keeps buoys. Tide Watch criticised the council for its waste.',
    'The HLC and the Buoy Council keep lamps. In 2003 Tide Watch met. Tide Watch criticised the council for its waste.',
    'Tide Watch criticised the HLC Bank for closing harbours.',
    'Tide Watch did not criticise the HLC.',
    'Tide Watch denied that it criticised the HLC.',
    'Members of Tide Watch criticised the HLC.',
    'A lawyer for the owner Tim Reed accused the HLC of waste.',
    'Critics accused the HLC of closing harbours.',
    'Norway appealed to the HLC to send lamps.',
    'The broadcaster Tim Reed accused a port; the retailer Quay accused the HLC of waste.',
    'Reed accused the HLC of waste.',
    'In 2003 Tide Watch said that the HLC opened harbours.',
    'A friend of Ada Brook accused the HLC of waste.',
    'Tim Reed of Norway accused the HLC of waste.',
    'It criticised the HLC.',
    'Tide Watch described the HLC as "the finest of councils".',
    'The HLC was praised by Tide Watch.',
    'The HLC was criticised for closing harbours.',
  ])('not: %s', (sentence) => {
    expect(facts('criticism', sentence)).toEqual([])
  })
})

describe('the information box', () => {
  const box = [
    "'Formation': '6 December 1951; 71 years ago'",
    "'Type': 'Guild'",
    "'Headquarters': '12 Quay Street, Geneva, Switzerland'",
    "'Membership (2023)': '175 member states and 8 observer states'",
    "'Official languages': 'English, French and Spanish, Leaders, Others'",
    "'Director General': 'Dr. Ada Brook[1]'",
    "'Key people': 'Tim Reed, chair'",
    "'Founder': 'William Lamp'",
    "'Revenue (2021)': 'US$2.5 billion'",
    "'Budget': '$1.2 million in FY 2014, Expenses, US$1 million (2013)'",
    "'Staff': '~280 staff (as of September 23, 2017)'",
    "'Volunteers': '2,000+ (2022)'",
    "'Website': 'www.hlc.example'",
  ].join(', ')
  const found = (rule: string) => facts(rule, 'The sea is wide.', { box })

  it('tells dates, attributes and places', () => {
    expect(found('box-founding')).toEqual([
      { subject: hlc, attribute: 'founded', value: '1951-12-06' },
      { subject: hlc, metric: 'age', amount: '71', qualifier: 'EXACT', unit: 'years' },
    ])
    expect(found('box-attribute').map(({ attribute, value }) => [attribute, value])).toEqual([
      ['type', 'Guild'],
      ['official-language', 'English'],
      ['official-language', 'French'],
      ['official-language', 'Spanish'],
      ['website', 'https://www.hlc.example'],
    ])
    expect(found('box-seat')).toEqual([{ subject: hlc, relationshipType: 'HEADQUARTERED_IN', object: 'geneva' }])
  })

  it('tells figures with their years', () => {
    expect(
      found('box-figure').map(({ metric, amount, asOf, currency, qualifier }) => [
        metric,
        amount,
        asOf,
        currency,
        qualifier,
      ]),
    ).toEqual([
      ['members', '175', '2023', undefined, 'EXACT'],
      ['observers', '8', '2023', undefined, 'EXACT'],
      ['revenue', '2500000000', '2021', 'USD', 'EXACT'],
      ['budget', '1200000', '2014', undefined, 'EXACT'],
      ['expenses', '1000000', '2013', 'USD', 'EXACT'],
      ['staff', '280', '2017-09-23', undefined, 'ABOUT'],
      ['volunteers', '2000', '2022', undefined, 'AT_LEAST'],
    ])
  })

  it('reads what a saved page makes of cells with lines and lists', () => {
    const cells = "'Staff; (2016)': '756', 'Working languages': 'English; French', 'Secretariat': 'Geneva, Switzerland'"
    const of = (rule: string) => facts(rule, 'The sea is wide.', { box: cells })
    expect(of('box-figure')).toMatchObject([{ metric: 'staff', amount: '756', asOf: '2016' }])
    expect(of('box-attribute').map(({ value }) => value)).toEqual(['English', 'French'])
    expect(of('box-seat')).toMatchObject([{ object: 'geneva' }])
  })

  it('tells people', () => {
    expect(found('box-post')).toEqual([
      { person: 'ada-brook', organization: hlc, title: 'Director General' },
      { person: 'tim-reed', organization: hlc, title: 'chair' },
    ])
    expect(found('box-founder')).toEqual([{ subject: 'william-lamp', relationshipType: 'ESTABLISHES', object: hlc }])
  })
})

test('a fact that two rules find is one, with the sentences of both', () => {
  const founded = read('The HLC was founded in 1951.', { box: "'Formation': '1951'" }).filter(
    ({ fact }) => fact.attribute === 'founded',
  )
  expect(founded.map(({ rule, evidence }) => [rule, evidence.length])).toEqual([['box-founding', 2]])
})

test('texts in other languages, and texts about no organisation, have no candidates', () => {
  expect(read('The HLC was founded in 1951.', { language: 'de' })).toEqual([])
  expect(read('She was born in 1951.', { opening: 'Ada Brook was a keeper of lights.' })).toEqual([])
})

test('each rule says what it finds, and how often it is right', () => {
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length)
  for (const { name, description, precision } of rules) {
    expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/u)
    expect(description.length).toBeGreaterThan(10)
    expect(precision, name).toBeGreaterThanOrEqual(0.85)
    expect(precision, name).toBeLessThanOrEqual(1)
  }
})

test.each([
  '(',
  'A ',
  'the ',
  'HLC ',
  'HLC of the ',
  'A, ',
  'A (B) ',
  'Ada Brook, the HLC ',
  '1951 ',
  'accused the HLC of ',
])('a text of a million characters "%s" takes no long', (piece) => {
  const started = performance.now()
  read(`The HLC was ${piece.repeat(Math.ceil(1_000_000 / piece.length))}.`)
  read(`${`The HLC ${piece.repeat(40)}. `.repeat(300)}`)
  // A pattern that backtracks takes minutes or years.
  expect(performance.now() - started).toBeLessThan(20_000)
})
