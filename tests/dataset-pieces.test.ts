import { readFileSync } from 'node:fs'
import path from 'node:path'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPieces, readWhole, readYaml } from '../src/dataset/read/yaml-file.ts'
import { piecesOf, textOfPiece } from '../src/dataset/read/yaml-pieces.ts'
import { harbour } from './support/dataset.ts'

// A file that is read piece by piece says what it says when it is read whole, whatever stands in it.

/** Lines of items, right and wrong, and what misleads somebody who looks at nothing but indentation. */
const line = fc.constantFrom(
  '- slug: a',
  '- {slug: b, name: "B, C", labels: [x, {text: y}]}',
  '- "quoted" # said',
  '-',
  '- - nested',
  '  name: plain text',
  '  name: 1950~',
  '  none: ~',
  '  empty:',
  '  quoted: "a \\u00e9 \\n b"',
  "  single: 'it''s'",
  '  folded: >-',
  '  kept: |+',
  '  literal: |2',
  '  clip: |',
  '    text of it',
  '      more of it',
  '    - a dash in it',
  '  open: "begins',
  '  ends"',
  "  single: 'begins",
  "ends'",
  '  list: [a,',
  '  b]',
  '  map: {a: 1,',
  '}',
  '  evidence:',
  '    - {paragraph: 1, anchor: words}',
  '  - {paragraph: 2}',
  '  name: twice',
  '  base: &base {a: 1}',
  '  same: *base',
  '  <<: *base',
  '  tagged: !!str 1',
  '  other: !wide 2',
  '  ? complex',
  '  : value',
  '  bad: a: b',
  '  text#no comment',
  '# a comment',
  '    # another',
  '',
  '   ',
  '\t',
  '  \tx: tab',
  '  nul: "\\0" \u0000',
  '  wide: \u2028 - x',
  '  lone: a\rb: c',
  '  number: 123456789012345678901234567890',
  '  constructor: x',
  '  __proto__: x',
  '---',
  '...',
  '%YAML 1.2',
)

/** A key at the top, and what stands behind it. */
const head = fc.tuple(
  fc.constantFrom('organizations', 'facts', 'people', 'null', 'constructor', 'toString', '__proto__'),
  fc.constantFrom(':', ': ', ': # comment', ': ~', ': []', ': |', ': text', ': "open', ': &base', ': [', ' :'),
)
const commonHead = fc.constantFrom<[string, string]>(['organizations', ':'], ['facts', ':'], ['people', ':'])

const item = fc.constantFrom(
  '- slug: a\n  name: A',
  '- {slug: b}',
  '- text',
  '- folded: >-\n    words\n\n    of it',
  '- kept: |+\n    text\n\n',
  '- "a\n\n  b"',
  '- ~\n# a comment',
)
const body = fc.array(fc.oneof({ weight: 5, arbitrary: item }, { weight: 1, arbitrary: line }), {
  minLength: 1,
  maxLength: 8,
})
const section = fc
  .tuple(
    fc.oneof({ weight: 8, arbitrary: commonHead }, { weight: 1, arbitrary: head }),
    fc.constantFrom(0, 2, 2, 2, 4),
    body,
  )
  .map(([[name, rest], indent, lines]) => {
    return `${name}${rest}\n${lines.join('\n').replace(/^(?!#)/gm, ' '.repeat(indent))}`
  })
const start = fc.oneof(
  { weight: 8, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom('# About\n\n', '\uFEFF', '---\n', '  a: b\n', '- x\n', '\n\n') },
)
const source = fc
  .tuple(start, fc.array(section, { minLength: 1, maxLength: 3 }), fc.constantFrom('\n', '\n', '\r\n'), fc.boolean())
  .map(([first, sections, lineBreak, ends]) =>
    `${first}${sections.join('\n')}${ends ? '\n' : ''}`.replaceAll('\n', lineBreak),
  )

/** A real file with up to three characters put in, taken out, or put in place of others. */
const real = ['entities.yaml', 'facts/edges.yaml', 'facts/claims.yaml'].map((name) => {
  return readFileSync(path.join(harbour, name), 'utf8')
})
const put = fc.constantFrom(
  '',
  '\n',
  ' ',
  '  ',
  '"',
  "'",
  ':',
  '- ',
  '#',
  '{',
  ']',
  '|',
  '&a ',
  '*a',
  '!',
  '\t',
  '\r',
  ',',
)
const place = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), taken: fc.nat({ max: 3 }), put })
const spoiled = fc.tuple(fc.constantFrom(...real), fc.array(place, { maxLength: 3 })).map(([text, places]) =>
  places.reduce((now, { at, taken, put }) => {
    const index = Math.floor(at * now.length)
    return now.slice(0, index) + put + now.slice(index + taken)
  }, text),
)

/** Anchors can make circles, which JSON cannot write. */
const shown = (value: unknown) => inspect(value, { depth: null, maxArrayLength: null, maxStringLength: null })

/** The paths to values down to the fifth level, and to some that are not there. */
function waysInto(value: unknown, depth = 0): (string | number)[][] {
  if (typeof value !== 'object' || value === null || depth === 5) return [[], ['none'], [7, 'none']]
  const parts = Array.isArray(value) ? value.keys() : Object.keys(value)
  const within = [...parts].flatMap((part) => {
    return waysInto((value as Record<string | number, unknown>)[part], depth + 1).map((way) => [part, ...way])
  })
  return [[], ['none'], [99], ...within]
}

test('a file whose pieces can be read has no problem, and says what it says when it is read whole', () => {
  const ways = { pieces: 0, whole: 0 }
  const property = fc.property(fc.oneof(source, spoiled), (text) => {
    const pieces = readPieces(text, 'f.yaml', 1)
    ways[pieces ? 'pieces' : 'whole'] += 1
    if (!pieces) return
    const whole = readWhole(text, 'f.yaml')
    expect(whole.problems).toEqual([])
    expect(shown(pieces.value)).toBe(shown(whole.value))
    for (const way of waysInto(whole.value)) {
      expect([way, pieces.at(...way), pieces.atKey(...way)]).toEqual([way, whole.at(...way), whole.atKey(...way)])
    }
  })
  const numRuns = Number(process.env.FAST_CHECK_RUNS ?? 400)
  fc.assert(property, { numRuns })
  // The test would say nothing if all files were read in one way.
  expect(Math.min(ways.pieces, ways.whole)).toBeGreaterThan(numRuns / 10)
})

test('a list is cut between items', () => {
  const text =
    'people: # who\n\n  - slug: a\n    name: A\n  # next\n  - {slug: b}\nroles:\n- key: c\n\n- key: d\nplaces: []\n'
  expect(piecesOf(text, 1)?.map((piece) => textOfPiece(text, piece).text)).toEqual([
    'people: # who\n\n  - slug: a\n    name: A\n  # next\n',
    'people:\n  - {slug: b}\n',
    'roles:\n- key: c\n\n',
    'roles:\n- key: d\n',
    'places: []\n',
  ])
})

test.each([
  ['what looks like an item inside of quotes', 'people:\n- slug: "a\n- b"\n'],
  ['what looks like a key inside of quotes', 'people:\n- slug: "a\nroles:\n- b"\n'],
  ['what looks like an item inside of brackets', 'people:\n  - [a,\n  - b]\n'],
  ['a reference to an anchor of another piece', 'people:\n- &a {slug: a}\n- *a\n'],
  ['a key that stands twice', 'people:\n- a\nroles:\n- b\npeople:\n- c\n'],
  ['a second document', 'people:\n- a\n---\nroles:\n- b\n'],
  ['a tag', 'people:\n- a\n- !b c\n'],
  ['a directive', '%YAML 1.2\n---\npeople:\n- a\n'],
])('%s makes that a file is read whole', (_what, text) => {
  expect(readPieces(text, 'f.yaml', 1)).toBeUndefined()
})

test.each([
  ['comments', `people:\n${'# c\n'.repeat(1e6)}  - a\n`],
  ['empty lines', `${'\n'.repeat(4e6)}people:\n- a\n`],
  ['spaces', `people:\n${' '.repeat(4e6)}- a\n`],
])('four million characters of %s do no harm', (_what, text) => {
  expect(piecesOf(text)).toHaveLength(1)
})

test('a problem in a long file is told with its place', () => {
  const items = Array.from({ length: 2000 }, (_, index) => `  - slug: item-${index}\n    name: Item ${index}\n`).join(
    '',
  )
  const yaml = readYaml(`people:\n${items}`, 'f.yaml')
  expect(readPieces(`people:\n${items}`, 'f.yaml')?.value).toEqual(yaml.value)
  expect(yaml.at('people', 1999, 'name')).toEqual({ file: 'f.yaml', line: 4001, column: 11 })
  expect(readYaml(`people:\n${items}    name: x\n`, 'f.yaml').problems).toMatchObject([
    { line: 4002, column: 5, message: 'this name stands twice in the same mapping; join the two, or take one out' },
  ])
})
