import { randomUUID } from 'node:crypto'
import { findActor } from '../../access/actor.ts'
import { once } from '../../access/repetition.ts'
import { checkProposal } from '../../change/proposal/accept.ts'
import { timeouts } from '../../change/transaction.ts'
import type { CommandContext } from '../../command-line/command.ts'
import type { CommandResult } from '../../command-line/result.ts'
import { counted } from '../../command-line/terminal.ts'
import { checkCandidates } from '../check/check.ts'
import { Decisions } from '../decision.ts'
import { knownInGraph } from '../known-in-graph.ts'
import { acceptAnswer } from '../report.ts'
import { openText, withDraft } from '../run.ts'
import type { WorkspaceOptions } from '../workspace.ts'
import { acceptCandidates, select } from './accept.ts'
import { proposeCandidates } from './propose.ts'

interface Options extends WorkspaceOptions {
  readonly text?: string
  /** All, if not given. */
  readonly only?: readonly string[]
  readonly title?: string
}

/** `draft accept` */
export async function accept(context: CommandContext, file: string, options: Options): Promise<CommandResult> {
  return await withDraft(context, file, options, async ({ draft, source, workspace, checked }) => {
    const accepted = select(checked, options.only)
    const { document } = draft
    const written = await acceptCandidates({
      workspace,
      source,
      document,
      accepted,
      decisions: [],
      ...(options.title !== undefined && { title: options.title }),
    })
    return acceptAnswer(workspace.folder, written, checked)
  })
}

interface ProposeOptions extends Options {
  readonly actor: string
  readonly reason?: string
}

/** `draft accept --as-proposal` */
export async function propose(context: CommandContext, file: string, options: ProposeOptions): Promise<CommandResult> {
  const { draft, source } = await openText(file, options.text)
  // The command may run twice, if the database goes away, and is to make one proposal.
  const clientMutationId = randomUUID()
  return await context.withDatabase(async (db) => {
    const actor = await findActor(db.prisma, options.actor)
    const { dataset } = options
    const { document, origin, candidates } = draft
    const known = await knownInGraph(db.prisma, dataset, candidates)
    const checked = checkCandidates({ document, candidates, source, known, decisions: new Decisions() })
    const selected = select(checked, options.only)
    const input = { dataset, document, source, candidates: selected, by: actor, origin, reason: options.reason }
    const mutated = { actor, mutation: 'draftAccept', clientMutationId, input: { dataset, document } }
    const { key, isNew, skipped } = await db.prisma.$transaction(
      (tx) => once(tx, mutated, async () => ({ ...(await proposeCandidates(tx, input)) })),
      timeouts,
    )
    const { problems } = key === null || !isNew ? { problems: [] } : await checkProposal(db, key)
    return proposedAnswer(dataset, { key, isNew, skipped, count: selected.length, problems })
  })
}

interface Outcome {
  readonly key: string | null
  readonly isNew: boolean
  readonly skipped: number
  readonly count: number
  readonly problems: readonly { readonly message: string }[]
}

function proposedAnswer(dataset: string, { key, isNew, skipped, count, problems }: Outcome): CommandResult {
  const data = { dataset, proposal: key, isNew, skipped, problems }
  if (key === null) return { ok: true, data, text: `${dataset}: nothing to propose, nothing of the draft is new` }
  const short = key.slice(0, 12)
  if (!isNew) return { ok: true, data, text: `${dataset}: the proposal ${short} holds this already` }
  const lines = [
    `${dataset}: proposed ${counted(count - skipped, 'candidate')} as ${short}; \`proposal show ${short}\` shows them`,
    ...problems.map(({ message }) => message),
  ]
  return { ok: problems.length === 0, data, text: lines.join('\n') }
}
