import type { Command } from 'commander'
import { addCommand, addNoun, type CommandContext, runCommand } from '../command-line/command.ts'
import type { CommandResult } from '../command-line/result.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { addGraphCommands } from './graph-command.ts'
import { addLoad } from './load-command.ts'
import type { Dataset } from './read/format.ts'
import type { Source } from './source.ts'

interface Options {
  readonly json?: true
  readonly document?: readonly string[]
  readonly graph?: true
  readonly missing?: true
  readonly move?: true
  readonly changed?: true
  readonly dryRun?: true
}

/** The commands of datasets. Modules are loaded when a command runs, so that help is shown at once. */
export function addDatasetCommands(program: Command): void {
  const noun = addNoun(
    program,
    'dataset',
    'folders of YAML files: check them, load them, see what they cover, write them',
  )
  addCheck(noun)
  addLoad(noun)
  addCoverage(noun)
  addStamp(noun)
  addGraphCommands(noun)
}

const graphOption = ['--graph', 'look up in the graph what the files refer to and do not declare'] as const
const documentOption = ['-d, --document <file...>', 'source files of documents of the dataset'] as const

function addCheck(noun: Command): void {
  addCommand(noun, 'check', {
    summary: 'say everything that is wrong in a dataset, with file, line and column',
    examples: [
      'dataset check data/iom',
      'dataset check data/iom --document article.txt',
      'dataset check data/more --graph --json',
    ],
  })
    .argument('<folder>', 'the folder with dataset.yaml')
    .option(...documentOption)
    .option(...graphOption)
    .action((folder: string, options: Options) =>
      runCommand(options.json === true, (context) => checkDataset(context, folder, options)),
    )
}

async function checkDataset(context: CommandContext, folder: string, options: Options): Promise<CommandResult> {
  const { checkEvidenceOfFiles } = await import('./evidence.ts')
  const { checkFactsOfFiles } = await import('./fact-checks.ts')
  const { checkAnswer } = await import('./report.ts')
  const { warningsOf } = await import('./warnings.ts')
  return await withDataset(context, folder, options, async (dataset, sources, prisma) => {
    const warnings = await warningsOf(dataset, prisma)
    const checked = { ...checkEvidenceOfFiles(dataset, sources), facts: checkFactsOfFiles(dataset, sources) }
    return checkAnswer(dataset, sources, checked, warnings)
  })
}

const graphAdvice = 'Slugs that other datasets declare are known with --graph.'

type Task = (dataset: Dataset, sources: readonly Source[], prisma?: PrismaClient) => Promise<CommandResult>

/**
 * Reads a dataset and the source files that the command names. The problems of a dataset are the result of the command.
 * With --graph, `task` can ask the graph.
 */
async function withDataset(
  context: CommandContext,
  folder: string,
  options: Options,
  task: Task,
): Promise<CommandResult> {
  if (!options.graph) return await withReadDataset(context, folder, options, task)
  return await context.withDatabase(({ prisma }) => withReadDataset(context, folder, options, task, prisma))
}

async function withReadDataset(
  context: CommandContext,
  folder: string,
  { document: files = [] }: Options,
  task: Task,
  prisma?: PrismaClient,
): Promise<CommandResult> {
  const [{ readDataset }, { readSources }, { findInGraph }, { problemAnswer }] = await Promise.all([
    import('./read/read.ts'),
    import('./source.ts'),
    import('../change/known-slugs.ts'),
    import('./report.ts'),
  ])
  const onFile = (file: string) => context.step(`Reading ${file}`)
  const elsewhere = prisma && ((slug: string) => findInGraph(prisma, slug))
  const { dataset, problems } = await readDataset(folder, { onFile, elsewhere })
  if (dataset === undefined) return problemAnswer(folder, problems, prisma ? undefined : graphAdvice)
  return await task(dataset, await readSources(dataset, files), prisma)
}

function addCoverage(noun: Command): void {
  addCommand(noun, 'coverage', {
    summary: 'show each sentence of a document with the facts anchored in it; 1 when one has none and no reason',
    examples: [
      'dataset coverage data/iom --document article.txt',
      'dataset coverage data/iom -d article.txt --missing',
    ],
  })
    .argument('<folder>', 'the folder with dataset.yaml')
    .requiredOption(...documentOption)
    .option(...graphOption)
    .option('--missing', 'show only sentences without a fact and without a reason')
    .action((folder: string, options: Options) =>
      runCommand(options.json === true, async (context) => {
        const [{ coverageOf }, { coverageAnswer }] = await Promise.all([import('./evidence.ts'), import('./report.ts')])
        return await withDataset(context, folder, options, async (dataset, sources) => {
          const reports = sources.map((source) => ({ source, coverage: coverageOf(dataset, source) }))
          return coverageAnswer(reports, options.missing === true)
        })
      }),
    )
}

function addStamp(noun: Command): void {
  addCommand(noun, 'stamp', {
    summary: 'write into the files, for each piece of evidence, the digest and the citations of its sentence',
    examples: [
      'dataset stamp data/iom --document article.txt',
      'dataset stamp data/iom --document newer.txt --move --dry-run',
    ],
  })
    .argument('<folder>', 'the folder with dataset.yaml')
    .requiredOption(...documentOption)
    .option(...graphOption)
    .option('--move', 'also write the paragraph of a sentence that now stands, unchanged, in another one')
    .option('--changed', 'also stamp sentences that have changed since they were stamped, after you have read them')
    .option('--dry-run', 'say what would be written, and write nothing')
    .action((folder: string, options: Options) =>
      runCommand(options.json === true, async (context) => {
        const [{ stampDataset }, { stampAnswer }] = await Promise.all([import('./stamp.ts'), import('./report.ts')])
        return await withDataset(context, folder, options, async (dataset, sources) =>
          stampAnswer(dataset, sources, await stampDataset(dataset, sources, options), options.dryRun),
        )
      }),
    )
}
