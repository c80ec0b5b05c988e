import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { addCommand, type CommandContext, runCommand } from '../command-line/command.ts'
import { type CommandResult, UsageError } from '../command-line/result.ts'
import type { Database } from '../database/open.ts'
import type { Dataset } from './read/format.ts'

interface Options {
  readonly json?: true
  readonly asProposal?: true
  readonly actor?: string
  readonly title?: string
  readonly reason?: string
}

export function addLoad(noun: Command): void {
  addCommand(noun, 'load', {
    summary: 'make the graph say what a dataset says, or propose it; loading it again changes nothing',
    examples: [
      'dataset load data/iom',
      'dataset load data/iom --json',
      'dataset load data/iom --as-proposal --actor "Maria Rossi" --reason "Read the article again."',
    ],
  })
    .argument('<folder>', 'the folder with dataset.yaml')
    .option('--as-proposal', 'propose what the files would change, and leave the graph as it is')
    .option('-a, --actor <name>', 'with --as-proposal: who proposes it, an actor that there is')
    .option('--title <text>', 'with --as-proposal: its title')
    .option('--reason <text>', 'with --as-proposal: why the graph should say so')
    .action((folder: string, options: Options) =>
      runCommand(options.json === true, async (context) => {
        if (options.asProposal) return await withFiles(context, folder, proposer(options))
        const load = loader(options)
        const { holdsLines } = await import('./read/folder.ts')
        return (await holdsLines(folder)) ? await loadLines(context, folder) : await withFiles(context, folder, load)
      }),
    )
}

type Task = (context: CommandContext, db: Database, dataset: Dataset) => Promise<CommandResult>

async function withFiles(context: CommandContext, folder: string, task: Task): Promise<CommandResult> {
  const [{ readDataset }, { findInGraph }, { problemAnswer }] = await Promise.all([
    import('./read/read.ts'),
    import('../change/known-slugs.ts'),
    import('./report.ts'),
  ])
  return await context.withDatabase(async (db) => {
    const { dataset, problems } = await readDataset(folder, {
      onFile: (file) => context.step(`Reading ${file}`),
      elsewhere: (slug) => findInGraph(db.prisma, slug),
    })
    return dataset === undefined ? problemAnswer(folder, problems) : await task(context, db, dataset)
  })
}

/** Loads a dataset with files of lines, without holding these. */
async function loadLines(context: CommandContext, folder: string): Promise<CommandResult> {
  const [{ openDataset }, { loadStream }, { problemAnswer }, { loadAnswer }] = await Promise.all([
    import('./read/stream.ts'),
    import('./load.ts'),
    import('./report.ts'),
    import('./load-report.ts'),
  ])
  const { dataset, problems } = await openDataset(folder, { onFile: (file) => context.step(`Reading ${file}`) })
  if (dataset === undefined) return problemAnswer(folder, problems)
  return await context.withDatabase(async (db) =>
    loadAnswer(await loadStream(db, dataset, { onStep: (step) => context.step(`Loading ${step}`) })),
  )
}

function loader(options: Options): Task {
  const stray = (['actor', 'title', 'reason'] as const).find((name) => options[name] !== undefined)
  if (stray !== undefined) throw new UsageError(`--${stray} is for a proposal: say --as-proposal, too.`)
  return async (context, db, dataset) => {
    const [{ loadDataset }, { warningsOf }, { loadAnswer }] = await Promise.all([
      import('./load.ts'),
      import('./warnings.ts'),
      import('./load-report.ts'),
    ])
    const loaded = await loadDataset(db, dataset, { onStep: (step) => context.step(`Loading ${step}`) })
    return loadAnswer(loaded, await warningsOf(dataset, db.prisma))
  }
}

function proposer({ actor, title, reason }: Options): Task {
  if (actor === undefined) throw new UsageError('--as-proposal needs --actor, the name of who proposes it.')
  // The command may run twice, if the database goes away, and is to make one proposal.
  const once = randomUUID()
  return async (context, db, dataset) => {
    const [{ findActor }, { proposeDataset }, { warningsOf }, { proposedAnswer }] = await Promise.all([
      import('../access/actor.ts'),
      import('./propose.ts'),
      import('./warnings.ts'),
      import('./load-report.ts'),
    ])
    const by = await findActor(db.prisma, actor)
    context.step('Comparing the files with the graph')
    const proposed = await proposeDataset(db, dataset, { by, title, reason, once })
    return proposedAnswer(proposed, await warningsOf(dataset, db.prisma))
  }
}
