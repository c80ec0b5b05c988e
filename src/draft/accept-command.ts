import type { Command } from 'commander'
import { addCommand, runCommand } from '../command-line/command.ts'
import { UsageError } from '../command-line/result.ts'
import { graphOption, textOption } from './option.ts'

interface Options {
  readonly json?: true
  readonly dataset: string
  readonly graph?: true
  readonly text?: string
  readonly only?: readonly string[]
  readonly all?: true
  readonly title?: string
  readonly asProposal?: true
  readonly actor?: string
  readonly reason?: string
}

export function addAccept(noun: Command): void {
  addCommand(noun, 'accept', {
    summary: 'write candidates of a draft into the files of a dataset, or propose them to the graph',
    examples: [
      'draft accept opec.txt.draft.json --dataset data/opec --only opec-acronym-opec opec-founded-1960',
      'draft accept opec.txt.draft.json --dataset data/opec --title "OPEC" --all',
      'draft accept opec.txt.draft.json --dataset opec --all --as-proposal --actor "Maria Rossi"',
    ],
  })
    .argument('<draft>', 'a draft file')
    .requiredOption(
      '-d, --dataset <folder>',
      'the folder of the dataset; with --as-proposal, the slug of one of the graph',
    )
    .option(...textOption)
    .option(...graphOption)
    .option('--only <id...>', 'only these candidates, and the entities that they name')
    .option('--all', 'all candidates that are right')
    .option('--title <text>', 'the title of a dataset that is not there yet; that of the document, if not given')
    .option('--as-proposal', 'propose them for a dataset of the graph, and write no file')
    .option('-a, --actor <name>', 'with --as-proposal: who proposes it, an actor that there is')
    .option('--reason <text>', 'with --as-proposal: why the graph should say so')
    .action((draft: string, options: Options) =>
      runCommand(options.json === true, async (context) => {
        checkOptions(options)
        const { accept, propose } = await import('./accept/run.ts')
        const { actor, ...others } = options
        if (actor !== undefined) return await propose(context, draft, { ...others, actor })
        return await accept(context, draft, options)
      }),
    )
}

function checkOptions({ only, all, asProposal, actor, reason, title }: Options): void {
  if ((only === undefined) === (all === undefined)) {
    throw new UsageError('Say which candidates: --only with their ids, or --all.')
  }
  if (asProposal && actor === undefined)
    throw new UsageError('--as-proposal needs --actor, the name of who proposes it.')
  const stray = asProposal ? { title } : { actor, reason }
  const [name] = Object.entries(stray).find(([, value]) => value !== undefined) ?? []
  if (name === undefined) return
  throw new UsageError(
    `--${name} is for ${asProposal ? 'files: leave out --as-proposal' : 'a proposal: say --as-proposal, too'}.`,
  )
}
