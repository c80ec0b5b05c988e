import { Command, CommanderError } from 'commander'
import './kinds.ts'
import { addKeyCommands } from './access/command.ts'
import { addCommand, addNoun, reportFailure, runCommand } from './command-line/command.ts'
import { exitCodes } from './command-line/result.ts'
import { openTerminal } from './command-line/terminal.ts'
import { addDatasetCommands } from './dataset/command.ts'
import { addDocumentCommands } from './document/command.ts'
import { addDraftCommands } from './draft/command.ts'
import { addEvidenceCommands } from './evidence/command.ts'
import { addExportCommand } from './export/command.ts'
import { addHistoryCommands } from './history/command.ts'
import { addImportCommands } from './import/command.ts'
import { addProposalCommands } from './proposal/command.ts'

const afterHelp = `
Exit codes:
  0  fine
  1  there is a problem in the data: a file, a slug, evidence that is not in one sentence
  2  the command, an option or a variable of the environment is wrong
  3  the database cannot be reached, or Dossier has a bug

Commands work on the PostgreSQL of DATABASE_URL or, without it, on Dossier's own in the folder DOSSIER_DATA_DIR, even
while a server uses it. Results go to standard output, everything else to standard error. NO_COLOR=1 turns colours off.

Examples:
  $ npm run dossier -- serve
  $ npm run dossier -- dataset check data/iom
  $ npm run dossier -- dataset load data/iom
  $ npm run dossier -- document load article.txt
  $ npm run dossier -- evidence check --json
  $ npm run dossier -- proposal list --state OPEN`

/** All commands. */
export function createProgram(): Command {
  const program = new Command('dossier')
    .description('A knowledge graph of organisations, in which every fact carries its evidence.')
    .helpCommand(false)
    // Options after the name of a command are its own, even if a command before it has one of the same name.
    .enablePositionalOptions()
    .addHelpText('after', afterHelp)
    .exitOverride()
  addServe(program)
  addSeed(program)
  addDatasetCommands(program)
  addDocumentCommands(program)
  addDraftCommands(program)
  addEvidenceCommands(program)
  addImportCommands(program)
  addProposalCommands(program)
  addKeyCommands(program)
  addHistoryCommands(program)
  addExportCommand(program)
  addSchema(program)
  return program
}

function addServe(program: Command): void {
  program
    .command('serve')
    .description('answer questions over GraphQL until it is asked to stop')
    .addHelpText(
      'after',
      '\nExamples:\n  $ npm run dossier -- serve\n  $ PORT=8080 npm run dossier -- serve\n\nREADME.md lists the variables of the environment that it reads.',
    )
    .action(async () => {
      const { serve } = await import('./serve.ts')
      await serve(process.env)
    })
}

function addSeed(program: Command): void {
  addCommand(program, 'seed', {
    summary: 'load the first dataset; changes nothing where the graph holds it already',
    examples: ['seed', 'seed --json'],
  }).action(({ json }: { json?: true }) =>
    runCommand(json === true, async (context) => {
      const [{ seed }, { loadAnswer }] = await Promise.all([
        import('./dataset/seed.ts'),
        import('./dataset/load-report.ts'),
      ])
      return await context.withDatabase(async (db) => {
        context.step('Loading the first dataset')
        return loadAnswer(await seed(db))
      })
    }),
  )
}

function addSchema(program: Command): void {
  const noun = addNoun(program, 'schema', 'the GraphQL API')
  addCommand(noun, 'print', {
    summary: 'print the API in the schema language',
    examples: ['schema print > schema.graphql', 'schema print --json'],
  }).action(({ json }: { json?: true }) =>
    runCommand(json === true, async () => {
      const { printedSchema } = await import('../print-schema.ts')
      const schema = printedSchema()
      return { ok: true, data: { schema }, text: schema }
    }),
  )
}

/** Runs one command line, the arguments after the name of the program, and sets the exit code of the process. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  const json = args.includes('--json')
  const program = createProgram()
  if (json) silence(program)
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    await reportUsage(error, json)
  }
}

/** Keeps the library from printing errors of usage, which `reportUsage` prints as JSON. */
function silence(command: Command): void {
  command.configureOutput({ outputError: () => undefined })
  for (const inner of command.commands) silence(inner)
}

async function reportUsage(error: unknown, json: boolean): Promise<void> {
  if (error instanceof CommanderError && (!json || error.exitCode === 0)) {
    process.exitCode = error.exitCode === 0 ? exitCodes.fine : exitCodes.usage
    return
  }
  reportFailure(await openTerminal(json), error)
}
