import { symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { maximumFileSize } from '../src/dataset/folder.ts'
import { readDataset, readDatasetOrThrow } from '../src/dataset/read.ts'
import { freshFolder, problemsIn, problemsOf, tie, two, writeFiles } from './support/dataset.ts'

describe('files that are not YAML, or more than that', () => {
  test.each([
    ['a name that stands twice', 'roles: []\nroles: []\n', '2:1: this name stands twice in the same mapping'],
    ['tabs', 'roles:\n\t- x\n', '2:1: Tabs are not allowed as indentation; YAML is indented with spaces'],
    ['a bracket that is not closed', 'roles: [\n', '2:1: is not YAML: Flow sequence'],
    ['two documents', 'roles: []\n---\nroles: []\n', '2:1: a second document begins here'],
    ['a tag', 'roles: !!js/function x\n', '1:8: is not read: Unresolved tag'],
    ['an unknown alias', 'roles: *nobody\n', '1:1: refers to *nobody, and no &nobody stands before it'],
    ['very deep nesting', '['.repeat(20_000), '1:1: is nested too deeply to be read'],
    ['bytes that are not UTF-8', Buffer.from([0x61, 0xff]), '1:1: is not UTF-8; save it as UTF-8'],
  ])('%s', async (_what, text, problem) => {
    const [first = ''] = (await problemsOf(writeFiles({ 'f.yaml': text }))).filter((line) => line.startsWith('f.yaml'))
    expect(first).toContain(`f.yaml:${problem}`)
  })

  test('aliases that multiply are refused at once', async () => {
    const bomb = Array.from({ length: 12 }, (_, level) => {
      const items =
        level === 0
          ? 'x, x, x, x, x, x, x, x, x, x'
          : Array(10)
              .fill(`*a${level - 1}`)
              .join(', ')
      return `a${level}: &a${level} [${items}]\n`
    })
    const started = performance.now()
    expect(await problemsOf(writeFiles({ 'f.yaml': bomb.join('') }))).toEqual([
      'f.yaml:1:1: refers to the same anchors more than 1000 times; write the values out',
    ])
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('a name that objects have already is an unknown section', async () => {
    const problems = await problemsOf(writeFiles({ 'f.yaml': '__proto__: []\nconstructor: []\ntoString: []\n' }))
    expect(problems).toHaveLength(3)
    expect(problems[0]).toContain('f.yaml:1:1: __proto__: there is no field "__proto__" here')
  })

  test('one alias may be used in several facts', async () => {
    const text = `${tie.replace('evidence: ', 'evidence: &e ')}  - {key: t2, subject: b, relationshipType: FUNDS, object: a, statement: S., evidence: *e}\n`
    expect(await problemsIn(text)).toEqual([])
  })
})

describe('the folder', () => {
  test('has to be there', async () => {
    const folder = path.join(freshFolder(), 'nowhere')
    const { problems } = await readDataset(folder)
    expect(problems.map(({ message }) => message)).toEqual([
      'is not a folder; a dataset is a folder with a file dataset.yaml',
    ])
  })

  test('has a dataset.yaml', async () => {
    expect(await problemsOf(freshFolder())).toEqual(['dataset.yaml:1:1: is missing; it says which dataset this is'])
    expect((await problemsOf(writeFiles({ 'dataset.yaml': '' })))[0]).toContain('dataset.yaml:1:1: is empty')
  })

  test('holds one dataset', async () => {
    expect(await problemsOf(writeFiles({ 'inner/dataset.yaml': 'slug: x' }))).toEqual([
      `${path.join('inner', 'dataset.yaml')}:1:1: is a second dataset inside of this one`,
    ])
  })

  test('is read through, without hidden and other files', async () => {
    const folder = writeFiles({ 'deep/er/e.yaml': two, '.hidden/x.yaml': '[', '.x.yaml': '[', 'notes.txt': '[' })
    expect((await readDatasetOrThrow(folder)).entities).toHaveLength(2)
  })

  test('does not pass over a file with another ending of YAML', async () => {
    expect(await problemsOf(writeFiles({ 'x.yml': two }))).toEqual([
      'x.yml:1:1: is not read; the names of files of a dataset end with .yaml',
    ])
  })

  test.skipIf(process.platform === 'win32')('follows symbolic links to its own files only', async () => {
    const folder = writeFiles({ '.store/e.yaml': two })
    symlinkSync(path.join(folder, '.store/e.yaml'), path.join(folder, 'e.yaml'))
    expect((await readDatasetOrThrow(folder)).entities).toHaveLength(2)
    const outside = path.join(freshFolder(), 'secret.yaml')
    writeFileSync(outside, two)
    symlinkSync(outside, path.join(folder, 'out.yaml'))
    symlinkSync(path.join(folder, 'gone'), path.join(folder, 'lost.yaml'))
    expect(await problemsOf(folder)).toEqual([
      'lost.yaml:1:1: is a symbolic link to nothing',
      'out.yaml:1:1: is a symbolic link out of the folder; put the file itself here',
    ])
  })

  test('has no file that is too large', async () => {
    const folder = writeFiles({ 'large.yaml': Buffer.alloc(maximumFileSize + 1, '#') })
    expect(await problemsOf(folder)).toEqual([
      `large.yaml:1:1: has ${maximumFileSize + 1} bytes, and at most 64 MB are read; split it into several files`,
    ])
  })
})
