import { readFile, rm } from 'node:fs/promises'
import { z } from 'zod'
import { replaceFile } from '../../dataset/write/replace-file.ts'

const entryShape = z.strictObject({
  /** Of the candidate as the draft has it. */
  identity: z.string(),
  decision: z.enum(['ACCEPTED', 'REJECTED', 'LATER']),
  reason: z.string().optional(),
  /** The candidate as it was edited. */
  edited: z.unknown().optional(),
})

/** What was decided about a candidate and is not yet written into the dataset. */
export type Entry = z.infer<typeof entryShape>

/** The decisions of a review, in their order: the last one can be undone. */
export type ReviewState = readonly Entry[]

/** The file beside a draft that keeps how far its review is. */
const stateFileOf = (draft: string): string => `${draft}.review`

/** What is kept of an earlier review. A file of another form counts as none: everything is asked again. */
export async function readState(draft: string): Promise<ReviewState> {
  const text = await readFile(stateFileOf(draft), 'utf8').catch(() => '[]')
  const { data = [] } = z.array(entryShape).safeParse(parsed(text))
  return data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return []
  }
}

/** Kept after each decision, so that nothing is lost however the review ends. */
export async function keepState(draft: string, state: ReviewState): Promise<void> {
  if (state.length === 0) await rm(stateFileOf(draft), { force: true })
  else await replaceFile(stateFileOf(draft), `${JSON.stringify(state, null, 2)}\n`)
}
