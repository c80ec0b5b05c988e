import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkEvidenceOfFiles, coverageOf } from '../src/dataset/evidence.ts'
import { readDataset, readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { readSources } from '../src/dataset/source.ts'
import { stampDataset } from '../src/dataset/stamp.ts'
import { editYaml } from '../src/dataset/yaml-edit.ts'
import { copyHarbour, edit as editFile, freshFolder, harbourText, problemsIn } from './support/dataset.ts'

const digest = '0123456789abcdef'
const values = { digest: `"${digest}"` }

/** Stamps the first piece of evidence of the first fact. */
function stamp(evidence: string): string {
  const source = `roles:\n  - key: k\n    evidence:\n${evidence}`
  const stamped = editYaml(source, [{ path: ['roles', 0, 'evidence', 0], values }], 'anchor')
  const { roles } = parse(stamped) as { roles: { evidence: Record<string, unknown>[] }[] }
  expect(roles[0]?.evidence[0]?.digest).toBe(digest)
  return stamped.slice(stamped.indexOf('evidence:\n') + 10)
}

describe('a digest is written', () => {
  test.each([
    [
      'into a flow mapping',
      '      - {anchor: a b, paragraph: 1} # c\n',
      `      - {anchor: a b, digest: "${digest}", paragraph: 1} # c\n`,
    ],
    [
      'after quotes',
      '      - {paragraph: 1, anchor: "a, b"}\n',
      `      - {paragraph: 1, anchor: "a, b", digest: "${digest}"}\n`,
    ],
    [
      'on a line of its own, after a comment',
      '      - anchor: a b   # why\n        paragraph: 1\n',
      `      - anchor: a b   # why\n        digest: "${digest}"\n        paragraph: 1\n`,
    ],
    [
      'after a text of several lines',
      '      - anchor: "a\n          b"\n        paragraph: 1\n',
      `      - anchor: "a\n          b"\n        digest: "${digest}"\n        paragraph: 1\n`,
    ],
    [
      'before a block scalar',
      '      - anchor: >-\n          a\n          b\n        paragraph: 1\n',
      `      - digest: "${digest}"\n        anchor: >-\n          a\n          b\n        paragraph: 1\n`,
    ],
    [
      'at the end of a file',
      '      - paragraph: 1\n        anchor: a b',
      `      - paragraph: 1\n        anchor: a b\n        digest: "${digest}"`,
    ],
    [
      'over another one',
      `      - {paragraph: 1, digest: 'ffffffffffffffff', anchor: a}\n`,
      `      - {paragraph: 1, digest: "${digest}", anchor: a}\n`,
    ],
  ])('%s', (_where, before, after) => {
    expect(stamp(before)).toBe(after)
  })

  test('with the line ends of the file', () => {
    const source = '\uFEFFroles:\r\n  - evidence:\r\n      - paragraph: 1\r\n        anchor: a\r\n'
    expect(editYaml(source, [{ path: ['roles', 0, 'evidence', 0], values }], 'anchor')).toBe(
      `${source}        digest: "${digest}"\r\n`,
    )
  })

  test('once where several facts share their evidence', () => {
    const source = 'roles:\n  - evidence: &e\n      - {anchor: a}\n  - evidence: *e\n'
    const stamps = [0, 1].map((index) => ({ path: ['roles', index, 'evidence', 0], values }))
    expect(editYaml(source, stamps, 'anchor')).toBe(source.replace('anchor: a', `anchor: a, digest: "${digest}"`))
  })
})

describe('several fields are written', () => {
  const all = { paragraph: '7', digest: `"${digest}"`, references: '["2", "3"]' }
  const edit = (evidence: string) => {
    const source = `roles:\n  - key: k\n    evidence:\n${evidence}`
    const edited = editYaml(source, [{ path: ['roles', 0, 'evidence', 0], values: all }], 'anchor')
    const { roles } = parse(edited) as { roles: { evidence: Record<string, unknown>[] }[] }
    expect(roles[0]?.evidence[0]).toMatchObject({ paragraph: 7, digest, references: ['2', '3'] })
    return edited.slice(edited.indexOf('evidence:\n') + 10)
  }

  test.each([
    [
      'in the place of others',
      '      - {paragraph: 1, anchor: a b, references: ["1"], digest: "x"} # c\n',
      `      - {paragraph: 7, anchor: a b, references: ["2", "3"], digest: "${digest}"} # c\n`,
    ],
    [
      'beside others',
      '      - paragraph: 1 # here\n        anchor: a b\n',
      `      - paragraph: 7 # here\n        anchor: a b\n        digest: "${digest}"\n        references: ["2", "3"]\n`,
    ],
    [
      'instead of a list on lines of its own',
      '      - paragraph: 1\n        anchor: a b\n        references:\n          - "1"\n          - "5"\n      - {anchor: c}\n',
      `      - paragraph: 7\n        anchor: a b\n        digest: "${digest}"\n        references:\n          ["2", "3"]\n      - {anchor: c}\n`,
    ],
  ])('%s', (_where, before, after) => expect(edit(before)).toBe(after))
})

describe('a dataset is stamped', () => {
  const stamp = async (folder: string, text: string, options = {}) => {
    const dataset = await readDatasetOrThrow(folder)
    return await stampDataset(dataset, await readSources(dataset, [text]), options)
  }
  const counts = async (folder: string, text: string) => {
    const dataset = await readDatasetOrThrow(folder)
    return checkEvidenceOfFiles(dataset, await readSources(dataset, [text])).counts
  }
  const newerText = (change: (text: string) => string) => {
    const file = path.join(freshFolder(), 'newer.txt')
    writeFileSync(file, change(readFileSync(harbourText, 'utf8')))
    return file
  }

  test('with digests and citations, and a second time with nothing', async () => {
    const folder = copyHarbour()
    const again = '}\n  - key: harbour-founded-again'
    editFile(folder, 'facts/claims.yaml', `, references: [1]${again}`, again)
    const planned = await stamp(folder, harbourText, { dryRun: true })
    const written = await stamp(folder, harbourText)
    expect(written).toEqual(planned)
    expect(written).toMatchObject({ written: 10, unchanged: 0, moved: 0, problems: [] })
    expect(readFileSync(path.join(folder, 'facts/claims.yaml'), 'utf8')).toMatch(
      /anchor: It was founded in 1921, digest: "[0-9a-f]{16}", references: \["1"\]/,
    )
    expect(await stamp(folder, harbourText)).toMatchObject({ written: 0, unchanged: 10, files: [] })
  })

  test('with the paragraphs in which its sentences stand now, if asked', async () => {
    const folder = copyHarbour()
    await stamp(folder, harbourText)
    const newer = newerText((text) => text.replace('Harbour Aid is', 'A line that is new.\nHarbour Aid is'))
    expect((await counts(folder, newer)).FOUND).toBe(10)
    const { problems } = await stamp(folder, newer)
    expect(problems).toHaveLength(10)
    for (const { message } of problems) expect(message).toMatch(/ stands in paragraph \d now; --move writes that$/)
    expect(await stamp(folder, newer, { move: true })).toMatchObject({ written: 10, moved: 10, problems: [] })
    expect(await stamp(folder, newer, { move: true })).toMatchObject({ written: 0, unchanged: 10 })
    expect((await counts(folder, newer)).FOUND).toBe(10)
  })

  test('but not with a sentence that has other words than when it was stamped, unless asked', async () => {
    const folder = copyHarbour()
    await stamp(folder, harbourText)
    const file = path.join(folder, 'facts/claims.yaml')
    const before = readFileSync(file, 'utf8')
    const newer = newerText((text) => text.replace('helps sailors in distress', 'helps sailors at sea'))
    for (const options of [{}, { move: true }]) {
      const { problems, written } = await stamp(folder, newer, options)
      expect([problems.length, written]).toEqual([1, 0])
      expect(problems[0]?.message).toMatch(/ has changed since it was stamped: paragraph 1: "Harbour Aid is a charity/)
    }
    expect(readFileSync(file, 'utf8')).toBe(before)
    expect(await stamp(folder, newer, { changed: true })).toMatchObject({ written: 1, problems: [] })
    expect(await stamp(folder, newer)).toMatchObject({ written: 0, problems: [] })
  })

  test('but not with sentences that have changed, or that stand there twice', async () => {
    const folder = copyHarbour()
    await stamp(folder, harbourText)
    const sentence = 'Harbour Aid is a charity that helps sailors in distress.'
    const twice = newerText((text) => text.replace(sentence, `New.\n${sentence}\n${sentence}`))
    const { problems } = await stamp(folder, twice, { move: true })
    expect(problems.map(({ message }) => message).join()).toMatch(
      /"a charity that helps sailors" is not in paragraph 1, and .* stands in others: 2, 3;/,
    )
    const changed = newerText((text) => text.replace(sentence, `New.\n${sentence.replace('in distress', 'at sea')}`))
    expect((await stamp(folder, changed, { move: true })).problems.length).toBeGreaterThan(0)
  })
})

test('a document that lists no citations has those that its evidence names', async () => {
  const folder = copyHarbour()
  const head = readFileSync(path.join(folder, 'dataset.yaml'), 'utf8')
  writeFileSync(path.join(folder, 'dataset.yaml'), head.replace(/\n +references:.*/, ''))
  const { dataset, problems } = await readDataset(folder)
  expect(problems).toEqual([])
  expect(dataset?.documents[0]?.references.map(({ label }) => label).toSorted()).toEqual(['1', '2', '3'])
})

describe('sentences without facts', () => {
  const uncovered = (entry: string) => problemsIn(`uncovered:\n  - ${entry}\n`)

  test('can be whole paragraphs, with one reason', async () => {
    const folder = copyHarbour()
    writeFileSync(path.join(folder, 'uncovered.yaml'), 'uncovered:\n  - {paragraphs: 2-9, reason: Later.}\n')
    const dataset = await readDatasetOrThrow(folder)
    const [source] = await readSources(dataset, [harbourText])
    const { sentences, unplaced } = coverageOf(dataset, source as NonNullable<typeof source>)
    expect(sentences.filter(({ paragraph }) => paragraph > 1).every(({ uncoveredReason }) => uncoveredReason)).toBe(
      true,
    )
    expect(sentences.filter(({ paragraph }) => paragraph === 1).some(({ uncoveredReason }) => uncoveredReason)).toBe(
      false,
    )
    expect(unplaced).toEqual([{ paragraph: 9, anchor: '', status: 'ORPHANED' }])
  })

  test.each([
    ['{paragraphs: 7-3, reason: R}', 'runs backwards'],
    ['{paragraphs: 0-3, reason: R}', 'is no range of paragraphs'],
    ['{paragraphs: three, reason: R}', 'is no range of paragraphs'],
    ['{paragraphs: 3-4, anchor: a b, reason: R}', 'stands for whole paragraphs'],
    ['{paragraph: 3, reason: R}', 'for whole paragraphs say `paragraphs` instead'],
    ['{anchor: a b, reason: R}', 'give `paragraph` and `anchor`, or `paragraphs`'],
  ])('refuse %s', async (entry, message) => {
    expect((await uncovered(entry)).join()).toContain(message)
  })
})
