import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** An example question: a file of the folder `questions`. */
export interface ExampleQuestion {
  /** The name of its file without number and extension. */
  readonly name: string
  /** The first line of its comment. */
  readonly title: string
  /** The rest of its comment. */
  readonly explanation: string
  /** The whole file. */
  readonly text: string
}

/** The folder of the project's own questions. */
export const questionsFolder = path.join(import.meta.dirname, '../../../questions')

/** Reads the questions of a folder, in the order of the numbers that their names begin with. */
export async function readExampleQuestions(folder = questionsFolder): Promise<ExampleQuestion[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql')).sort()
  return await Promise.all(files.map(async (file) => questionOf(file, await readFile(path.join(folder, file), 'utf8'))))
}

function questionOf(file: string, text: string): ExampleQuestion {
  const name = path.basename(file, '.graphql').replace(/^\d+-/, '')
  const lines = text.split('\n')
  const end = lines.findIndex((line) => !line.startsWith('#'))
  const [title = '', ...rest] = lines.slice(0, end).map((line) => line.replace(/^# ?/, ''))
  return { name, title: title || name, explanation: rest.join(' ').trim(), text }
}

/** Where the playground opens a question in a tab and runs it. */
export function questionAddress({ text }: ExampleQuestion): string {
  return `/graphql?query=${encodeURIComponent(text)}`
}
