import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { addCommand, type CommandContext, runCommand } from '../command-line/command.ts'
import type { CommandResult } from '../command-line/result.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/open.ts'
import { keyArgument } from './key-argument.ts'

interface Options {
  readonly json?: true
  readonly actor: string
  readonly only?: string
  readonly note?: string
  readonly reason?: string
}

/** The commands that decide about proposals, or make one. */
export function addDecisionCommands(noun: Command): void {
  addAccept(noun)
  addReject(noun)
  addWithdraw(noun)
  addRevert(noun)
}

const actorOption = ['-a, --actor <name>', 'who does it: an actor that there is, see `key list`'] as const
const onlyOption = ['--only <numbers>', 'only these of its changes, such as 1,3-5; the others stay'] as const

function addAccept(noun: Command): void {
  addCommand(noun, 'accept', {
    summary: 'accept a proposal: all of it in one step, or nothing; 1 when something stands in the way',
    examples: [
      'proposal accept 3f9a2b1c --actor "Maria Rossi"',
      'proposal accept 3f9a2b1c --actor "Maria Rossi" --only 1,3-5 --note "Read in the source."',
    ],
  })
    .argument(...keyArgument)
    .requiredOption(...actorOption)
    .option(...onlyOption)
    .option('--note <text>', 'a note about the decision')
    .action((given: string, { json, ...options }: Options) =>
      run(json, async (context, db, { selfReview }, once) => {
        const { accept } = await import('./decide.ts')
        context.step('Accepting the proposal')
        return await accept(db, { given, ...options, once, mayDecideOwn: selfReview })
      }),
    )
}

function addReject(noun: Command): void {
  addCommand(noun, 'reject', {
    summary: 'reject a proposal with a reason, which whoever proposes the same again is told',
    examples: [
      'proposal reject 3f9a2b1c --actor "Maria Rossi" --reason "The source does not say so."',
      'proposal reject 3f9a2b1c --actor "Maria Rossi" --only 2 --reason "It is about another year."',
    ],
  })
    .argument(...keyArgument)
    .requiredOption(...actorOption)
    .requiredOption('--reason <text>', 'why')
    .option(...onlyOption)
    .action((given: string, { json, reason = '', ...options }: Options) =>
      run(json, async (_context, db, _config, once) => {
        const { reject } = await import('./decide.ts')
        return await reject(db, { given, ...options, reason, once })
      }),
    )
}

function addWithdraw(noun: Command): void {
  addCommand(noun, 'withdraw', {
    summary: 'take back a proposal of which nothing is decided, as its author',
    examples: ['proposal withdraw 3f9a2b1c --actor news-importer'],
  })
    .argument(...keyArgument)
    .requiredOption('-a, --actor <name>', 'who made the proposal')
    .action((given: string, { json, ...options }: Options) =>
      run(json, async (_context, db, _config, once) => {
        const { withdraw } = await import('./decide.ts')
        return await withdraw(db, { given, ...options, once })
      }),
    )
}

function addRevert(noun: Command): void {
  addCommand(noun, 'revert', {
    summary: 'propose to undo what a revision of the graph changed',
    examples: ['proposal revert 4f1c2a9b03de-42 --actor "Maria Rossi" --reason "It was the wrong file."'],
  })
    .argument('<revision>', 'the revision, as the commands that change the graph and the log of changes name it')
    .requiredOption(...actorOption)
    .option('--reason <text>', 'why')
    .action((revision: string, { json, ...options }: Options) =>
      run(json, async (_context, db, _config, once) => {
        const { revert } = await import('./decide.ts')
        return await revert(db, { revision, ...options, once })
      }),
    )
}

type Task = (context: CommandContext, db: Database, config: Config, once: string) => Promise<CommandResult>

/** Runs a command that writes. If the database goes away, it may run twice, and the id lets it be done once. */
async function run(json: true | undefined, task: Task): Promise<void> {
  const once = randomUUID()
  await runCommand(json === true, (context) => context.withDatabase((db, config) => task(context, db, config, once)))
}
