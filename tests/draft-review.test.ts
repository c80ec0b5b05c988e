import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { check } from '../src/draft/run.ts'
import { program } from './support/command-line.ts'
import { freshFolder } from './support/dataset.ts'
import { beaconCandidates, beaconDraft, beaconText } from './support/draft.ts'
import { withoutDatabase } from './support/draft-files.ts'

let place: string
const at = (name: string) => path.join(place, name)
const file = () => at('beacon.txt.draft.json')

/** An organisation with three facts about it. */
const few = [0, 6, 8, 10].map((index) => beaconCandidates[index])
const [trust, acronym, founded, keepers] = [
  'beacon-trust',
  'beacon-trust-bt-acronym',
  'beacon-trust-founded-1907-05-03',
  'beacon-trust-keepers-412-2019',
]

beforeEach(() => {
  place = freshFolder()
  copyFileSync(beaconText, at('beacon.txt'))
  writeFileSync(file(), JSON.stringify(beaconDraft(few)))
})

/** Runs the command with these lines on its standard input. */
async function review(...lines: string[]) {
  const args = ['draft', 'review', file(), '--dataset', at('data'), '--json']
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  const read = async (stream: NodeJS.ReadableStream) => {
    let text = ''
    for await (const part of stream.setEncoding('utf8')) text += String(part)
    return text
  }
  child.stdin.end(lines.map((line) => `${line}\n`).join(''))
  const [out, err] = await Promise.all([read(child.stdout), read(child.stderr)])
  return { answer: JSON.parse(out) as Record<string, unknown>, err }
}

const counts = async () => (await check(withoutDatabase, file(), { dataset: at('data') })).data.counts
const keysOf = async () => (await readDatasetOrThrow(at('data'))).facts.map(({ draft }) => draft.key)

test('shows the sentence with its anchor, and writes what is accepted', async () => {
  const { answer, err } = await review('a', 'a', 'r', 'The day is another one.', 'l')
  expect(answer).toMatchObject({ ok: true, accepted: [trust, acronym], rejected: 1, left: 1 })
  expect(err).toContain('2: By 2019 «the Beacon Trust (BT)» had 412 keepers in 17 countries. [3]')
  expect(err).toContain('= BT stands for Beacon Trust.')
  expect(err).toContain('[4/4] a figure: beacon-trust-keepers-412-2019 (confidence 0.9)')
  expect(await keysOf()).toEqual([acronym])
  // What was rejected is remembered with its reason; what was left for later can be decided now.
  expect(readFileSync(at('data/decisions.json'), 'utf8')).toContain('The day is another one.')
  expect(await counts()).toEqual({ right: 1, refused: { DUPLICATE: 2, REJECTED_BEFORE: 1 } })
  expect((await review('a')).answer).toMatchObject({ accepted: [keepers], left: 0 })
  expect(await counts()).toEqual({ right: 0, refused: { DUPLICATE: 3, REJECTED_BEFORE: 1 } })
  expect((await review()).answer).toMatchObject({ accepted: [], left: 0 })
})

test('undoes, and goes on where it stopped', async () => {
  const { answer } = await review('a', 'r', 'No.', 'u', 'a', 'x', 'q')
  expect(answer).toMatchObject({ accepted: [trust, acronym], rejected: 0, left: 2 })
  // As if the terminal had been closed after one decision.
  const [entry] = (await check(withoutDatabase, file(), { dataset: at('data') })).data.candidates as { id: string }[]
  expect(entry?.id).toBe(trust)
  const { answer: rest, err } = await review('a', 'a')
  expect(err).toContain('2 right, 2 DUPLICATE')
  expect(rest).toMatchObject({ accepted: [founded, keepers], left: 0 })
  expect(existsSync(`${file()}.review`)).toBe(false)
})

test('an edit is checked, and what was edited does not come again', async () => {
  const { answer, err } = await review(
    ...['a', 'a', 'a'],
    // A wrong edit is told, and cannot be accepted.
    ...['e', 'amount', '413', 'a'],
    ...['e', 'amount', '17', 'e', 'metric', 'countries', 'e', 'statement', 'In 2019 it worked in 17 countries.', 'a'],
  )
  expect(err).toContain('NUMBER_NOT_FOUND fact.amount')
  expect(err).toContain('It is not right yet')
  expect(answer).toMatchObject({ left: 0 })
  const { facts } = await readDatasetOrThrow(at('data'))
  const figures = facts.filter(({ draft }) => draft.kind === 'FIGURE')
  expect(figures.map(({ draft }) => draft)).toMatchObject([{ metric: 'countries', amount: '17' }])
  expect(await counts()).toEqual({ right: 0, refused: { DUPLICATE: 4 } })
})

test('without an entity its facts are not asked for, and a rejection needs a reason', async () => {
  const { answer, err } = await review('r', '', 'r', 'It is no organisation of ours.')
  expect(err).toContain('A rejection needs a reason.')
  expect(answer).toMatchObject({ accepted: [], rejected: 1 })
  expect(await counts()).toEqual({ right: 0, refused: { REJECTED_BEFORE: 1, UNKNOWN_ENTITY: 3 } })
})

test('decisions that cannot be written yet are kept', async () => {
  writeFileSync(at('data'), 'a file where the folder should be')
  const args = ['draft', 'review', file(), '--dataset', at('data')]
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'ignore', 'ignore'] })
  child.stdin.end('a\na\nq\n')
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect(code).not.toBe(0)
  expect(JSON.parse(readFileSync(`${file()}.review`, 'utf8'))).toHaveLength(2)
})
