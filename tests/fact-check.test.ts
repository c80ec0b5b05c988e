import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { checkAdvice } from '../src/change/check-message.ts'
import { checkFactsOfFiles } from '../src/dataset/fact-checks.ts'
import { problemText } from '../src/dataset/read/problem.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { readSources } from '../src/dataset/source.ts'
import { loadDocument, unloadDocument } from '../src/document/load.ts'
import { listChecks } from '../src/evidence/check-list.ts'
import { checkEvidence } from '../src/evidence/list.ts'
import { createTestApp, type Data } from './support/app.ts'
import { writeFiles } from './support/dataset.ts'
import { datasetGraph, failure } from './support/dataset-graph.ts'

const { db, load, query } = await datasetGraph()

// What a fact says is looked for in its sentences.

const app = createTestApp(db)

const source = `70001,
Ferry,

In 2019 the Coast Guild said that the ferry was "an open\u00a0prison". Fourteen people were hurt.[1] Ada Brook denied it.[2][3]
Nobody knows why.
`
const loadText = (text = source) => loadDocument(db, { text, slug: 'paper', replace: true })

const head = `slug: small
title: Small
documents: [{slug: paper, title: Paper, externalId: "70001", references: ["1", "2", "3"]}]
`
const entities = `organizations:
  - {slug: ferry, name: The Ferry, organizationType: COMPANY}
  - {slug: guild, name: Coast Guild, organizationType: NGO}
  - {slug: other, name: Sea Guild, organizationType: NGO}
people:
  - {slug: brook, name: A. Brook, labels: [Ada Brook]}
`

interface Options {
  readonly critic?: string
  readonly quotation?: string
  readonly more?: string
  readonly evidence?: string
  readonly names?: string
  readonly statement?: string
  readonly claim?: string
}

const said = '{paragraph: 1, anchor: the Coast Guild said}'
const denied = '{paragraph: 1, anchor: Ada Brook denied it, references: ["2", "3"]}'

function files({
  critic = 'guild',
  quotation = 'an open prison',
  more = '',
  evidence = said,
  names = entities,
  statement = 'The guild called the ferry a prison.',
  claim = 'The ferry is like a prison.',
}: Options) {
  return writeFiles({
    'dataset.yaml': head,
    'entities.yaml': names,
    'facts.yaml': `criticisms:
  - key: prison
    critic: ${critic}
    target: ferry
    claim: ${claim}
    quotations: [{text: "${quotation}", speaker: ${critic}}]
    statement: ${statement}
    ${more}
    evidence: [${evidence}]
`,
  })
}

const checksOf = async (key = 'prison') => {
  const { facts } = await app.get(
    '{ facts(first: 20) { nodes { key checks { subject value status field answer message } } } }',
  )
  return facts.nodes.find((fact: Data) => fact.key === key).checks as Data[]
}
const statuses = async () => (await checksOf()).map(({ subject, value, status }) => `${subject} ${value} ${status}`)

describe('the checks of a fact', () => {
  test('have a row for each quotation, citation and name', async () => {
    await loadText()
    await load(files({ evidence: `${said}, ${denied}` }))
    expect(await checksOf()).toEqual(
      [
        ['QUOTATION', 'an open prison', 'quotations[0].text'],
        ['CITATION', '2', 'evidence[1].references[0]'],
        ['CITATION', '3', 'evidence[1].references[1]'],
        ['NAME', 'Coast Guild', 'critic'],
        ['NAME', 'The Ferry', 'target'],
      ].map(([subject, value, field]) => ({ subject, value, field, status: 'CONFIRMED', answer: null, message: null })),
    )
  })

  test('are NOT_LOADED until the text is there, and again when it is gone', async () => {
    await load(files({}))
    const before = await statuses()
    expect(before).toEqual([
      'QUOTATION an open prison NOT_LOADED',
      'NAME Coast Guild NOT_LOADED',
      'NAME The Ferry NOT_LOADED',
    ])
    await loadText()
    expect(await statuses()).toEqual(before.map((line) => line.replace('NOT_LOADED', 'CONFIRMED')))
    await unloadDocument(db, 'paper')
    expect(await statuses()).toEqual(before)
  })

  test('follow the text when it is edited', async () => {
    await load(files({}))
    await loadText()
    await loadText(source.replace('open\u00a0prison', 'open\u00a0door'))
    expect(await statuses()).toContain('QUOTATION an open prison NOT_CONFIRMED')
    expect((await checksOf())[0]?.message).toBe('the words "an open prison" are not in the sentences of the evidence')
    await loadText()
    expect(await statuses()).toContain('QUOTATION an open prison CONFIRMED')
  })

  test('follow the labels of a sentence when nothing else is edited', async () => {
    await load(files({ evidence: `${said}, ${denied}` }))
    await loadText()
    await loadText(source.replace('[2][3]', '[2]'))
    expect(await statuses()).toContain('CITATION 3 NOT_CONFIRMED')
  })

  test('follow the names of an entity: its own, its labels, and those that facts give it', async () => {
    await loadText()
    const options = { critic: 'brook', quotation: 'Ada Brook denied it', evidence: denied }
    await load(files(options))
    expect(await statuses()).toContain('NAME A. Brook CONFIRMED')
    const unnamed = entities.replace(', labels: [Ada Brook]', '')
    await load(files({ ...options, names: unnamed }))
    expect(await statuses()).toContain('NAME A. Brook NOT_CONFIRMED')
    const alias = `aliases:
  - key: brook-alias
    subject: brook
    name: Ada Brook
    aliasKind: ALSO_KNOWN_AS
    statement: She is called Ada Brook.
    evidence: [${denied}]
`
    await load(files({ ...options, names: unnamed + alias }))
    expect(await statuses()).toContain('NAME A. Brook CONFIRMED')
    await load(files({ ...options, names: unnamed }))
    expect(await statuses()).toContain('NAME A. Brook NOT_CONFIRMED')
  })

  test('change only when something is different, and change nothing when nothing is', async () => {
    await loadText()
    const folder = files({})
    await load(folder)
    expect((await load(folder)).changed).toEqual({})
    await checkEvidence(db)
    expect((await loadText()).changed).toBe(false)
    expect(await query('select max(number)::int as count from change')).toEqual([{ count: 2 }])
  })

  test('of a fact are gone with it', async () => {
    await load(files({}))
    await load(writeFiles({ 'dataset.yaml': head, 'entities.yaml': entities }))
    expect(await query('select from fact_check')).toEqual([])
  })
})

describe('numbers and dates', () => {
  const figure = (fields: string) =>
    writeFiles({
      'dataset.yaml': head,
      'entities.yaml': entities,
      'facts.yaml': `figures:
  - key: hurt
    subject: ferry
    metric: hurt
    ${fields}
    statement: People were hurt on the ferry.
    evidence: [{paragraph: 1, anchor: people were hurt}, ${said}]
`,
    })
  const found = async () =>
    (await checksOf('hurt')).map(({ subject, value, status }) => `${subject} ${value} ${status}`)

  test('are found in words, in any sentence of the evidence', async () => {
    await loadText()
    expect((await load(figure('amount: 14.0\n    asOf: 2019'))).warnings).toEqual([])
    expect(await found()).toEqual(['NUMBER 14 CONFIRMED', 'DATE 2019 CONFIRMED'])
  })

  test('are warned of if they are other, or more exact, than what the sentences say', async () => {
    await loadText()
    const { warnings } = await load(figure('amount: 14\n    upTo: 40\n    qualifier: RANGE\n    asOf: 2019-05/2020'))
    expect(warnings.map(({ field, value }) => `${field} ${value}`)).toEqual([
      'figures[0].upTo "40"',
      'figures[0].asOf "2019-05"',
      'figures[0].asOf "2020"',
    ])
    const answered = await load(figure('amount: 15\n    asOf: 2020\n    computed: One more died the year after.'))
    expect(answered.warnings).toEqual([])
    expect(await found()).toEqual(['NUMBER 15 NOT_CONFIRMED', 'DATE 2020 NOT_CONFIRMED'])
  })

  test('that are not known are not looked for', async () => {
    await loadText()
    await load(figure('amount: 14\n    asOf: 2019/..'))
    expect(await found()).toEqual(['NUMBER 14 CONFIRMED', 'DATE 2019 CONFIRMED'])
  })

  test('are read in the language of the text', async () => {
    const german = source.replace('Fourteen people were hurt.', 'Am 5. Mai 2019 people were hurt, 2,5 Mrd. of them.')
    await loadDocument(db, { text: german, slug: 'paper', language: 'de' })
    await load(figure('amount: 2500000000\n    asOf: 2019-05-05'))
    expect(await found()).toEqual(['NUMBER 2500000000 CONFIRMED', 'DATE 2019-05-05 CONFIRMED'])
  })
})

describe('files and their source', () => {
  const checked = async (options: Options) => {
    const file = path.join(writeFiles({}), 'paper.txt')
    writeFileSync(file, source)
    const dataset = await readDatasetOrThrow(files(options))
    const { counts, problems, warnings } = checkFactsOfFiles(dataset, await readSources(dataset, [file]))
    return { counts, problems: problems.map(({ field }) => field), warnings: warnings.map(({ field }) => field) }
  }

  test('are compared as the graph compares them', async () => {
    const options = { critic: 'other', evidence: `${said}, ${denied}`, quotation: 'a closed prison' }
    const found = await checked(options)
    expect(found).toMatchObject({ problems: ['criticisms[0].quotations[0].text'], warnings: ['criticisms[0].critic'] })
    await load(files(options))
    await loadText()
    expect((await listChecks(db)).counts).toEqual(found.counts)
  })

  test('agree where facts answer', async () => {
    const found = await checked({ critic: 'other', more: 'computed: It was renamed.' })
    expect(found).toMatchObject({ counts: { NOT_CONFIRMED: 1, answered: 1, wrong: 0 }, problems: [], warnings: [] })
  })
})

describe('words of the text', () => {
  const long = source.replace('Nobody knows', 'Nobody of the crew knows until today')
  const night = long.replace('today why.', 'today why so many hours passed before help came.')
  const copy = 'Nobody of the crew knows until today why so many hours passed.'
  const told = 'repeats more than 8 words of the text in a row'
  const there = '{paragraph: 2, anchor: Nobody of the crew}'
  const warned = async (options: Options) => {
    const { warnings } = await load(files({ evidence: `${said}, ${there}`, ...options }))
    return warnings.map(({ field, message }) => `${field} ${message}`)
  }

  test('are told of statements and claims that repeat them, when these are loaded', async () => {
    await loadText(night)
    expect(await warned({ statement: copy })).toEqual([
      `criticisms[0].statement ${told}, "nobody of the crew knows until today why so many hours pass…"; say it in your own words`,
    ])
    expect(await warned({ claim: copy })).toMatchObject([expect.stringContaining(`criticisms[0].claim ${told}`)])
    expect(await warned({ statement: 'Nobody of the crew knows until today why.' })).toEqual([])
    // Nothing refuses the facts of an earlier day, and whoever loads them again is not told again.
    await load(files({ evidence: `${said}, ${there}`, statement: copy }))
    expect(await warned({ statement: copy })).toEqual([])
  })

  test('are not told where the text is not loaded', async () => {
    expect(await warned({ statement: copy, claim: 'It is slow.' })).toEqual([])
  })

  test('are told of files beside their text, of summaries, too', async () => {
    const file = path.join(writeFiles({}), 'paper.txt')
    writeFileSync(file, night)
    const summed = entities.replace('organizationType: COMPANY', `summary: "${copy}", organizationType: COMPANY`)
    const dataset = await readDatasetOrThrow(files({ statement: copy, names: summed, evidence: `${said}, ${there}` }))
    const { warnings } = checkFactsOfFiles(dataset, await readSources(dataset, [file]))
    expect(warnings.map(({ field }) => field)).toEqual(['criticisms[0].statement', 'organizations[0].summary'])
  })

  test('count as one where they are a name, however long', async () => {
    const name = 'Guild of All the Keepers of Boats on the Long Coast'
    const named = source.replace('the Coast Guild said', `the ${name} said`)
    await loadText(named)
    const names = entities.replace('name: Coast Guild', `name: ${name}`)
    const evidence = '{paragraph: 1, anchor: that the ferry was}'
    expect(await warned({ names, evidence, statement: `In 2019 the ${name} said this.` })).toEqual([])
  })
})

describe('a dataset whose text is loaded', () => {
  const refusal = async (options: Options) => (await failure(load(files(options)))).message.split('\n').slice(1)

  test('is refused with a quotation that the text lacks: file, line, column and field', async () => {
    await loadText()
    expect(await refusal({ quotation: 'a closed prison' })).toEqual([
      expect.stringMatching(
        /facts\.yaml:6:25: criticisms\[0\]\.quotations\[0\]\.text: the words "a closed prison" are not in .*; quote the words as they are there$/,
      ),
    ])
    expect(await query('select from fact')).toEqual([])
  })

  test('is refused with a citation that the sentence lacks', async () => {
    await loadText()
    const evidence = '{paragraph: 1, anchor: the Coast Guild said, references: ["1"]}'
    expect(await refusal({ evidence })).toEqual([
      expect.stringMatching(
        /facts\.yaml:9:\d+: criticisms\[0\]\.evidence\[0\]\.references\[0\]: the sentence .* citation "1"/,
      ),
    ])
  })

  test('is refused with a citation that only one of two sentences carries', async () => {
    await loadText()
    const evidence = `${denied}, {paragraph: 1, anchor: the Coast Guild said, references: ["2"]}`
    expect(await refusal({ evidence })).toEqual([expect.stringContaining('evidence[1].references[0]')])
  })

  test('is refused with a quotation that stands in another paragraph', async () => {
    await loadText()
    expect(await refusal({ quotation: 'Nobody knows why' })).toHaveLength(1)
  })

  test('is refused again as long as it is wrong, even if the text came later', async () => {
    const folder = files({ quotation: 'a closed prison' })
    await load(folder)
    await loadText()
    expect((await failure(load(folder))).code).toBe('BAD_USER_INPUT')
  })

  test('is warned of names that the sentences lack, and answers with a reason', async () => {
    await loadText()
    const { warnings } = await load(files({ critic: 'other' }))
    expect(warnings.map(problemText)).toEqual([
      expect.stringMatching(
        /facts\.yaml:3:13: criticisms\[0\]\.critic: neither the name "Sea Guild" nor .* give the reason as `computed`$/,
      ),
    ])
    const answered = await load(files({ critic: 'other', more: 'computed: The guild had that name by then.' }))
    expect(answered.warnings).toEqual([])
    const [name] = (await checksOf()).filter(({ value }) => value === 'Sea Guild')
    const reason = 'The guild had that name by then.'
    expect(name).toMatchObject({ status: 'NOT_CONFIRMED', answer: reason, message: reason })
  })

  test('cannot answer a quotation', async () => {
    await loadText()
    expect(await refusal({ quotation: 'a closed prison', more: 'computed: He meant it.' })).toHaveLength(1)
  })

  test('is not blamed twice: evidence that is not FOUND is what is wrong', async () => {
    await loadText()
    await load(files({ evidence: '{paragraph: 2, anchor: the Coast Guild said, references: ["1"]}' }))
    expect(await statuses()).toEqual([
      'QUOTATION an open prison NOT_CONFIRMED',
      'CITATION 1 NOT_CONFIRMED',
      'NAME Coast Guild NOT_CONFIRMED',
      'NAME The Ferry NOT_CONFIRMED',
    ])
  })
})

describe('a reason', () => {
  const problemsWith = async (computed: string) =>
    (await failure(load(files({ more: `computed: ${computed}` })))).message.split('\n').slice(1)

  test('has to be a text, not empty and not too long', async () => {
    expect(await problemsWith('""')).toEqual([expect.stringMatching(/computed: "" is empty/)])
    expect(await problemsWith('"  "')).toEqual([expect.stringMatching(/computed: .* is empty/)])
    expect(await problemsWith('[]')).toEqual([expect.stringMatching(/computed: .*is a list/)])
    expect(await problemsWith(`"${'x'.repeat(1001)}"`)).toEqual([
      expect.stringMatching(/has 1001 characters; at most 1000/),
    ])
  })

  test('is shown, and recorded in the change log', async () => {
    await load(files({ more: 'computed: From the sentence before.' }))
    const { facts } = await app.get('{ facts { nodes { computed } } }')
    expect(facts.nodes).toEqual([{ computed: 'From the sentence before.' }])
    const [row] = await query<{ reason: string }>(
      `select after ->> 'computed' as reason from change where type = 'fact'`,
    )
    expect(row?.reason).toBe('From the sentence before.')
    await load(files({}))
    expect((await app.get('{ facts { nodes { computed } } }')).facts.nodes).toEqual([{ computed: null }])
  })
})

test('the graph counts checks by subject and status', async () => {
  await loadText()
  await load(files({ critic: 'other', more: 'computed: It was renamed.', evidence: `${said}, ${denied}` }))
  const { graph } = await app.get('{ graph { checkCounts { subject status count answered } } }')
  expect(graph.checkCounts).toHaveLength(15)
  expect(graph.checkCounts.filter(({ count }: Data) => count > 0)).toEqual([
    { subject: 'QUOTATION', status: 'CONFIRMED', count: 1, answered: 0 },
    { subject: 'CITATION', status: 'CONFIRMED', count: 2, answered: 0 },
    { subject: 'NAME', status: 'CONFIRMED', count: 1, answered: 0 },
    { subject: 'NAME', status: 'NOT_CONFIRMED', count: 1, answered: 1 },
  ])
})

test('a page of facts with their checks takes as many statements as one fact', async () => {
  await load(files({}))
  const statementsOf = async () =>
    (await app.ask('{ facts(first: 100) { nodes { key checks { subject value status answer message } } } }')).statements
  const one = await statementsOf()
  const facts = Array.from(
    { length: 60 },
    (_, index) => `
  - {key: n-${index}, subject: ferry, name: Ferry ${index}, aliasKind: NICKNAME, statement: A name., evidence: [${said}]}`,
  )
  await load(files({ names: `${entities}aliases:${facts.join('')}\n` }))
  expect(await statementsOf()).toBe(one)
})

it.each([
  ['[1]', 'write "1", as labels are printed'],
  ['34–36', 'write "34", "35", "36", as labels are printed'],
  ['[5, 6]', 'write "5", "6", as labels are printed'],
  ['５', 'write "5", as labels are printed'],
  ['4', 'list only the citations of that sentence'],
])('a label %s that the sentence does not carry is answered with how labels are written', (value, advice) => {
  expect(checkAdvice({ subject: 'CITATION', value })).toContain(`the citation "${value}"; ${advice}`)
})
