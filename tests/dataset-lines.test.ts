import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { loadDataset, loadStream } from '../src/dataset/load.ts'
import { problemText } from '../src/dataset/read/problem.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { openDataset } from '../src/dataset/read/stream.ts'
import { readYaml } from '../src/dataset/read/yaml-file.ts'
import { readSources } from '../src/dataset/source.ts'
import { stampDataset } from '../src/dataset/stamp.ts'
import { storedFiles } from '../src/dataset/stored-files.ts'
import { DossierError } from '../src/errors.ts'
import { freshDatabase } from './support/database.ts'
import { copyHarbour, harbour, harbourText, problemsOf, writeFiles } from './support/dataset.ts'
import { said } from './support/random-proposals.ts'

const db = await freshDatabase()

beforeEach(async () => {
  await db.pool.query('truncate dataset, entity, document restart identity cascade')
})

/** The made-up dataset, with the items of all its files but dataset.yaml as lines. */
function harbourAsLines(): string {
  const folder = copyHarbour()
  const lines: string[] = []
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) =>
    /(?<!dataset)\.yaml$/.test(one),
  )) {
    const file = path.join(folder, name)
    const { value } = readYaml(readFileSync(file, 'utf8'), name)
    for (const [section, items] of Object.entries(value as Record<string, object[]>)) {
      for (const item of items) lines.push(JSON.stringify({ section, ...item }))
    }
    rmSync(file)
  }
  writeFileSync(path.join(folder, 'items.ndjson'), `${lines.join('\n')}\n`)
  return folder
}

async function openOrThrow(folder: string) {
  const { dataset, problems } = await openDataset(folder)
  if (dataset === undefined) throw new Error(problems.map(problemText).join('\n'))
  return dataset
}

const line = (item: object) => JSON.stringify(item)
const a = line({ section: 'organizations', slug: 'a', name: 'A', organizationType: 'NGO' })
const b = line({ section: 'organizations', slug: 'b', name: 'B', organizationType: 'NGO' })

describe('a dataset of lines', () => {
  it('says what the same dataset as YAML says, read at once and as a stream', async () => {
    await loadDataset(db, await readDatasetOrThrow(harbour))
    const expected = await said(db)
    const folder = harbourAsLines()
    expect((await loadDataset(db, await readDatasetOrThrow(folder))).changed).toEqual({})
    expect((await loadStream(db, await openOrThrow(folder))).changed).toEqual({})
    await db.pool.query('truncate dataset, entity, document restart identity cascade')
    await loadStream(db, await openOrThrow(folder))
    expect(await said(db)).toBe(expected)
    expect((await storedFiles(db.prisma, 'harbour')).map((file) => file.path)).toEqual(['dataset.yaml'])
  })

  it('may have YAML beside it, a byte order mark, CRLF, blank lines and no line break at its end', async () => {
    const folder = writeFiles({
      'more.yaml': 'organizations:\n  - {slug: c, name: C, organizationType: NGO}\n',
      'items.ndjson': `\uFEFF${a}\r\n\r\n  \n${b}`,
    })
    const { entities } = await readDatasetOrThrow(folder)
    expect(entities.map(({ draft, at }) => [draft.slug, at('name').line])).toEqual([
      ['c', 2],
      ['a', 1],
      ['b', 4],
    ])
    const opened = await openOrThrow(folder)
    expect((await Array.fromAsync(opened.items())).map(({ draft }) => 'slug' in draft && draft.slug)).toEqual([
      'c',
      'a',
      'b',
    ])
    expect(await Array.fromAsync(opened.items('fact'))).toEqual([])
  })

  it('reads every scalar as it is written', async () => {
    const figure = `{"section":"figures","key":"f","subject":"a","metric":"staff","amount":1.10,"unit":"people","asOf":2021,"statement":"It has 1.10.","evidence":[{"paragraph":1,"anchor":"x"}]}`
    const { facts } = await readDatasetOrThrow(writeFiles({ 'items.ndjson': `${a}\n${figure}\n` }))
    expect(facts[0]?.draft).toMatchObject({
      amount: '1.10',
      asOf: '2021',
      evidence: [{ document: 'paper', paragraph: 1 }],
    })
  })

  it('stamps its lines, and nothing else in them', async () => {
    const folder = harbourAsLines()
    const file = path.join(folder, 'items.ndjson')
    const before = readFileSync(file, 'utf8')
    const dataset = await readDatasetOrThrow(folder)
    const sources = await readSources(dataset, [harbourText])
    const { written, problems } = await stampDataset(dataset, sources)
    expect(written).toBeGreaterThan(0)
    const after = readFileSync(file, 'utf8')
    const unstamped = (text: string) =>
      text
        .trim()
        .split('\n')
        .map((one) => JSON.parse(one, (name, value) => (['digest', 'references'].includes(name) ? undefined : value)))
    expect(unstamped(after)).toEqual(unstamped(before))
    const again = await readDatasetOrThrow(folder)
    expect(await stampDataset(again, sources)).toMatchObject({ written: 0, problems: { length: problems.length } })
  })
})

describe('what is wrong with a line', () => {
  it('has its place, and what would be right', async () => {
    const lines = [
      a,
      '{"section": "organizations", "slug": "x", "name": "X", "organizationType": "CLUB"}',
      '{"section": "organisations", "slug": "y"}',
      '{"slug": "z"}',
      '["a"]',
      '{"section": "people", "slug": "p", "name": "P"',
      '{"section": "people", "slug": "p", "slug": "q", "name": "P"}',
      '{"section": "people", "slug": "p", "name": "P", "nmae": "P"}',
      `{"section": "people", "slug": "long", "name": "${'x'.repeat(1024 * 1024)}"}`,
      '{"section": "people", "slug": "n", "name": "\u0000"}',
      a,
    ]
    const folder = writeFiles({ 'items.ndjson': Buffer.from(`${lines.join('\n')}\n`) })
    const found = (await problemsOf(folder)).map((text) => text.replace(/ in JSON at position .*?;/, ';').slice(0, 150))
    expect(found).toMatchInlineSnapshot(`
      [
        "items.ndjson:2:76: organizations[0].organizationType: "CLUB" is none of INTERGOVERNMENTAL, UN_AGENCY, NGO, GOVERNMENT, MEDIA, NETWORK, COMPANY, OTHER",
        "items.ndjson:3:13: organisations: there is no field "organisations" here; did you mean "organizations"?",
        "items.ndjson:4:1: "section" is missing, which names the list that the item belongs to: organizations, people, events, campaigns, places, topics, agree",
        "items.ndjson:5:1: is no item; an item is an object, such as {"section": "people", "slug": "ada", "name": "Ada"}",
        "items.ndjson:6:1: is no line of JSON: Expected ',' or '}' after property value; write each item on one line, such as {"section": "people", "slug": "ad",
        "items.ndjson:7:1: "slug" stands twice in the same object; join the two, or take one out",
        "items.ndjson:8:49: people[0].nmae: there is no field "nmae" here; did you mean "name"?",
        "items.ndjson:9:1: the line has 1048625 bytes, and an item has at most 1 MB; is each item on a line of its own?",
        "items.ndjson:10:1: holds the character U+0000, which is no text; take it out",
        "items.ndjson:11:35: organizations[0].slug: "a" is the slug of items.ndjson:1 already; choose another one",
      ]
    `)
    const { dataset, problems } = await openDataset(folder)
    expect(dataset).toBeUndefined()
    // Whether a slug is there twice is found out when it is written.
    expect(problems).toHaveLength(found.length - 1)
  })

  it('is told with its place when the graph refuses it', async () => {
    const tie = line({
      section: 'relationships',
      key: 'tie',
      subject: 'a',
      relationshipType: 'FUNDS',
      object: 'nobody',
      statement: 'A funds it.',
      evidence: [{ paragraph: 1, anchor: 'funds' }],
    })
    const folder = writeFiles({ 'items.ndjson': `${a}\n${b}\n${tie}\n${a}\n` })
    const error = await loadStream(db, await openOrThrow(folder)).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(DossierError)
    expect((error as DossierError).message.replaceAll(`${folder}${path.sep}`, '')).toMatchInlineSnapshot(`
      "The dataset "small" is not right:
      items.ndjson:4:35: organizations[0].slug: "a" is the slug of an earlier item already; choose another one"
    `)
  })

  it('is what is no file of lines', async () => {
    expect(await problemsOf(writeFiles({ 'items.jsonl': a }))).toEqual([
      'items.jsonl:1:1: is not read; the names of files of lines end with .ndjson',
    ])
    expect(await problemsOf(writeFiles({ 'items.ndjson': Buffer.from([0x7b, 0xff]) }))).toEqual([
      'items.ndjson:1:1: is not UTF-8; save it as UTF-8',
    ])
  })
})
