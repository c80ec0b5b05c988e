import type { Command } from 'commander'
import type { Config } from '../config.ts'
import type { Database } from '../database/open.ts'
import { type CommandResult, exitCodes, readFailure } from './result.ts'
import { openTerminal, type Terminal } from './terminal.ts'

/** What a command's task can use. */
export interface CommandContext {
  /** Shows what the command does now: see progress.ts. */
  step(text: string): void
  /** Shows nothing until the next step: a person is asked something. */
  pause(): void
  /** Runs `task` on the database, as `withDatabase` does. */
  withDatabase<T>(task: (db: Database, config: Config) => Promise<T>): Promise<T>
}

interface CommandText {
  readonly summary: string
  /** Useful command lines, without the name of the program. */
  readonly examples: readonly string[]
}

/** Adds a noun, to which its commands are added. */
export function addNoun(program: Command, name: string, summary: string): Command {
  return program.command(name).description(summary).helpCommand(false)
}

/** Adds a command with the option `--json` and with examples in its help. */
export function addCommand(parent: Command, usage: string, { summary, examples }: CommandText): Command {
  const lines = examples.map((example) => `  $ npm run dossier -- ${example}`)
  return parent
    .command(usage)
    .description(summary)
    .option('--json', 'print one JSON document on standard output')
    .addHelpText('after', `\nExamples:\n${lines.join('\n')}`)
}

/** Runs a command: prints its result or its error, and sets the exit code of the process. Never rejects. */
export async function runCommand(
  json: boolean,
  task: (context: CommandContext) => Promise<CommandResult>,
): Promise<void> {
  const terminal = await openTerminal(json)
  try {
    const result = await task({
      step: (text) => terminal.step(text),
      pause: () => terminal.pause(),
      async withDatabase(work) {
        terminal.step('Opening the database')
        const { withDatabase } = await import('./connect.ts')
        return await withDatabase(process.env, work)
      },
    })
    terminal.report(result)
    process.exitCode = result.exitCode ?? (result.ok ? exitCodes.fine : exitCodes.problems)
  } catch (error) {
    reportFailure(terminal, error)
  }
}

/** Prints an error and sets the exit code. */
export function reportFailure(terminal: Terminal, error: unknown): void {
  const failure = readFailure(error)
  terminal.fail(failure)
  if (failure.code === 'INTERNAL_SERVER_ERROR' && process.env.LOG_LEVEL === 'debug') {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  }
  process.exitCode = failure.exitCode
}
