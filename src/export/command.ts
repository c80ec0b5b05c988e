import type { Command } from 'commander'
import { addCommand, type CommandContext, runCommand } from '../command-line/command.ts'
import { type CommandResult, UsageError } from '../command-line/result.ts'
import { quoted } from '../model/value.ts'
import type { TableFormatName } from '../table/formats.ts'
import type { TableName } from '../table/tables.ts'

interface Options {
  readonly format: string
  readonly out?: string
  readonly base?: string
  readonly spreadsheet?: true
  readonly json?: true
}

/** The command `export`: the graph as files. */
export function addExportCommand(program: Command): void {
  addCommand(program, 'export', {
    summary: 'take the graph away as files: tables, linked data, or in the models of FollowTheMoney and Popolo',
    examples: [
      'export facts > facts.csv',
      'export facts --format parquet --out facts.parquet',
      'export entities --spreadsheet --out entities.csv',
      'export --format parquet --out graph',
      'export --format jsonld --base https://graph.example.org/ --out graph.jsonld',
      'export --format ftm --out graph.ftm.ndjson --json',
    ],
  })
    .argument('[table]', 'entities, names, facts, evidence, references or documents; without it, all into a folder')
    .option('-f, --format <format>', 'csv, ndjson or parquet; of the whole graph jsonld, nquads, ftm or popolo', 'csv')
    .option('-o, --out <path>', 'the file, or the folder for all tables and datapackage.json')
    .option(
      '--base <address>',
      'linked data names things by their pages below this address; by default below DOSSIER_PUBLIC_URL',
    )
    .option('--spreadsheet', 'write CSV for spreadsheets, which take texts that begin with = + - @ for formulas')
    .action((table: string | undefined, options: Options) =>
      runCommand(options.json === true, (context) => exportGraph(context, table, options)),
    )
}

async function exportGraph(
  context: CommandContext,
  table: string | undefined,
  options: Options,
): Promise<CommandResult> {
  const { graphFormats, isTableFormat } = await import('./file.ts')
  const { format, out, base, spreadsheet, json } = options
  const graphFile = Object.hasOwn(graphFormats, format) ? graphFormats[format] : undefined
  if (graphFile === undefined && !isTableFormat(format)) {
    const { tableFormatNames } = await import('../table/formats.ts')
    const right = [...tableFormatNames, ...Object.keys(graphFormats)].join(', ')
    throw new UsageError(`--format is ${quoted(format)}; ${right} would be right.`)
  }
  if (spreadsheet && format !== 'csv') throw new UsageError(`--spreadsheet is for --format csv, not ${format}.`)
  if (base !== undefined) checkBase(base, format)
  if (json && out === undefined) throw new UsageError('With --json, say by --out FILE where the export goes.')
  if (graphFile === undefined)
    return await exportTables(context, table, { ...options, format: format as TableFormatName })
  if (table !== undefined) {
    throw new UsageError(
      `--format ${format} is of the whole graph. Leave ${quoted(table)} out, or ask for csv, ndjson or parquet.`,
    )
  }
  const { writeOne } = await import('./write.ts')
  return await context.withDatabase((db, { publicUrl }) => writeOne(db, graphFile, { base: base ?? publicUrl }, out))
}

function checkBase(base: string, format: string): void {
  if (format !== 'jsonld' && format !== 'nquads')
    throw new UsageError(`--base is for --format jsonld or nquads, not ${format}.`)
  if (URL.canParse(base) && /^https?:$/.test(new URL(base).protocol)) return
  throw new UsageError(`--base is ${quoted(base)}; an address such as https://graph.example.org/ would be right.`)
}

async function exportTables(
  context: CommandContext,
  table: string | undefined,
  { format, out, spreadsheet }: Options & { readonly format: TableFormatName },
): Promise<CommandResult> {
  const { isTableName, tableNames } = await import('../table/tables.ts')
  const tables = tableNames.join(', ')
  if (table !== undefined && !isTableName(table))
    throw new UsageError(`${quoted(table)} is no table; there are ${tables}.`)
  const { writeFolder, writeOne } = await import('./write.ts')
  const choice = { format, ...(spreadsheet && { spreadsheet }) }
  const name: TableName | undefined = table
  if (name !== undefined) return await context.withDatabase((db) => writeOne(db, `${name}.${format}`, choice, out))
  if (out === undefined) {
    throw new UsageError(`All tables are several files. Say by --out FOLDER where they go, or name one of ${tables}.`)
  }
  return await context.withDatabase((db) => writeFolder(db, choice, out, (text) => context.step(text)))
}
