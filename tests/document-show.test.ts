import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { documentText, showDocument } from '../src/document/show.ts'
import { writeFiles } from './support/dataset.ts'

const folder = writeFiles({
  'guild.txt':
    "7,\nHarbourGuild,\n\nThe Harbour Guild is old.[1] It left at 5 p.m. Refugees boarded.[2, 3]\n\nStates:\n\nIt ended.\n\nInformation box\n{'Seat': 'Rome[a]'}",
})
const file = path.join(folder, 'guild.txt')

const numbers = async (...wanted: string[]) =>
  (await showDocument(file, { wanted })).paragraphs.map(({ paragraph }) => paragraph)

describe('a source file is shown', () => {
  test('with its paragraphs, sentences and labels as evidence counts them', async () => {
    expect(documentText(await showDocument(file, {}))).toBe(`7 Harbour Guild (article): 4 paragraphs, 6 sentences

Paragraph 1
  1.1  The Harbour Guild is old.  [1]
  1.2  It left at 5 p.m.
  1.3  Refugees boarded.  [2] [3]

Paragraph 2
  2.1  States:

Paragraph 3
  3.1  It ended.

Paragraph 4, information box
  4.1  Seat: Rome  [a]`)
  })

  test.each([
    [['2'], [2]],
    [['1,3'], [1, 3]],
    [['2-3'], [2, 3]],
    [
      ['2–3', '1'],
      [1, 2, 3],
    ],
    [['3-'], [3, 4]],
  ])('in part: %j', async (wanted, expected) => {
    expect(await numbers(...wanted)).toEqual(expected)
  })

  test.each([
    ['5', `There is no paragraph 5; those of ${file} are 1 to 4.`],
    ['0', `There is no paragraph 0; those of ${file} are 1 to 4.`],
    ['2-9', `There is no paragraph 9; those of ${file} are 1 to 4.`],
    ['3-2', 'The range "3-2" ends before it begins; "2-3" would not.'],
    ['two', '"two" is no paragraph; a number such as 20 or a range such as 20-23 would be.'],
    ['', '"" is no paragraph; a number such as 20 or a range such as 20-23 would be.'],
  ])('but not the paragraphs "%s"', async (wanted, message) => {
    await expect(numbers(wanted)).rejects.toThrow(message)
  })

  test('by a command that needs no database', () => {
    const program = path.join(import.meta.dirname, '../src/dossier.ts')
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [program, 'document', 'show', ...args], {
        env: { PATH: process.env.PATH, DATABASE_URL: 'postgres://nobody@localhost:1/nothing' },
        encoding: 'utf8',
      })
    expect(run('-p', '3', '-p', '2', file).stdout).toBe(
      '7 Harbour Guild (article): 2 of 4 paragraphs, 2 sentences\n\nParagraph 2\n  2.1  States:\n\nParagraph 3\n  3.1  It ended.\n',
    )
    const { paragraphs } = JSON.parse(run(file, '--paragraph', '4', '--json').stdout).document
    expect(paragraphs).toMatchObject([
      { paragraph: 4, section: 'INFORMATION_BOX', sentences: [{ sentence: 1, text: 'Seat: Rome', references: ['a'] }] },
    ])
    expect(run(file, '--paragraph', '9').status).toBe(2)
    expect(run(path.join(folder, 'none.txt')).status).toBe(1)
    expect(run(file, '--language', 'not a tag').stderr).toContain('"not a tag" is not a language tag')
  })
})
