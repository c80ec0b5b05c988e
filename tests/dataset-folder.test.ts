import { symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { maximumFileSize } from '../src/dataset/read/folder.ts'
import { readDataset, readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { freshFolder, problemsIn, problemsOf, tie, two, writeFiles } from './support/dataset.ts'

const endless = (name: string) => `refers to *${name} within &${name} itself, which has no end; write out what is meant`

describe('files that are not YAML, or more than that', () => {
  test.each([
    ['a name that stands twice', 'roles: []\nroles: []\n', '2:1: this name stands twice in the same mapping'],
    ['tabs', 'roles:\n\t- x\n', '2:1: Tabs are not allowed as indentation; YAML is indented with spaces'],
    ['a bracket that is not closed', 'roles: [\n', '2:1: is not YAML: Flow sequence'],
    ['two documents', 'roles: []\n---\nroles: []\n', '2:1: a second document begins here'],
    ['a tag', 'roles: !!js/function x\n', '1:8: is not read: Unresolved tag'],
    ['an unknown alias', 'roles: *nobody\n', '1:8: refers to *nobody, and no &nobody stands before it'],
    ['an alias before its anchor', 'roles: *r\nfigures: &r []\n', '1:8: refers to *r, and no &r stands before it'],
    ['an alias in the list that it means', 'roles: &r [*r]\n', `1:12: ${endless('r')}`],
    ['one in a mapping', 'roles:\n  - &role\n    key: a\n    evidence: *role\n', `4:15: ${endless('role')}`],
    ['one deep below', 'roles: &a\n- {x: [[{y: [z, *a]}]]}\n', `2:17: ${endless('a')}`],
    ['one as a merge key', 'roles:\n- &m\n  key: a\n  <<: *m\n', `4:7: ${endless('m')}`],
    ['one of a list of merge keys', 'roles:\n- &m\n  <<: [*m]\n', `3:8: ${endless('m')}`],
    ['one through another', 'roles: &a [&b [*a], *b]\n', `1:16: ${endless('a')}`],
    ['one of an anchor that stands twice', 'x: &a [1]\nroles: &a [*a]\n', `2:12: ${endless('a')}`],
    ['one at the top', '&top\nroles: [*top]\n', `2:9: ${endless('top')}`],
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

  test('an alias within its own anchor is found in every file, dataset.yaml too, and in long ones', async () => {
    const own = writeFiles({ 'dataset.yaml': 'slug: &s\n  x: *s\n' })
    expect((await problemsOf(own))[0]).toBe(`dataset.yaml:2:6: ${endless('s')}`)
    const long = `roles:\n${'- key: a\n  text: long\n'.repeat(2_000)}- &last\n  key: [*last]\n`
    const [first] = (await problemsOf(writeFiles({ 'deep/f.yaml': long }))).filter((line) => line.includes('f.yaml'))
    expect(first).toBe(`${path.join('deep', 'f.yaml')}:4003:9: ${endless('last')}`)
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
      `large.yaml:1:1: has ${maximumFileSize + 1} bytes, and at most 64 MB are read; split it into several files, or write the items into one that ends with .ndjson`,
    ])
  })
})
