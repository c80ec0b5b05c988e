import type { Command } from 'commander'
import { addCommand, runCommand } from '../command-line/command.ts'
import { UsageError } from '../command-line/result.ts'
import { suggestion } from '../model/did-you-mean.ts'
import { candidateKinds, type Kind } from './format.ts'
import { datasetOption, graphOption, languageOption, slugOption } from './option.ts'

interface Options {
  readonly json?: true
  readonly dataset: string
  readonly graph?: true
  readonly kinds?: readonly string[]
  readonly schema?: true
  readonly slug?: string
  readonly language?: string
}

export function addPrompt(noun: Command): void {
  addCommand(noun, 'prompt', {
    summary:
      'print what a model needs to draft facts from a text: instructions, format, vocabulary, numbered sentences',
    examples: [
      'draft prompt opec.txt --dataset data/opec --graph > prompt.txt',
      'draft prompt opec.txt --dataset data/opec --kinds ALIAS FIGURE ORGANIZATION',
      'draft prompt opec.txt --dataset data/opec --schema > schema.json',
    ],
  })
    .argument('<text>', 'the file with the text, as `document load` takes it')
    .requiredOption(...datasetOption)
    .option(...graphOption)
    .option('-k, --kinds <kind...>', 'only these kinds of candidates, such as ALIAS FIGURE; all, if not given')
    .option('--schema', 'print only the JSON Schema, for strict structured output')
    .option(...slugOption)
    .option(...languageOption)
    .action((file: string, { json, ...options }: Options) =>
      runCommand(json === true, async (context) => {
        const kinds = options.kinds?.map(readKind) ?? candidateKinds
        const [
          { draftSchema, draftSchemaText },
          { promptText },
          { withWorkspace },
          { readSourceFile },
          { documentOf },
        ] = await Promise.all([
          import('./json-schema.ts'),
          import('./prompt.ts'),
          import('./workspace.ts'),
          import('./source.ts'),
          import('./document.ts'),
        ])
        const source = await readSourceFile(file, options.language)
        return await withWorkspace(context, options, async ({ dataset, known, vocabulary }) => {
          const document = documentOf(source, dataset?.documents ?? [], options.slug)
          const text = promptText({ source, document, known, kinds, vocabulary: await vocabulary() })
          const data = { prompt: text, schema: draftSchema(kinds) }
          return { ok: true, data, text: options.schema ? draftSchemaText(kinds) : text }
        })
      }),
    )
}

function readKind(text: string): Kind {
  const kind = candidateKinds.find((one) => one === text.toUpperCase())
  if (kind !== undefined) return kind
  const near = suggestion(text.toUpperCase(), candidateKinds)
  throw new UsageError(`--kinds says "${text}", and there are ${candidateKinds.join(', ')}${near}.`)
}
