import type { CommandContext } from '../../command-line/command.ts'
import type { CommandResult } from '../../command-line/result.ts'
import { counted } from '../../command-line/terminal.ts'
import { acceptCandidates, withNeeded } from '../accept/accept.ts'
import { acceptAnswer, countsText } from '../report.ts'
import { type OpenDraft, withDraft } from '../run.ts'
import type { WorkspaceOptions } from '../workspace.ts'
import { openPrompter } from './prompter.ts'
import { Review, type Reviewed } from './review.ts'
import { keepState, readState } from './state.ts'

interface Options extends WorkspaceOptions {
  readonly text?: string
  readonly title?: string
}

/** `draft review` */
export async function review(context: CommandContext, file: string, options: Options): Promise<CommandResult> {
  return await withDraft(context, file, options, async (open) => {
    context.pause()
    const reviewed = await talk(open)
    const { accepted, decisions, left } = reviewed
    const { draft, source, workspace } = open
    const written = await acceptCandidates({
      workspace,
      source,
      document: draft.document,
      accepted,
      decisions,
      ...(options.title !== undefined && { title: options.title }),
    })
    await keepState(file, [])
    const rejected = decisions.filter(({ decision }) => decision === 'REJECTED').length
    const answer = acceptAnswer(workspace.folder, written, [], rejected)
    const rest = left === 0 ? 'The draft is done.' : `${counted(left, 'candidate')} left; the same command goes on.`
    return { ...answer, data: { ...answer.data, left }, text: `${answer.text}\n${rest}` }
  })
}

async function talk(open: OpenDraft): Promise<Reviewed> {
  const { file, draft, workspace, checked } = open
  const prompter = await openPrompter()
  try {
    prompter.show(`${draft.document.title}: ${countsText(checked)}`)
    const known = await workspace.knownFor(draft.candidates)
    const state = await readState(file)
    const keep = (entries: Parameters<typeof keepState>[1]) => keepState(file, entries)
    const reviewed = await new Review({ ...open, known, state, keep }, prompter).run()
    return withEntities(reviewed, checked)
  } finally {
    prompter.close()
  }
}

/** Entities that accepted facts name are accepted with them, even if they were left for later. */
function withEntities(reviewed: Reviewed, checked: OpenDraft['checked']): Reviewed {
  const { accepted, decisions } = reviewed
  const rejected = new Set(decisions.map(({ identity }) => identity))
  const ids = new Set(accepted.map(({ id }) => id))
  const others = checked.filter(({ id, identity = '', problems }) => {
    return problems.length === 0 && !ids.has(id) && !rejected.has(identity)
  })
  return { ...reviewed, accepted: withNeeded([...accepted, ...others], ids) }
}
