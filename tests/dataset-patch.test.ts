import { applyPatch, parsePatch } from 'diff'
import { describe, expect, test } from 'vitest'
import type { ItemChange, ItemContent } from '../src/change/item.ts'
import { patchOf } from '../src/dataset/patch/patch.ts'
import { patchedFiles } from '../src/dataset/patch/patched-files.ts'
import type { DatasetFile } from '../src/dataset/read/format.ts'

const header = 'slug: small\ntitle: Small\ndocuments: [{slug: paper, title: Paper, references: ["1"]}]\n'

const staff: ItemContent = {
  kind: 'FIGURE',
  key: 'staff-2021',
  subject: 'aid',
  asOf: '2021',
  metric: 'staff',
  amount: '17761',
  unit: 'people',
  qualifier: 'EXACT',
  statement: 'In 2021 Aid had 17,761 staff.',
  evidence: [{ document: 'paper', paragraph: 27, anchor: '17,761', references: ['1'] }],
}
const aid: ItemContent = { kind: 'ORGANIZATION', slug: 'aid', name: 'Aid', organizationType: 'NGO' }

const create = (type: ItemChange['type'], after: ItemContent): ItemChange => {
  return { operation: 'CREATE', type, dataset: 'small', key: String(after.key ?? after.slug), after }
}
const update = (type: ItemChange['type'], before: ItemContent, changes: ItemContent): ItemChange => {
  const after = { ...before, ...changes }
  return { operation: 'UPDATE', type, dataset: 'small', key: String(before.key ?? before.slug), before, after }
}
const remove = (type: ItemChange['type'], before: ItemContent): ItemChange => {
  return { operation: 'DELETE', type, dataset: 'small', key: String(before.key ?? before.slug), before }
}

/** The lines that a patch of one file takes away and puts in. */
function linesOf(text: string, ...changes: ItemChange[]): string[] {
  const files = [
    { path: 'dataset.yaml', text: header },
    { path: 'facts.yaml', text },
  ]
  const patch = patchOf(files, changes)
  const [parsed, ...others] = parsePatch(patch)
  expect(others).toEqual([])
  const patched = patchedFiles(files, changes)
  expect(applyPatch(text, parsed ?? '')).toBe(textOf(patched, 'facts.yaml') ?? '')
  return patch.split('\n').filter((line) => /^[-+](?![-+]{2} )/.test(line))
}

function textOf(files: readonly DatasetFile[], path: string): string | undefined {
  return files.find((file) => file.path === path)?.text
}

const blockFact = `# Figures.
figures:
  # Counted once a year.
  - key: staff-2021   # the newest
    subject: aid
    metric: staff
    amount: 17761
    unit: people
    asOf: 2021 # as the report has it
    statement: >-
      In 2021 Aid had
      17,761 staff.
    evidence:
      - {paragraph: 27, anchor: "17,761", references: ["1"]}

  # Another year.
  - key: staff-2020
    subject: aid
    metric: staff
    amount: 1
    statement: In 2020 Aid had one.
    evidence: [{paragraph: 2, anchor: one}]
`
const other: ItemContent = {
  kind: 'FIGURE',
  key: 'staff-2020',
  subject: 'aid',
  metric: 'staff',
  amount: '1',
  qualifier: 'EXACT',
  statement: 'In 2020 Aid had one.',
  evidence: [{ document: 'paper', paragraph: 2, anchor: 'one' }],
}

describe('an updated item', () => {
  test('changes in the fields that change, and keeps their comments', () => {
    expect(linesOf(blockFact, update('fact', staff, { asOf: '2022', amount: '17762' }))).toEqual([
      '-    amount: 17761',
      '+    amount: 17762',
      '-    asOf: 2021 # as the report has it',
      '+    asOf: "2022" # as the report has it',
    ])
  })

  test('gets new fields where they belong, and loses others', () => {
    const { unit: _, ...rest } = { ...staff, upTo: '18000', qualifier: 'RANGE' } as Record<string, unknown>
    expect(linesOf(blockFact, { ...update('fact', staff, {}), after: rest })).toEqual([
      '-    unit: people',
      '+    upTo: 18000',
      '+    qualifier: RANGE',
    ])
  })

  test('keeps the other items of a list', () => {
    const evidence = [
      { document: 'paper', paragraph: 27, anchor: '17,761', references: ['1'] },
      { document: 'paper', paragraph: 28, anchor: 'staff of Aid' },
    ]
    expect(linesOf(blockFact, update('fact', staff, { evidence }))).toEqual([
      '+      - {paragraph: 28, anchor: staff of Aid}',
    ])
    expect(linesOf(blockFact, update('fact', other, { evidence: [...(other.evidence as []), evidence[1]] }))).toEqual([
      '-    evidence: [{paragraph: 2, anchor: one}]',
      '+    evidence: [{paragraph: 2, anchor: one}, {paragraph: 28, anchor: staff of Aid}]',
    ])
  })

  test('in flow style stays in flow style', () => {
    const flow = 'organizations:\n  - {slug: aid, name: Aid, organizationType: NGO}\n'
    const labels = [
      { text: 'HRW', aliasKind: 'ACRONYM' },
      { text: 'Help, Inc.', aliasKind: 'ALSO_KNOWN_AS' },
    ]
    expect(linesOf(flow, update('entity', aid, { name: 'Help: all', labels, summary: 'It helps.' }))).toEqual([
      '-  - {slug: aid, name: Aid, organizationType: NGO}',
      '+  - {slug: aid, name: "Help: all", organizationType: NGO, summary: It helps., labels: [{text: HRW, aliasKind: ACRONYM}, "Help, Inc."]}',
    ])
  })

  test('loses a list that is empty then', () => {
    const text = 'organizations:\n  - {slug: aid, name: Aid, organizationType: NGO, labels: [HRW]}\n'
    const before = { ...aid, labels: [{ text: 'HRW', aliasKind: 'ALSO_KNOWN_AS' }] }
    expect(linesOf(text, update('entity', before, { labels: [] }))[1]).toBe(
      '+  - {slug: aid, name: Aid, organizationType: NGO}',
    )
  })

  test('that is renamed keeps its place', () => {
    const text = 'organizations:\n  - slug: aid\n    name: Aid\n    organizationType: NGO\n'
    expect(linesOf(text, update('entity', aid, { slug: 'help', formerSlugs: ['aid'] }))).toEqual([
      '-  - slug: aid',
      '+  - slug: help',
      '+    formerSlugs: [aid]',
    ])
  })

  test('keeps labels as they are written, and says no others than were proposed', () => {
    const text =
      "organizations:\n  - slug: aid\n    name: Aid\n    organizationType: NGO\n    labels: [HRW, 'H.R.W.', AI]\n"
    const label = (name: string) => ({ text: name, aliasKind: 'ALSO_KNOWN_AS' })
    const before = { ...aid, labels: [label('AI'), label('HRW')] }
    expect(linesOf(text, update('entity', before, { labels: [label('New'), label('HRW')] }))).toEqual([
      "-    labels: [HRW, 'H.R.W.', AI]",
      '+    labels: [HRW, New]',
    ])
  })

  test('becomes another kind, and moves', () => {
    const text = `people:\n  - {slug: p, name: P}\norganizations:\n  - {slug: aid, name: Aid, organizationType: NGO} # why\n`
    const { organizationType: _, ...person } = aid
    const change = { ...update('entity', aid, {}), after: { ...person, kind: 'PERSON' } }
    expect(linesOf(text, change)).toEqual([
      '-organizations:',
      '-  - {slug: aid, name: Aid, organizationType: NGO} # why',
      '+  - slug: aid',
      '+    name: Aid',
    ])
  })
})

describe('a deleted item', () => {
  test('goes with the comment directly above it', () => {
    expect(linesOf(blockFact, remove('fact', other))).toEqual([
      '-',
      '-  # Another year.',
      '-  - key: staff-2020',
      '-    subject: aid',
      '-    metric: staff',
      '-    amount: 1',
      '-    statement: In 2020 Aid had one.',
      '-    evidence: [{paragraph: 2, anchor: one}]',
    ])
  })

  test('takes its list with it, if that is empty then, and its file', () => {
    const files = [
      { path: 'dataset.yaml', text: header },
      { path: 'a.yaml', text: 'organizations:\n  - {slug: aid, name: Aid, organizationType: NGO}\n' },
    ]
    const patch = patchOf(files, [remove('entity', aid)])
    expect(patch).toContain('deleted file mode 100644\n--- a/a.yaml\n+++ /dev/null\n')
    const rest = '# Keep me.\norganizations: [{slug: aid, name: Aid, organizationType: NGO}]\npeople: []\n'
    expect(linesOf(rest, remove('entity', aid))).toEqual([
      '-organizations: [{slug: aid, name: Aid, organizationType: NGO}]',
    ])
  })

  test('out of a list in brackets takes one comma', () => {
    const item = (slug: string) => `{slug: ${slug}, name: ${slug}}`
    const person = (slug: string): ItemContent => ({ kind: 'PERSON', slug, name: slug })
    const text = `people: [${['a', 'b', 'c'].map(item).join(', ')}]\n`
    expect(linesOf(text, remove('entity', person('a')), remove('entity', person('b')))[1]).toBe(
      `+people: [${item('c')}]`,
    )
    expect(linesOf(text, remove('entity', person('b')))[1]).toBe(`+people: [${item('a')}, ${item('c')}]`)
    expect(linesOf(text, remove('entity', person('b')), remove('entity', person('c')))[1]).toBe(
      `+people: [${item('a')}]`,
    )
  })
})

describe('a created item', () => {
  const added = { ...other, key: 'staff-2019' }
  const block = [
    '+  - key: staff-2019',
    '+    subject: aid',
    '+    metric: staff',
    '+    amount: 1',
    '+    statement: In 2020 Aid had one.',
    '+    evidence:',
    '+      - {paragraph: 2, anchor: one}',
  ]

  test('stands at the end of its list', () => {
    expect(linesOf(blockFact, create('fact', added))).toEqual(block)
  })

  test('stands in the place of one that goes', () => {
    const text =
      'figures:\n  - {key: staff-2020, subject: aid, metric: staff, amount: 1, statement: S., evidence: [{paragraph: 1, anchor: a}]}\n'
    expect(linesOf(text, remove('fact', other), create('fact', added)).slice(1)).toEqual(block)
  })

  test('keeps how lines end, and that the last one has no end', () => {
    const text = blockFact.trimEnd().replaceAll('\n', '\r\n')
    const [, facts] = patchedFiles(
      [
        { path: 'dataset.yaml', text: header },
        { path: 'facts.yaml', text },
      ],
      [create('fact', added), update('fact', staff, { amount: '2' })],
    )
    expect(facts?.text.replaceAll('\r\n', '')).not.toContain('\n')
    expect(facts?.text.startsWith(text.slice(0, 60))).toBe(true)
    expect(facts?.text.endsWith('anchor: one}')).toBe(true)
  })

  test('of a kind that no file has gets a file', () => {
    const files = [{ path: 'dataset.yaml', text: header }]
    expect(patchOf(files, [create('entity', aid)])).toBe(
      [
        'diff --git a/organizations.yaml b/organizations.yaml',
        'new file mode 100644',
        '--- /dev/null',
        '+++ b/organizations.yaml',
        '@@ -0,0 +1,4 @@',
        '+organizations:',
        '+  - slug: aid',
        '+    name: Aid',
        '+    organizationType: NGO',
        '',
      ].join('\n'),
    )
  })
})

describe('documents and the head', () => {
  const files = [
    { path: 'dataset.yaml', text: header },
    {
      path: 'facts.yaml',
      text: `${blockFact}uncovered:\n  - paragraph: 3\n    anchor: nothing\n    reason: Nothing.\n`,
    },
  ]
  const paper: ItemContent = { slug: 'paper', title: 'Paper', language: 'en', references: [{ label: '1' }] }

  test('a second document is named where the first was not', () => {
    const [head, facts] = patchedFiles(files, [create('document', { slug: 'other', title: 'Other', language: 'en' })])
    expect(head?.text).toContain('references: ["1"]}, {slug: other, title: Other, language: en}]')
    expect(facts?.text).toContain('      - {document: paper, paragraph: 27, anchor: "17,761", references: ["1"]}\n')
    expect(facts?.text).toContain('evidence: [{document: paper, paragraph: 2, anchor: one}]\n')
    expect(facts?.text).toContain('  - document: paper\n    paragraph: 3\n')
  })

  test('evidence follows the only document to another slug', () => {
    const [head, ...others] = patchedFiles(files, [update('document', paper, { slug: 'p', formerSlugs: ['paper'] })])
    expect(head?.text).toContain('documents: [{slug: p, formerSlugs: [paper], title: Paper, references: ["1"]}]')
    expect(others).toEqual(files.slice(1))
  })

  test('a document gets another title and a citation', () => {
    const change = update('document', paper, { title: 'The Paper', references: [{ label: '1' }, { label: '2' }] })
    expect(patchedFiles(files, [change])[0]?.text).toBe(
      header.replace('title: Paper', 'title: The Paper').replace('["1"]', '["1", "2"]'),
    )
  })

  test('the head changes, too', () => {
    const before = { slug: 'small', title: 'Small', language: 'en' }
    const change = update('dataset', before, { title: 'null', licence: 'CC0' })
    expect(patchedFiles(files, [change])[0]?.text).toBe(header.replace('title: Small', 'title: "null"\nlicence: CC0'))
  })
})

describe('a file', () => {
  const head = { path: 'dataset.yaml', text: header }

  test('that is large is edited in parts', () => {
    const facts = Array.from({ length: 2000 }, (_, index) => ({ ...other, key: `staff-${index}` }))
    const item = ({ key }: { key: string }) =>
      `  # ${key}\n  - key: ${key}\n    subject: aid\n    metric: staff\n    amount: 1\n    statement: In 2020 Aid had one.\n    evidence: [{paragraph: 2, anchor: one}]\n`
    const text = `figures:\n${facts.map(item).join('')}people:\n  - {slug: p, name: P}\n`
    expect(text.length).toBeGreaterThan(256 * 1024)
    const [first, second] = [facts[0], facts[1500]]
    if (!first || !second) throw new Error('no facts')
    const changes = [
      remove('fact', first),
      update('fact', second, { amount: '2' }),
      create('fact', { ...other, key: 'new' }),
      create('entity', aid),
    ]
    const patched = patchedFiles([head, { path: 'a.yaml', text }], changes)
    const edited = text
      .replace(item(first), '')
      .replace(item(second), item(second).replace('amount: 1', 'amount: 2'))
      .replace(
        'people:\n',
        '  - key: new\n    subject: aid\n    metric: staff\n    amount: 1\n    statement: In 2020 Aid had one.\n    evidence:\n      - {paragraph: 2, anchor: one}\npeople:\n',
      )
    expect(textOf(patched, 'a.yaml')).toBe(edited)
    expect(textOf(patched, 'organizations.yaml')).toBe(
      'organizations:\n  - slug: aid\n    name: Aid\n    organizationType: NGO\n',
    )
  })

  test('that begins with a byte order mark or a document marker is edited at the right places', () => {
    for (const start of ['\ufeff', '---\n', '\ufeff# comment\n---\n']) {
      const text = `${start}people:\n  - {slug: a, name: A}\n`
      const person: ItemContent = { kind: 'PERSON', slug: 'a', name: 'A' }
      const patched = patchedFiles(
        [head, { path: 'a.yaml', text }],
        [update('entity', person, { name: 'B' }), create('entity', { ...person, slug: 'c' })],
      )
      expect(textOf(patched, 'a.yaml')).toBe(`${start}people:\n  - {slug: a, name: B}\n  - slug: c\n    name: A\n`)
    }
  })

  test('that is written as JSON stays JSON', () => {
    const text = '{"people": [{"slug": "a", "name": "A"}]}\n'
    const person: ItemContent = { kind: 'PERSON', slug: 'a', name: 'A' }
    const patched = patchedFiles([head, { path: 'a.yaml', text }], [update('entity', person, { name: 'B' })])
    expect(textOf(patched, 'a.yaml')).toBe('{"people": [{"slug": "a", "name": "B"}]}\n')
  })
})

describe('what cannot be patched', () => {
  const shared = `figures:
  - key: staff-2020
    subject: aid
    metric: staff
    amount: 1
    statement: S.
    evidence: &where [{paragraph: 2, anchor: one}]
  - key: staff-2021
    subject: aid
    metric: staff
    amount: 1
    statement: S.
    evidence: *where
`
  test('an anchor to which others refer', () => {
    const files = [
      { path: 'dataset.yaml', text: header },
      { path: 'facts.yaml', text: shared },
    ]
    const message = 'facts.yaml:7: what would change has the YAML anchor &where'
    const evidence = [{ document: 'paper', paragraph: 3, anchor: 'two' }]
    expect(() => patchOf(files, [update('fact', other, { evidence })])).toThrow(message)
    expect(() => patchOf(files, [remove('fact', other)])).toThrow(message)
    // A reference is written out.
    const before = { ...other, key: 'staff-2021' }
    expect(linesOf(shared, update('fact', before, { evidence }))).toEqual([
      '-    evidence: *where',
      '+    evidence:',
      '+      - {paragraph: 3, anchor: two}',
    ])
  })

  test('an item that the files do not have', () => {
    expect(() => patchOf([{ path: 'dataset.yaml', text: header }], [remove('fact', staff)])).toThrow(
      'The files of the dataset "small" have no fact "staff-2021" that could be changed',
    )
  })
})
