import type { Command } from 'commander'
import { addCommand, runCommand } from '../command-line/command.ts'
import { datasetOption, graphOption, textOption } from './option.ts'

interface Options {
  readonly json?: true
  readonly dataset: string
  readonly graph?: true
  readonly text?: string
  readonly title?: string
}

export function addReview(noun: Command): void {
  addCommand(noun, 'review', {
    summary: 'go through a draft in the terminal: accept, edit, reject, later, undo; it goes on where you stopped',
    examples: [
      'draft review opec.txt.draft.json --dataset data/opec --title "OPEC"',
      'draft review answer.draft.json --text opec.txt --dataset data/opec --graph',
    ],
  })
    .argument('<draft>', 'a draft file')
    .requiredOption(...datasetOption)
    .option(...textOption)
    .option(...graphOption)
    .option('--title <text>', 'the title of a dataset that is not there yet; that of the document, if not given')
    .action((draft: string, options: Options) =>
      runCommand(options.json === true, async (context) => {
        const { review } = await import('./review/run.ts')
        return await review(context, draft, options)
      }),
    )
}
