import type { Command } from 'commander'
import { addCommand, addNoun, type CommandContext, runCommand } from '../command-line/command.ts'
import type { CommandResult } from '../command-line/result.ts'

interface Options {
  readonly json?: true
  readonly dataset: string
  readonly title?: string
  readonly licence?: string
  readonly kind?: string
  readonly report?: string
  readonly all?: true
  readonly dryRun?: true
  readonly matches: boolean
}

/** What the commands say of each format. */
const formats: Readonly<Record<string, { readonly summary: string; readonly examples: readonly string[] }>> = {
  factbook: {
    summary: 'read the international bodies in the appendix of the World Factbook',
    examples: ['import factbook factbook-igos.ndjson.gz --dataset bodies --title "International bodies"'],
  },
  ror: {
    summary: 'read organisations of the Research Organization Registry, schema 2',
    examples: ['import ror ror.ndjson.gz --dataset ror', 'import ror v2.json --dataset ror --report refused.ndjson'],
  },
}

/** The commands of imports: they read records of others into datasets that the graph manages. */
export function addImportCommands(program: Command): void {
  const noun = addNoun(program, 'import', 'records of others: read tables and registers into datasets of the graph')
  for (const [name, { summary, examples }] of Object.entries(formats)) addImport(noun, name, summary, examples)
}

function addImport(noun: Command, name: string, summary: string, examples: readonly string[]): void {
  addCommand(noun, name, { summary, examples })
    .argument('<file>', 'the file; it may be compressed with gzip')
    .requiredOption('-d, --dataset <slug>', 'the dataset that the records go to; it is made if there is none')
    .option('--title <text>', 'the title of the dataset')
    .option('--licence <text>', 'the licence of the records')
    .option('--report <file>', 'write what was refused or left out into this file, one JSON object on each line')
    .option('--all', 'write all records, also those that have not changed since the last import')
    .option('--no-matches', 'do not propose to join what only resembles something that the graph has')
    .option('--dry-run', 'do everything, say what it would change, and undo it')
    .action((file: string, options: Options) =>
      runCommand(options.json === true, (context) => importFile(context, name, file, options)),
    )
}

async function importFile(context: CommandContext, name: string, file: string, options: Options): Promise<CommandResult> {
  const [{ importRecords }, { importers }, { RowReport }, { importAnswer }] = await Promise.all([
    import('./run.ts'),
    import('./importers.ts'),
    import('./problem.ts'),
    import('./answer.ts'),
  ])
  const { dataset, title, licence, kind, all, dryRun, matches } = options
  const importer = importers[name]
  if (importer === undefined) throw new Error(`There is no importer "${name}".`)
  return await context.withDatabase(async (db) => {
    const report = new RowReport(options.report)
    const onStep = (step: string) => context.step(step)
    try {
      const request = { importer, file, dataset, title, licence, kind, all, isTrial: dryRun, proposesMatches: matches, report, onStep }
      return importAnswer(await importRecords(db, request), report, { isTrial: dryRun === true, file: options.report })
    } finally {
      await report.end()
    }
  })
}
