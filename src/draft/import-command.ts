import type { Command } from 'commander'
import { addCommand, runCommand } from '../command-line/command.ts'
import { UsageError } from '../command-line/result.ts'
import { datasetOption, graphOption, languageOption, slugOption } from './option.ts'

interface Options {
  readonly json?: true
  readonly from: string
  readonly text: string
  readonly dataset: string
  readonly graph?: true
  readonly model?: string
  readonly output?: string
  readonly slug?: string
  readonly language?: string
}

const forms = ['draft', 'langextract'] as const

export function addImport(noun: Command): void {
  addCommand(noun, 'import', {
    summary: 'make a draft of what a model answered; what is not word for word in the text is refused and told',
    examples: [
      'draft import answer.json --from draft --text opec.txt --dataset data/opec --model "some-model-2"',
      'draft import opec.jsonl --from langextract --text opec.txt --dataset data/opec --graph',
    ],
  })
    .argument('<file>', 'the answer of a model, or the JSONL file of langextract')
    .requiredOption('--from <form>', `what it is: ${forms.join(' or ')}`)
    .requiredOption('-t, --text <file>', 'the text that the model has read')
    .requiredOption(...datasetOption)
    .option(...graphOption)
    .option('--model <name>', 'the name of the model; what the answer says, if not given')
    .option('-o, --output <file>', 'where the draft goes; - for standard output; beside the text, if not given')
    .option(...slugOption)
    .option(...languageOption)
    .action((file: string, options: Options) =>
      runCommand(options.json === true, async (context) => {
        const form = forms.find((one) => one === options.from)
        if (form === undefined) throw new UsageError(`--from is "${options.from}", and must be ${forms.join(' or ')}.`)
        const { importDraft } = await import('./import/run.ts')
        return await importDraft(context, file, { ...options, from: form })
      }),
    )
}
