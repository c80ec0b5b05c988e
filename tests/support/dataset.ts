import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Problem, problemText } from '../../src/dataset/read/problem.ts'
import { readDataset } from '../../src/dataset/read/read.ts'
import { afterFile } from './after-file.ts'

/** The made-up dataset that comes with the tests, and its document. */
export const harbour = path.join(import.meta.dirname, '../fixtures/harbour')
export const harbourText = path.join(import.meta.dirname, '../fixtures/harbour.txt')

/** An empty folder that goes after the file's tests. */
export function freshFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'dossier-dataset-'))
  afterFile(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A copy of the made-up dataset, to be edited. */
export function copyHarbour(): string {
  const folder = freshFolder()
  cpSync(harbour, folder, { recursive: true })
  return folder
}

/** Replaces the one place of a file that says `old`. */
export function edit(folder: string, name: string, old: string, put: string): void {
  const file = path.join(folder, name)
  const text = readFileSync(file, 'utf8')
  if (text.split(old).length !== 2) throw new Error(`${name} does not say ${JSON.stringify(old)} once`)
  writeFileSync(
    file,
    text.replace(old, () => put),
  )
}

/** A dataset of the files given by name; a plain dataset.yaml with one document where there is none. */
export function writeFiles(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = freshFolder()
  const head = 'slug: small\ntitle: Small\ndocuments: [{slug: paper, title: Paper, references: ["1"]}]\n'
  for (const [name, text] of Object.entries({ 'dataset.yaml': head, ...files })) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return folder
}

/** The problems of a folder, each on a line, with the folder left out. */
export async function problemsOf(folder: string): Promise<string[]> {
  const { problems } = await readDataset(folder)
  return problems.map((problem: Problem) => problemText(problem).replaceAll(`${folder}${path.sep}`, ''))
}

/** Two organisations, and a relationship that is right, to be spoiled. */
export const two =
  'organizations:\n  - {slug: a, name: A, organizationType: NGO}\n  - {slug: b, name: B, organizationType: NGO}\n'
export const tie = `relationships:
  - key: tie
    subject: a
    relationshipType: FUNDS
    object: b
    statement: A funds B.
    evidence: [{paragraph: 1, anchor: A funds B, references: ["1"]}]
`

/** The problems of a small dataset whose file facts.yaml is `text`. */
export function problemsIn(text: string): Promise<string[]> {
  return problemsOf(writeFiles({ 'entities.yaml': two, 'facts.yaml': text }))
}
