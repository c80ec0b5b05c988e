import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { DossierError } from '../src/errors.ts'
import { copyHarbour, edit, harbour, problemsIn, problemsOf, tie, two, writeFiles } from './support/dataset.ts'

/** Without what the reader of dates says further: that is tested with it. */
function beforeDate(problem: string): string {
  return problem.split(' is not a date in EDTF', 1)[0] ?? ''
}

describe('a dataset that is right', () => {
  test('is read whole, in the order of its files', async () => {
    const dataset = await readDatasetOrThrow(harbour)
    expect(dataset.slug).toBe('harbour')
    expect(dataset.language).toBe('en')
    expect(dataset.entities.map(({ draft }) => draft.slug).slice(0, 3)).toEqual([
      'harbour-aid',
      'coast-guild',
      'ada-brook',
    ])
    expect(dataset.facts).toHaveLength(9)
    expect(dataset.documents[0]?.references.map(({ label }) => label)).toEqual(['1', '2', '3'])
  })

  test('takes years and labels without quotes as they are written', async () => {
    const folder = writeFiles({
      'entities.yaml': two,
      'facts.yaml': `figures:
  - {key: f, subject: a, metric: m, amount: 1.10, asOf: 0099, statement: S., evidence: [{paragraph: 1, anchor: x}]}
places:
  - {slug: norway, name: Norway, countryCode: NO}
`,
    })
    const { facts, entities } = await readDatasetOrThrow(folder)
    expect(facts[0]?.draft).toMatchObject({ amount: '1.10', asOf: '0099', qualifier: 'EXACT' })
    expect(entities.at(-1)?.draft).toMatchObject({ countryCode: 'NO' })
  })

  test('fills in the only document', async () => {
    const { facts, uncovered } = await readDatasetOrThrow(harbour)
    expect(facts.every(({ draft }) => draft.evidence.every(({ document }) => document === 'harbour-aid'))).toBe(true)
    expect(uncovered[0]?.draft.document).toBe('harbour-aid')
  })

  test('knows where each field stands', async () => {
    const { facts } = await readDatasetOrThrow(harbour)
    const role = facts.find(({ draft }) => draft.key === 'brook-head')
    expect(role?.at('evidence', 0, 'anchor')).toEqual({
      file: path.join(harbour, 'facts/edges.yaml'),
      line: 19,
      column: 17,
    })
  })
})

describe('a problem names file, line, column, field, value and what would be right', () => {
  test.each([
    [
      'an unknown value',
      tie.replace('FUNDS', 'FUND'),
      'facts.yaml:4:23: relationships[0].relationshipType: "FUND" is none of PART_OF, MEMBER_OF, RELATED_TO, SUCCESSOR_OF, ' +
        'SECRETARIAT_OF, HOSTS, ORGANIZES, FUNDS, OPERATES, WORKS_ON, LOCATED_IN, HEADQUARTERED_IN, PARTICIPATES_IN, ' +
        'SUPPORTS, ESTABLISHES, GOVERNED_BY, PUBLISHED_IN, COOPERATES_WITH; did you mean "FUNDS"?',
    ],
    [
      'an unknown field',
      tie.replace('statement:', 'statment:'),
      'facts.yaml:2:5: relationships[0].statement: is missing; it should be a text',
      'facts.yaml:6:5: relationships[0].statment: there is no field "statment" here; did you mean "statement"?',
    ],
    [
      'an unknown section',
      'relations: []\nx: 1\n',
      'facts.yaml:1:1: relations: there is no field "relations" here; there are agreements, aliases, attributes, ' +
        'campaigns, criticisms, events, figures, organizations, people, places, relationships, responses, roles, topics, uncovered',
      'facts.yaml:2:1: x: there is no field "x" here; there are agreements, aliases, attributes, ' +
        'campaigns, criticisms, events, figures, organizations, people, places, relationships, responses, roles, topics, uncovered',
    ],
    [
      'an unknown slug',
      tie.replace('object: b', 'object: bb'),
      'facts.yaml:5:13: relationships[0].object: nothing has the slug "bb"; did you mean "b"?',
    ],
    [
      'a malformed slug',
      tie.replace('object: b', 'object: B b'),
      'facts.yaml:5:13: relationships[0].object: "B b" is not made of small letters a to z, digits and single ' +
        'hyphens, such as "human-rights-watch"',
    ],
    [
      'a date',
      tie.replace('object: b', 'object: b\n    period: 1951-13'),
      'facts.yaml:6:13: relationships[0].period: "1951-13" is not right: «1951-13»',
    ],
    [
      'an anchor that copies too much',
      tie.replace('anchor: A funds B', 'anchor: one two three four five six seven eight nine'),
      'facts.yaml:7:39: relationships[0].evidence[0].anchor: "one two three four five six seven eight nine" has 9 ' +
        'words; an anchor has at most 8, just enough to find the sentence',
    ],
    [
      'no evidence',
      tie.replace(/evidence: .*/, 'evidence: []'),
      'facts.yaml:7:15: relationships[0].evidence: is empty; every fact needs at least one piece of evidence',
    ],
    [
      'evidence left out',
      tie.replace(/ {4}evidence: .*\n/, ''),
      'facts.yaml:2:5: relationships[0].evidence: is missing; it should be a list',
    ],
    [
      'a citation that the document does not have',
      tie.replace('["1"]', '["1", "7"]'),
      'facts.yaml:7:68: relationships[0].evidence[0].references[1]: the document "paper" has no reference "7"; its ' +
        'references are 1',
    ],
    [
      'an unknown document',
      tie.replace('{paragraph', '{document: papr, paragraph'),
      'facts.yaml:7:27: relationships[0].evidence[0].document: there is no document "papr"; did you mean "paper"?',
    ],
    [
      'a key that stands twice',
      `${tie}${tie.replace('relationships:\n', '')}`,
      'facts.yaml:8:10: relationships[1].key: "tie" is the key of facts.yaml:2 already; choose another one',
    ],
    [
      'a paragraph',
      tie.replace('paragraph: 1', 'paragraph: 0'),
      'facts.yaml:7:28: relationships[0].evidence[0].paragraph: "0" is not a whole number from 1 on, such as 12',
    ],
    [
      'a digest',
      tie.replace('{paragraph', '{digest: abc, paragraph'),
      'facts.yaml:7:25: relationships[0].evidence[0].digest: "abc" is not the digest of a sentence, which has 16 ' +
        'hexadecimal digits; `dataset stamp` fills them in',
    ],
    [
      'an empty value',
      tie.replace('statement: A funds B.', 'statement:'),
      'facts.yaml:6:15: relationships[0].statement: is empty; it should be a text, or the field be left out where that may be',
    ],
    [
      'an empty text',
      tie.replace('statement: A funds B.', 'statement: "  "'),
      'facts.yaml:6:16: relationships[0].statement: "  " is empty; write something, or leave out a field that may be left out',
    ],
    [
      'a NUL character',
      tie.replace('A funds B.', '"A\\0B"'),
      'facts.yaml:6:16: relationships[0].statement: "A\\0B" holds the character U+0000, which is no text; take it out',
    ],
    [
      'half a surrogate pair',
      tie.replace('A funds B.', '"A\\uD800B"'),
      'facts.yaml:6:16: relationships[0].statement: "A\\ud800B" holds the character U+D800, which is no text; take it out',
    ],
    [
      'the same evidence twice',
      tie.replace(/\[\{(.*)\}\]/, '[{$1}, {$1}]'),
      'facts.yaml:7:70: relationships[0].evidence[1]: "paper, paragraph 1, A funds B" stands in this list already; take one out',
    ],
    [
      'a list where a text should be',
      tie.replace('object: b', 'object: [b]'),
      'facts.yaml:5:13: relationships[0].object: is a list; it should be a text',
    ],
    [
      'a text where a list should be',
      'roles: none\n',
      'facts.yaml:1:8: roles: is the text "none"; it should be a list',
    ],
    [
      'a file that is no mapping',
      '- a\n',
      'facts.yaml:1:1: is a list; it should be a mapping with sections such as "organizations"',
    ],
  ])('%s', async (_what, text, ...problems) => {
    expect((await problemsIn(text)).map(beforeDate)).toEqual(problems)
  })

  test.each([
    [
      'a role of an organisation',
      'facts/edges.yaml',
      'person: ada-brook',
      'person: coast-guild',
      'facts/edges.yaml:12:13: roles[0].person: "coast-guild" is an organisation; person has to be a person',
    ],
    [
      'a critic that cannot speak',
      'facts/edges.yaml',
      'critic: coast-guild',
      'critic: port-alma',
      'facts/edges.yaml:24:13: criticisms[0].critic: "port-alma" is a place; critic has to be an organisation or a person',
    ],
    [
      'a place that is a topic',
      'facts/edges.yaml',
      'object: port-alma',
      'object: shelter',
      'facts/edges.yaml:5:13: relationships[0].object: "shelter" is a topic; the object of HEADQUARTERED_IN has to be a place',
    ],
    [
      'an attribute that has to be a date',
      'facts/claims.yaml',
      'value: 1922~',
      'value: about 1922',
      'facts/claims.yaml:23:12: attributes[1].value: the value of the attribute "founded", "about 1922", has to be a date: ' +
        '«about 1922»',
    ],
    [
      'a website that is none',
      'facts/claims.yaml',
      'value: https://harbour.example',
      'value: harbour.example',
      'facts/claims.yaml:37:12: attributes[3].value: the value of the attribute "website", "harbour.example", is not a web ' +
        'address, such as "https://www.iom.int"',
    ],
    [
      'a number with a comma',
      'facts/claims.yaml',
      'amount: 40',
      'amount: 1,040',
      'facts/claims.yaml:46:13: figures[0].amount: "1,040" is not a number in plain digits with at most ten decimals, such as ' +
        '11500 or 0.25',
    ],
    [
      'a range without an upper end',
      'facts/claims.yaml',
      'amount: 40',
      'amount: 40\n    qualifier: RANGE',
      'facts/claims.yaml:43:5: figures[0].upTo: is missing; a RANGE goes from `amount` to `upTo`',
    ],
    [
      'an upper end without a range',
      'facts/claims.yaml',
      'amount: 40',
      'amount: 40\n    upTo: 50',
      'facts/claims.yaml:43:5: figures[0].qualifier: "EXACT" has no `upTo`; only a RANGE goes from `amount` to `upTo`',
    ],
    [
      'a range that goes downwards',
      'facts/claims.yaml',
      'amount: 40',
      'amount: -9.5\n    qualifier: RANGE\n    upTo: "-9.5000000001"',
      'facts/claims.yaml:48:11: figures[0].upTo: "-9.5000000001" is not greater than the amount, "-9.5"; a RANGE goes upwards',
    ],
    [
      'a format that nobody knows',
      'dataset.yaml',
      'slug: harbour-aid',
      'slug: harbour-aid\n    format: docx',
      'dataset.yaml:7:13: documents[0].format: "docx" is none of article, text, markdown, html, pdf, records',
    ],
    [
      'a country that does not exist',
      'entities.yaml',
      'countryCode: NO',
      'countryCode: QQ',
      'entities.yaml:14:73: places[0].countryCode: "QQ" is not the code of a country (ISO 3166-1 alpha-2, in capitals), such as "CH"',
    ],
    [
      'a topic broader than itself',
      'entities.yaml',
      'name: Shelter,',
      'name: Shelter, broader: shelter-access,',
      'entities.yaml:19:62: topics[1].broader: "shelter" goes round in a circle: shelter -> shelter-access -> shelter; one of ' +
        'them has to have another broader, or none',
    ],
    [
      'a name that cannot be seen',
      'entities.yaml',
      'name: Port Alma',
      'name: "\\u200B"',
      'entities.yaml:14:29: places[0].name: "\\u{200B}" has no character that can be seen; write a name',
    ],
    [
      'a topic that stands twice',
      'facts/edges.yaml',
      'topics: [shelter-access, shelter]',
      'topics: [shelter, shelter]',
      'facts/edges.yaml:28:23: criticisms[0].topics[1]: "shelter" stands in this list already; take one out',
    ],
    [
      'a reference that stands twice',
      'dataset.yaml',
      'references: [1, 2,',
      'references: [1, 2, 2,',
      'dataset.yaml:9:24: documents[0].references[2]: the reference "2" stands in the list already; take one out',
    ],
    [
      'a field of dataset.yaml',
      'dataset.yaml',
      'licence: Made',
      'license: Made',
      'dataset.yaml:4:1: license: there is no field "license" here; did you mean "licence"?',
    ],
  ])('%s', async (_what, file, old, put, problem) => {
    const folder = copyHarbour()
    edit(folder, file, old, put)
    expect((await problemsOf(folder)).map(beforeDate)).toEqual([problem])
  })

  test.each([
    ['entities.yaml', 'organizationType: NGO', 'type: NGO', 'organizations[0].type', 'organizationType'],
    ['entities.yaml', '{text: HA, aliasKind:', '{text: HA, kind:', 'organizations[0].labels[1].kind', 'aliasKind'],
    ['entities.yaml', 'eventType:', 'type:', 'events[0].type', 'eventType'],
    ['facts/claims.yaml', 'aliasKind:', 'kind:', 'aliases[0].kind', 'aliasKind'],
    ['facts/claims.yaml', 'amount:', 'value:', 'figures[0].value', 'amount'],
    ['facts/edges.yaml', 'relationshipType:', 'type:', 'relationships[0].type', 'relationshipType'],
    ['facts/edges.yaml', 'claim:', 'summary:', 'criticisms[0].summary', 'claim'],
  ])('the name that a field has now: in %s not %s, but %s', async (file, now, former, field, name) => {
    const folder = copyHarbour()
    edit(folder, file, now, former)
    const old = field.split('.').at(-1)
    const message = `${field}: there is no field "${old}" here; \`${old}\` is called \`${name}\` now`
    expect((await problemsOf(folder)).filter((problem) => problem.endsWith(message))).toHaveLength(1)
  })

  test('all at once, in the order of the files', async () => {
    const folder = copyHarbour()
    edit(folder, 'entities.yaml', 'organizationType: NGO', 'organizationType: NGOO')
    edit(folder, 'facts/claims.yaml', 'amount: 40', 'amount: forty')
    edit(folder, 'facts/edges.yaml', 'target: harbour-aid', 'target: harbor-aid')
    const problems = await problemsOf(folder)
    expect(problems.map((line) => line.split(':', 2).join(':'))).toEqual([
      'entities.yaml:4',
      'facts/claims.yaml:46',
      'facts/edges.yaml:25',
    ])
  })

  test('not every reference to what is itself spoiled', async () => {
    const folder = copyHarbour()
    edit(folder, 'entities.yaml', 'name: Harbour Aid\n', 'nam: Harbour Aid\n')
    expect(await problemsOf(folder)).toHaveLength(2)
  })
})

describe('a dataset with several documents', () => {
  const head = 'slug: s\ntitle: S\ndocuments: [{slug: one, title: One}, {slug: two, title: Two}]\n'

  test('has to say which one is meant', async () => {
    const files = { 'dataset.yaml': head, 'e.yaml': two, 'f.yaml': tie.replace(', references: ["1"]', '') }
    expect(await problemsOf(writeFiles(files))).toEqual([
      'f.yaml:7:16: relationships[0].evidence[0].document: no document is named, and the dataset has several; add one of ' +
        'one, two',
    ])
  })
})

test('for callers who need a dataset, all problems are one error', async () => {
  const folder = writeFiles({ 'e.yaml': 'people: [{slug: A}]\n' })
  const error = await readDatasetOrThrow(folder).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(DossierError)
  expect(error).toMatchObject({ code: 'BAD_USER_INPUT', details: { problems: [{ line: 1 }, { line: 1 }] } })
  expect((error as DossierError).message).toContain('There are 2 problems in the dataset')
})
