import type { Command } from 'commander'
import { addCommand, type CommandContext, runCommand } from '../command-line/command.ts'
import { type CommandResult, UsageError } from '../command-line/result.ts'
import { quoted } from '../model/value.ts'

interface Options {
  readonly format: string
  readonly out?: string
  readonly spreadsheet?: true
  readonly json?: true
}

/** The command `export`: the graph as files. */
export function addExportCommand(program: Command): void {
  addCommand(program, 'export', {
    summary: 'take the graph away as files: tables as CSV, NDJSON or Parquet',
    examples: [
      'export facts > facts.csv',
      'export facts --format parquet --out facts.parquet',
      'export entities --spreadsheet --out entities.csv',
      'export --format parquet --out graph',
    ],
  })
    .argument('[table]', 'entities, names, facts, evidence, references or documents; without it, all into a folder')
    .option('-f, --format <format>', 'csv, ndjson or parquet', 'csv')
    .option('-o, --out <path>', 'the file, or the folder for all tables and datapackage.json')
    .option('--spreadsheet', 'write CSV for spreadsheets, which take texts that begin with = + - @ for formulas')
    .action((table: string | undefined, options: Options) =>
      runCommand(options.json === true, (context) => exportGraph(context, table, options)),
    )
}

async function exportGraph(
  context: CommandContext,
  table: string | undefined,
  { format, out, spreadsheet, json }: Options,
): Promise<CommandResult> {
  const [{ isTableFormat }, { isTableName, tableNames }, { tableFormatNames }] = await Promise.all([
    import('./file.ts'),
    import('../table/tables.ts'),
    import('../table/formats.ts'),
  ])
  if (!isTableFormat(format)) {
    throw new UsageError(`--format is ${quoted(format)}; ${tableFormatNames.join(', ')} would be right.`)
  }
  if (table !== undefined && !isTableName(table)) {
    throw new UsageError(`${quoted(table)} is no table; there are ${tableNames.join(', ')}.`)
  }
  if (spreadsheet && format !== 'csv') throw new UsageError(`--spreadsheet is for --format csv, not ${format}.`)
  if (table === undefined && out === undefined) {
    throw new UsageError(
      `All tables are several files. Say by --out FOLDER where they go, or name one of ${tableNames.join(', ')}.`,
    )
  }
  if (json && out === undefined) throw new UsageError('With --json, say by --out FILE where the table goes.')
  const { writeFolder, writeOne } = await import('./write.ts')
  const choice = { format, ...(spreadsheet && { spreadsheet }) }
  return await context.withDatabase(async (db) =>
    table === undefined
      ? await writeFolder(db, choice, out as string, (text) => context.step(text))
      : await writeOne(db, `${table}.${format}`, choice, out),
  )
}
