import type { Command } from 'commander'
import { addCommand, addNoun, type CommandContext, runCommand } from '../command-line/command.ts'
import { type CommandResult, UsageError } from '../command-line/result.ts'

interface Options {
  readonly json?: true
  readonly dataset?: string
  readonly title?: string
  readonly licence?: string
  readonly kind?: string
  readonly example?: string
  readonly report?: string
  readonly all?: true
  readonly dryRun?: true
  readonly matches: boolean
}

/** What the commands say of each format. */
const formats: Readonly<Record<string, { readonly summary: string; readonly examples: readonly string[] }>> = {
  csv: {
    summary: 'read tables with fixed headings, one kind of thing for each; `--example KIND` prints one',
    examples: [
      'import csv organizations.csv --dataset harbour --kind organization',
      'import csv figures.csv --dataset harbour --kind figure --dry-run',
      'import csv --example figure',
    ],
  },
  factbook: {
    summary: 'read the international bodies in the appendix of the World Factbook',
    examples: ['import factbook factbook-igos.ndjson.gz --dataset bodies --title "International bodies"'],
  },
  ftm: {
    summary: 'read organisations, people and links in the model of FollowTheMoney',
    examples: [
      'import ftm entities.ftm.json --dataset people',
      'import ftm entities.ndjson.gz --dataset people --json',
    ],
  },
  popolo: {
    summary: 'read organisations, people, memberships and events in the form of Popolo',
    examples: ['import popolo parliament.json --dataset parliament --title "The parliament"'],
  },
  ror: {
    summary: 'read organisations of the Research Organization Registry, schema 2',
    examples: ['import ror ror.ndjson.gz --dataset ror', 'import ror v2.json --dataset ror --report refused.ndjson'],
  },
  supraverden: {
    summary: 'read supranational bodies with names in many languages, as Supraverden lists them',
    examples: ['import supraverden supraverden-bodies.ndjson.gz --dataset supraverden'],
  },
}

/** The commands of imports: they read records of others into datasets that the graph manages. */
export function addImportCommands(program: Command): void {
  const noun = addNoun(program, 'import', 'records of others: read tables and registers into datasets of the graph')
  for (const [name, { summary, examples }] of Object.entries(formats)) addImport(noun, name, summary, examples)
}

function addImport(noun: Command, name: string, summary: string, examples: readonly string[]): void {
  const isTable = name === 'csv'
  const command = addCommand(noun, name, { summary, examples })
    .argument(isTable ? '[file]' : '<file>', 'the file; it may be compressed with gzip')
    .option('-d, --dataset <slug>', 'the dataset that the records go to; it is made if there is none')
    .option('--title <text>', 'the title of the dataset')
    .option('--licence <text>', 'the licence of the records')
    .option('--report <file>', 'write what was refused or left out into this file, one JSON object on each line')
    .option('--all', 'write all records, also those that have not changed since the last import')
    .option('--no-matches', 'do not propose to join what only resembles something that the graph has')
    .option('--dry-run', 'do everything, say what it would change, and undo it')
  if (isTable) {
    command
      .option('--kind <kind>', 'what the rows are, such as organization or figure, if no column `kind` says it')
      .option('--example <kind>', 'print a table of a kind with one row, and do nothing else')
  }
  command.action((file: string | undefined, options: Options) =>
    runCommand(options.json === true, (context) => {
      if (options.example !== undefined) return printExample(options.example)
      return importFile(context, name, file, options)
    }),
  )
}

/** Prints a table of a kind with its headings and one row. */
async function printExample(kind: string): Promise<CommandResult> {
  const [{ tableKind }, { exampleTable }] = await Promise.all([import('./csv.ts'), import('./csv-heading.ts')])
  const found = tableKind(kind)
  const table = exampleTable(found)
  return { ok: true, data: { kind: found.name, headings: found.headings.map((one) => one.name), table }, text: table }
}

const slugForm = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u

async function importFile(
  context: CommandContext,
  name: string,
  file: string | undefined,
  { dryRun, matches, report: reportFile, ...options }: Options,
): Promise<CommandResult> {
  const { dataset } = options
  if (file === undefined) throw new UsageError('The file is missing: say which one to read.')
  if (dataset === undefined)
    throw new UsageError('--dataset is missing: the slug of the dataset that the records go to.')
  if (!slugForm.test(dataset)) {
    throw new UsageError(
      `--dataset: "${dataset}" is no slug; small letters, digits and hyphens, such as "ror", would be.`,
    )
  }
  const [{ importRecords }, { importers }, { RowReport }, { importAnswer }, { tableKind }] = await Promise.all([
    import('./run.ts'),
    import('./importers.ts'),
    import('./problem.ts'),
    import('./answer.ts'),
    import('./csv.ts'),
  ])
  const importer = importers[name]
  if (importer === undefined) throw new Error(`There is no importer "${name}".`)
  if (options.kind !== undefined) tableKind(options.kind)
  return await context.withDatabase(async (db) => {
    const report = new RowReport(reportFile)
    const onStep = (step: string) => context.step(step)
    const handling = { isTrial: dryRun, proposesMatches: matches, report, onStep }
    try {
      const imported = await importRecords(db, { ...options, ...handling, importer, file, dataset })
      return importAnswer(imported, report, { isTrial: dryRun === true, file: reportFile })
    } finally {
      await report.end()
    }
  })
}
