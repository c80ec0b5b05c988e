import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { CommandContext } from '../command-line/command.ts'
import { type CommandResult, UsageError } from '../command-line/result.ts'
import { unwritable } from '../dataset/write/replace-file.ts'
import { DossierError } from '../errors.ts'
import { type CheckedCandidate, checkCandidates } from './check/check.ts'
import { documentOf } from './document.ts'
import { draftText, type ReadDraft, readDraftFile, refuseOtherText } from './file.ts'
import { makeDraft } from './make.ts'
import { checkAnswer, draftAnswer } from './report.ts'
import { type DraftSource, readSourceFile } from './source.ts'
import { type Workspace, type WorkspaceOptions, withWorkspace } from './workspace.ts'

const suffix = '.draft.json'

interface MakeOptions extends WorkspaceOptions {
  readonly output?: string
  readonly slug?: string
  readonly language?: string
}

/** `draft make` */
export async function make(context: CommandContext, file: string, options: MakeOptions): Promise<CommandResult> {
  const source = await readSourceFile(file, options.language)
  return await withWorkspace(context, options, async (workspace) => {
    const document = documentOf(source, workspace.dataset?.documents ?? [], options.slug)
    context.step('Reading the text by rules')
    const { draft, checked } = await makeDraft({ ...workspace, source, document })
    return await writeDraft(draft, checked, outputOf(file, options.output))
  })
}

/** Where a draft goes: beside its text, if nobody says. Undefined: standard output. */
export function outputOf(file: string, output: string | undefined): string | undefined {
  if (output === '-') return undefined
  return output ?? `${file}${suffix}`
}

export async function writeDraft(
  draft: ReadDraft,
  checked: readonly CheckedCandidate[],
  file: string | undefined,
): Promise<CommandResult> {
  const text = draftText(draft)
  if (file !== undefined) {
    await refuseOtherDraft(file, draft)
    await writeFile(file, text).catch((error: unknown) => {
      throw unwritable(file, error)
    })
  }
  return draftAnswer(checked, { ...(file !== undefined && { file }), text, count: draft.candidates.length })
}

/** A draft of somebody else may not be reviewed yet. */
async function refuseOtherDraft(file: string, { origin }: ReadDraft): Promise<void> {
  const before = await readDraftFile(file).catch(() => undefined)
  if (before === undefined || before.origin.name === origin.name) return
  const message = `${file} is a draft of "${before.origin.name}", and this one is of "${origin.name}". Give it another place with --output, or take that one away.`
  throw new DossierError('CONFLICT', message, { file })
}

interface CheckOptions extends WorkspaceOptions {
  readonly text?: string
}

/** A draft with its text and its dataset, checked. */
export interface OpenDraft {
  readonly file: string
  readonly draft: ReadDraft
  readonly source: DraftSource
  readonly workspace: Workspace
  readonly checked: readonly CheckedCandidate[]
}

/** Opens a draft and checks it. */
export async function withDraft<T>(
  context: CommandContext,
  file: string,
  options: CheckOptions,
  task: (draft: OpenDraft) => Promise<T>,
): Promise<T> {
  const { draft, source } = await openText(file, options.text)
  return await withWorkspace(context, options, async (workspace) => {
    const document = documentOf(source, workspace.dataset?.documents ?? [], draft.document.slug)
    context.step('Checking the draft')
    const { candidates } = draft
    const known = await workspace.knownFor(candidates)
    const checked = checkCandidates({ document, candidates, source, known, decisions: workspace.decisions })
    return await task({ file, draft: { ...draft, document }, source, workspace, checked })
  })
}

/**
 * Opens a draft and the text that it was made of.
 *
 * @throws DossierError CONFLICT for another text.
 */
export async function openText(file: string, given: string | undefined): Promise<Pick<OpenDraft, 'draft' | 'source'>> {
  const draft = await readDraftFile(file)
  const textFile = textOf(file, given)
  const source = await readSourceFile(textFile, draft.document.language)
  refuseOtherText(draft, source, textFile)
  return { draft, source }
}

function textOf(file: string, text: string | undefined): string {
  if (text !== undefined) return text
  if (file.endsWith(suffix) && path.basename(file) !== suffix) return file.slice(0, -suffix.length)
  throw new UsageError(`Which text "${file}" was made of, its name does not say: give --text FILE.`)
}

/** `draft check` */
export async function check(context: CommandContext, file: string, options: CheckOptions): Promise<CommandResult> {
  return await withDraft(context, file, options, async ({ checked }) => checkAnswer(checked))
}
