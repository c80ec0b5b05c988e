import type { Command } from 'commander'
import { addCommand, addNoun, runCommand } from '../command-line/command.ts'
import { addAccept } from './accept-command.ts'
import { addImport } from './import-command.ts'
import { datasetOption, graphOption, languageOption, slugOption, textOption } from './option.ts'
import { addPrompt } from './prompt-command.ts'
import { addReview } from './review-command.ts'

interface MakeOptions {
  readonly json?: true
  readonly dataset: string
  readonly graph?: true
  readonly output?: string
  readonly slug?: string
  readonly language?: string
}

/** The commands of drafts. Modules are loaded when a command runs, so that help is shown at once. */
export function addDraftCommands(program: Command): void {
  const noun = addNoun(program, 'draft', 'facts read out of a text: draft them, check them word for word, review them')
  addMake(noun)
  addCheck(noun)
  addImport(noun)
  addPrompt(noun)
  addReview(noun)
  addAccept(noun)
}

function addMake(noun: Command): void {
  addCommand(noun, 'make', {
    summary: 'read facts out of a text by rules, and write those that are new as a draft',
    examples: [
      'draft make opec.txt --dataset data/opec',
      'draft make opec.txt --dataset data/opec --graph --output opec.draft.json',
      'draft make opec.txt --dataset data/opec --output - --json',
    ],
  })
    .argument('<text>', 'the file with the text, as `document load` takes it')
    .requiredOption(...datasetOption)
    .option(...graphOption)
    .option('-o, --output <file>', 'where the draft goes; - for standard output; beside the text, if not given')
    .option(...slugOption)
    .option(...languageOption)
    .action((text: string, options: MakeOptions) =>
      runCommand(options.json === true, async (context) => {
        const { make } = await import('./run.ts')
        return await make(context, text, options)
      }),
    )
}

interface CheckOptions {
  readonly json?: true
  readonly dataset: string
  readonly graph?: true
  readonly text?: string
}

function addCheck(noun: Command): void {
  addCommand(noun, 'check', {
    summary: 'look for what each candidate of a draft says, word for word; 1 when one is refused',
    examples: [
      'draft check opec.txt.draft.json --dataset data/opec',
      'draft check answer.draft.json --text opec.txt --dataset data/opec --graph --json',
    ],
  })
    .argument('<draft>', 'a draft file')
    .requiredOption(...datasetOption)
    .option(...textOption)
    .option(...graphOption)
    .action((draft: string, options: CheckOptions) =>
      runCommand(options.json === true, async (context) => {
        const { check } = await import('./run.ts')
        return await check(context, draft, options)
      }),
    )
}
