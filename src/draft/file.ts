import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { fieldText } from '../change/problem.ts'
import { shapeProblems } from '../change/shape-problem.ts'
import { DossierError } from '../errors.ts'
import { type Draft, headShape } from './format.ts'
import type { DraftSource } from './source.ts'

/** A draft whose candidates are not checked. */
export type ReadDraft = Omit<Draft, 'candidates'> & { readonly candidates: readonly unknown[] }

const fileShape = headShape.extend({ candidates: z.array(z.unknown()) })

/**
 * Reads a draft file. Its candidates may be anything: they are checked one by one.
 *
 * @throws DossierError NOT_FOUND for a missing file, BAD_USER_INPUT for one that is no draft.
 */
export async function readDraftFile(file: string): Promise<ReadDraft> {
  const value = parseJson(await readTextFile(file), file)
  const { success, data, error } = fileShape.safeParse(value)
  if (success) return data
  const [problem] = shapeProblems(error, value)
  const where = problem && problem.path.length > 0 ? `${fieldText(problem.path)}: ` : ''
  const message = `${file} is no draft: ${where}${problem?.message ?? ''}. \`draft make\` and \`draft import\` write drafts.`
  throw new DossierError('BAD_USER_INPUT', message, { file })
}

/** @throws DossierError NOT_FOUND */
export async function readTextFile(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new DossierError('NOT_FOUND', `There is no file "${file}"; give the path of a file.`, { file })
  })
}

/** @throws DossierError BAD_USER_INPUT */
function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DossierError('BAD_USER_INPUT', `${file} is not JSON: ${reason}.`, { file }, { cause: error })
  }
}

/** As a file has it. */
export function draftText(draft: ReadDraft): string {
  return `${JSON.stringify(draft, null, 2)}\n`
}

/**
 * Refuses a draft of another text: its paragraphs would be other ones.
 *
 * @throws DossierError CONFLICT
 */
export function refuseOtherText(draft: ReadDraft, { sha256 }: DraftSource, file: string): void {
  if (draft.document.sha256 === sha256) return
  const message = `The draft was made of another text than ${file}: its digest is ${draft.document.sha256}, and the file has ${sha256}. Give the file that it was made of, or make a draft of this one.`
  throw new DossierError('CONFLICT', message, { sha256 })
}
