import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openProgress } from '../src/command-line/progress.ts'
import { commandLineHere, urlOf } from './support/command-line.ts'
import { freshConnection } from './support/database.ts'
import { freshFolder, harbourText } from './support/dataset.ts'

const { run, ask } = commandLineHere(urlOf(await freshConnection()))
const folder = freshFolder()
const file = (name: string, text: string) => {
  const whole = path.join(folder, name)
  writeFileSync(whole, text)
  return whole
}
const harbour = readFileSync(harbourText, 'utf8')
const good = file('good.txt', harbour)
const other = file('other.txt', harbour.replace('70001', '70002').replace('HarbourAid', 'OtherAid'))
const broken = file('broken.txt', '7,\n\nNo title at all.')

describe('document load of several files', { timeout: 120_000 }, () => {
  test('says what was loaded and what not, and loads what is right', async () => {
    const missing = path.join(folder, 'missing.txt')
    const { code, out, err } = await run(['document', 'load', broken, good, missing, other])
    expect({ code, err }).toEqual({ code: 1, err: '' })
    const lines = out.trimEnd().split('\n')
    expect(lines).toHaveLength(5)
    expect(lines[0]).toMatch(/: loaded, 4 paragraphs, 6 sentences\./)
    expect(lines[1]).toMatch(/: loaded, 4 paragraphs, 6 sentences\./)
    expect(lines[2]).toMatch(`Not loaded: ${broken}`)
    expect(lines[3]).toBe(`Not loaded: There is no file "${missing}"; give the path of a source file.`)
    expect(lines[4]).toBe('Loaded 2 of 4 files.')
    expect((await ask(['document', 'list'])).answer.documents).toMatchObject([
      { externalId: '70001', isLoaded: true },
      { externalId: '70002', isLoaded: true },
    ])
  })

  test('is one JSON document with --json', async () => {
    const { code, answer } = await ask(['document', 'load', good, broken])
    expect(code).toBe(1)
    expect(answer).toMatchObject({
      ok: false,
      documents: [{ file: good, changed: false }],
      failed: [{ file: broken, code: 'BAD_USER_INPUT', message: expect.stringContaining('broken.txt') }],
    })
    expect((await ask(['document', 'load', good, other])).answer).not.toHaveProperty('failed')
  })

  test('reads texts in other forms, and in the one that is said', async () => {
    const page = file('page.html', '<html><title>A page</title><p>It rose.<p>It fell.')
    const list = file('list.txt', '# A list\n\n- It rose.\n')
    expect((await ask(['document', 'load', page])).answer.documents).toMatchObject([{ slug: 'a-page', paragraphs: 2 }])
    expect((await run(['document', 'load', list, '--format', 'markdown'])).out).toMatch(/^a-list: loaded, 1 paragraph/)
    const { out } = await run(['document', 'list'])
    expect(out).toMatch(/^a-list +markdown +yes +1 +0$/m)
    expect(out).toMatch(/^a-page +html +yes +2 +0$/m)
    const wrong = await run(['document', 'load', list, '--format', 'docx'])
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('article, text, markdown, html, pdf') })
  })

  test('stops at a database that is not there', async () => {
    const { code, answer } = await ask(['document', 'load', good, other], {
      DATABASE_URL: 'postgres://dossier@127.0.0.1:1/none',
    })
    expect({ code, answer }).toMatchObject({ code: 3, answer: { ok: false, error: { code: 'UNAVAILABLE' } } })
  })
})

test('progress without a terminal is a line every few seconds, and none for what is quick', async () => {
  const written: string[] = []
  const stream = { isTTY: false, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream
  const progress = await openProgress(stream, 20)
  progress.step('Loading facts')
  expect(written).toEqual([])
  await expect.poll(() => written[0]).toBe('Loading facts ... 0 s\n')
  progress.end()
  const { length } = written
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(written).toHaveLength(length)
})
