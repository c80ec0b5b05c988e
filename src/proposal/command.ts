import type { Command } from 'commander'
import { addCommand, addNoun, runCommand } from '../command-line/command.ts'
import { type CommandResult, UsageError } from '../command-line/result.ts'
import { DossierError } from '../errors.ts'
import { ProposalState } from '../generated/prisma/enums.ts'
import { addDecisionCommands } from './decision-command.ts'
import { keyArgument } from './key-argument.ts'
import type { ListedProposal } from './look-up.ts'

interface ListOptions {
  readonly json?: true
  readonly state?: readonly string[]
  readonly dataset?: string
  readonly author?: string
  readonly limit: string
}

interface ShowOptions {
  readonly json?: true
  readonly only?: string
}

/** The commands of proposals. Modules are loaded when a command runs, so that help is shown at once. */
export function addProposalCommands(program: Command): void {
  const noun = addNoun(program, 'proposal', 'changes that somebody wants: look at them, and decide about them')
  addList(noun)
  addShow(noun)
  addCheck(noun)
  addPatch(noun)
  addDecisionCommands(noun)
}

/** How many proposals `proposal list` shows. */
const listed = 100
const mostListed = 10_000

function addList(noun: Command): void {
  addCommand(noun, 'list', {
    summary: 'list proposals, the newest first',
    examples: ['proposal list', 'proposal list --state OPEN PARTLY_ACCEPTED --dataset iom', 'proposal list --json'],
  })
    .option('-s, --state <state...>', `only those in these states: ${Object.values(ProposalState).join(', ')}`)
    .option('-d, --dataset <slug>', 'only those that change something in this dataset')
    .option('--author <name>', 'only those that this actor made')
    .option('-n, --limit <number>', `how many to show, at most ${mostListed}`, String(listed))
    .action((options: ListOptions) =>
      runCommand(options.json === true, async (context) => {
        const states = options.state?.flatMap(readStates)
        const limit = readLimit(options.limit)
        const [{ findProposals }, { listAnswer }, { findActor }] = await Promise.all([
          import('./look-up.ts'),
          import('./report.ts'),
          import('../access/actor.ts'),
        ])
        return await context.withDatabase(async ({ prisma }) => {
          const author = options.author === undefined ? undefined : (await findActor(prisma, options.author)).name
          const { proposals, total } = await findProposals(
            prisma,
            { states, dataset: options.dataset?.toLowerCase(), author },
            limit,
          )
          return listAnswer(proposals, total)
        })
      }),
    )
}

/** One state, or several with commas between them. */
function readStates(text: string): ProposalState[] {
  const states = Object.values(ProposalState)
  return text.split(',').map((word) => {
    const state = states.find((known) => known === word.trim().toUpperCase())
    if (state !== undefined) return state
    throw new UsageError(`--state is "${word}", and must be one of ${states.join(', ')}.`)
  })
}

function readLimit(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= mostListed) return Number(text)
  throw new UsageError(`--limit is "${text}", and must be a whole number from 1 to ${mostListed}.`)
}

function addShow(noun: Command): void {
  addCommand(noun, 'show', {
    summary: 'show a proposal: what differs field by field, the sentences, and what stands in the way',
    examples: ['proposal show 3f9a2b1c', 'proposal show 3f9a2b1c --only 1,3-5', 'proposal show 3f9a2b1c --json'],
  })
    .argument(...keyArgument)
    .option('--only <numbers>', 'only these of its changes, such as 1,3-5')
    .action((given: string, { json, only }: ShowOptions) =>
      runCommand(json === true, async (context) => {
        const [{ reviewChanges }, { showAnswer }, { readOnly }, { findKey, readProposal }] = await Promise.all([
          import('./show.ts'),
          import('./show-report.ts'),
          import('./decide.ts'),
          import('./look-up.ts'),
        ])
        return await context.withDatabase(async (db) => {
          const proposal = await readProposal(db.prisma, await findKey(db.prisma, given))
          const ordinals = await readOnly(db.prisma, proposal.key, only)
          return showAnswer(proposal, await reviewChanges(db, proposal.id, ordinals))
        })
      }),
    )
}

function addCheck(noun: Command): void {
  addCommand(noun, 'check', {
    summary: 'say all that accepting a proposal would say, and do nothing; 1 when something stands in the way',
    examples: ['proposal check 3f9a2b1c', 'proposal check 3f9a2b1c --json'],
  })
    .argument(...keyArgument)
    .action((given: string, { json }: ShowOptions) =>
      runCommand(json === true, async (context) => {
        const [{ checkProposal }, { checkAnswer }, { findKey, readProposal }] = await Promise.all([
          import('../change/proposal/accept.ts'),
          import('./report.ts'),
          import('./look-up.ts'),
        ])
        return await context.withDatabase(async (db) => {
          const key = await findKey(db.prisma, given)
          context.step('Checking the proposal')
          const judgement = await checkProposal(db, key)
          return checkAnswer(await readProposal(db.prisma, key), judgement)
        })
      }),
    )
}

function addPatch(noun: Command): void {
  addCommand(noun, 'patch', {
    summary: 'print what was accepted as a change of the files of its dataset, for `git apply`',
    examples: ['proposal patch 3f9a2b1c > accepted.patch', 'proposal patch 3f9a2b1c | git apply --directory=data/iom'],
  })
    .argument(...keyArgument)
    .action((given: string, { json }: ShowOptions) =>
      runCommand(json === true, async (context) => {
        const { findKey, readProposal } = await import('./look-up.ts')
        return await context.withDatabase(async ({ prisma }) =>
          patchAnswer(await readProposal(prisma, await findKey(prisma, given))),
        )
      }),
    )
}

/** The patch alone, so that it can go through a pipe. */
function patchAnswer({ key, state, patch }: ListedProposal): CommandResult {
  if (patch !== null) return { ok: true, data: { key, patch }, text: patch }
  const why =
    state === 'ACCEPTED' || state === 'PARTLY_ACCEPTED'
      ? 'what was accepted of it is in the graph'
      : `nothing of it is accepted: it is ${state}`
  const message = `The proposal "${key}" has no patch, because ${why}. Accepting changes of a dataset that files manage makes one.`
  throw new DossierError('CONFLICT', message, { state })
}
