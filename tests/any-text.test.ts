import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schema } from '../src/schema.ts'
import { newKey } from './support/access.ts'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'
import { textSlots } from './support/text-slot.ts'

const db = await freshDatabase()
const app = createTestApp(db, {}, (await newKey(db, 'ADMIN')).headers)
await putGraph(db, {
  entities: [
    { kind: 'ORGANIZATION', slug: 'agency', name: 'Migration Agency', labels: ['A', 'MA', '-', 'the who'] },
    { kind: 'TOPIC', slug: 'detention', name: 'Detention of migrants' },
    { kind: 'PERSON', slug: 'person', name: 'The', summary: 'Title\n-----' },
  ],
  documents: [
    { slug: 'report', title: 'Report', paragraphs: [['A report of the agency.']] },
    { slug: 'rapport', title: 'Rapport', language: 'fr', paragraphs: [['Le rapport de l’agence.']] },
    { slug: 'bericht', title: 'Bericht', language: 'de', paragraphs: [['Die Behörde für Flüchtlinge.']] },
    { slug: 'baogao', title: '報告', language: 'zh', paragraphs: [['國際移民組織的報告。']] },
  ],
  facts: [
    {
      kind: 'CRITICISM',
      key: 'camps',
      subject: 'person',
      object: 'agency',
      statement: 'The criticised the agency over the camps.',
      topics: ['detention'],
      period: '2003',
    },
  ],
})

const slots = textSlots(schema)

/** What has a meaning to a parser, a dictionary or an index somewhere between a caller and the graph. */
const pieces = [
  ...'-_/.,:;!?&|()[]{}<>\'"“”«»‘’\\%*^~$#@+=`'.split(''),
  ...['<->', ':*', '&&', '||', '::', '--', '/*', '*/', '$1', '#1', '^1', 'kind:CRITICISM', 'sample:1', 'language:en'],
  ...['a', 'the', 'or', 'OR', 'not', 'and', 'who', 'A', '-a', '"a"', '-"the"', 'iom', 'agency', 'migrants', 'agence'],
  ...['criticisms', 'people', 'U.S.A.', "l'agence", 'a-b', 'a/b', 'a_b', 'x'.repeat(60), '1951', '-1', '1.5', '1e9'],
  ...['https://example.org/a?b=c&d#e', 'a@b.example', '<b>', '&amp;', 'C:\\temp', '../..', 'NULL', '\n', '\t', '\r\n'],
  ...['💥', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', 'שלום', 'عربي', '\u202e', '\u200f', '\u0301', 'e\u0301\u0323'],
  ...['漢字', 'ไทย', 'ﷺ', '㍿', 'ß', 'İ', 'ﬁ', '１', '½', '\u00ad', '\u200b', '\ufeff', '\ue000', '\uffff', '\u3000'],
  ...['\0', '\ud800', '\u0085', '\u2028', '\u{10ffff}', '𐍈'],
]
const piece = fc.constantFrom(...pieces)
const separator = fc.constantFrom('', ' ', '-', ' or ', ' -', '" "', '/', '\n')
const mixed = fc.tuple(fc.array(piece, { maxLength: 30 }), separator).map(([parts, between]) => parts.join(between))
/** One or two pieces again and again, up to some length: mostly as long as texts may be, or longer. */
const repeated = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 2 }), separator, fc.constantFrom(40, 200, 999, 1_000, 1_001, 9_000))
  .map(([parts, between, length]) => {
    const part = parts.join('') + between
    return part.repeat(Math.ceil(length / part.length)).slice(0, length)
  })
const quoted = fc.oneof(mixed, repeated).map((text) => `"${text.slice(0, 998)}"`)
const anyText = fc.oneof(mixed, repeated, quoted, fc.string({ unit: 'binary', maxLength: 1_000 }))

/** Fails on an internal error, and on one that says no more than that it took too long. */
async function answers({ name, document, variables }: (typeof slots)[number], text: string): Promise<string> {
  const { data, errors = [] } = await app.ask(document, variables(text))
  const codes = errors.map(({ extensions }) => extensions.code)
  for (const code of codes) {
    expect(['BAD_USER_INPUT', 'BAD_CURSOR', 'NOT_FOUND', 'AMBIGUOUS_NAME', 'TOO_COMPLEX', 'CONFLICT'], name).toContain(
      code,
    )
  }
  expect(data !== undefined || codes.length > 0).toBe(true)
  return codes[0] ?? 'answered'
}

describe('any text, in any argument that takes one,', () => {
  it('is found in many places of the schema', () => {
    const names = slots.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining([
        'search.query',
        'resolve.name',
        'resolveAll.names',
        'suggest.text',
        'aliases.where.search',
        'createApiKey.input.actor',
      ]),
    )
    expect(names.length).toBeGreaterThan(100)
  })

  it('gets an answer, or an error that says what is wrong', { timeout: 300_000 }, async () => {
    const outcomes = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...slots), anyText, async (slot, text) => {
        outcomes.add(await answers(slot, text))
      }),
      { numRuns: 700 },
    )
    expect([...outcomes]).toEqual(expect.arrayContaining(['answered', 'BAD_USER_INPUT']))
  })

  it('is answered or refused by whatever searches words', { timeout: 300_000 }, async () => {
    const searching = slots.filter(({ name }) => /search|^resolve|^suggest|named|name$|names$|text$/iu.test(name))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...searching), anyText, async (slot, text) => {
        await answers(slot, text)
      }),
      { numRuns: 500 },
    )
  })
})

describe('what once failed:', () => {
  const searches = slots.filter(({ name }) => name.endsWith('search') || name === 'search.query')
  const texts = {
    'a heading that is underlined': `Title\n${'-'.repeat(40)}`,
    'many quotation marks': '"'.repeat(65_600),
    'a phrase of very many words': `"${'word '.repeat(14_500)}"`,
    'a phrase of a stop word': '"a"',
    'phrases of stop words': '"a" -"the" or "of the"',
    'one letter that stands for many': '㍿'.repeat(999),
  }
  it.each(Object.entries(texts))('%s', async (_name, text) => {
    for (const slot of searches) await answers(slot, text)
  })

  it.each([`x${'𐍈'.repeat(499)}`, '㍿'.repeat(250)])(
    'a key that no fact has, and that is as long as one can be',
    async (key) => {
      const { facts } = await app.get('query ($key: String!) { facts(where: { key: [$key] }) { totalCount } }', { key })
      expect(facts).toEqual({ totalCount: 0 })
    },
  )

  it('a phrase of a stop word finds what has it as its name, and what is linked to that', async () => {
    const { search } = await app.get('{ search(query: "\\"a\\"") { nodes { __typename } } }')
    expect(search.nodes.map(({ __typename }: { __typename: string }) => __typename).sort()).toEqual([
      'Criticism',
      'Organization',
    ])
    const { criticisms } = await app.get('{ criticisms(where: { search: "\\"of\\"" }) { totalCount } }')
    expect(criticisms.totalCount).toBe(0)
  })
})
