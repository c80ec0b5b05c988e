import type { Command } from 'commander'
import type { Database } from '../database/open.ts'
import { type Answer, exitCodes, readFailure } from './result.ts'
import { openTerminal, type Terminal } from './terminal.ts'

/** What a command may use. */
export interface CommandContext {
  /** Says what is being done now, on a terminal that somebody looks at. */
  step(text: string): void
  /** Runs `task` on the database, as `withDatabase` does. */
  withDatabase<T>(task: (db: Database) => Promise<T>): Promise<T>
}

interface CommandText {
  readonly summary: string
  /** Command lines that do something useful, without the name of the program. */
  readonly examples: readonly string[]
}

/** A noun, under which its commands stand. */
export function addNoun(program: Command, name: string, summary: string): Command {
  return program.command(name).description(summary).helpCommand(false)
}

/** A command that answers: `--json` and examples in its help come by themselves. */
export function addCommand(parent: Command, usage: string, { summary, examples }: CommandText): Command {
  const lines = examples.map((example) => `  $ npm run dossier -- ${example}`)
  return parent
    .command(usage)
    .description(summary)
    .option('--json', 'print one JSON document on standard output')
    .addHelpText('after', `\nExamples:\n${lines.join('\n')}`)
}

/** Runs a command to its end: prints its answer, or what went wrong, and sets the exit code of the process. */
export async function runCommand(json: boolean, task: (context: CommandContext) => Promise<Answer>): Promise<void> {
  const terminal = await openTerminal(json)
  try {
    const answer = await task({
      step: (text) => terminal.step(text),
      async withDatabase(work) {
        terminal.step('Opening the database')
        const { withDatabase } = await import('./connect.ts')
        return await withDatabase(process.env, work)
      },
    })
    terminal.answer(answer)
    process.exitCode = answer.ok ? exitCodes.fine : exitCodes.problems
  } catch (error) {
    reportFailure(terminal, error)
  }
}

/** Says what went wrong and sets the exit code. */
export function reportFailure(terminal: Terminal, error: unknown): void {
  const failure = readFailure(error)
  terminal.fail(failure)
  if (failure.code === 'INTERNAL_SERVER_ERROR' && process.env.LOG_LEVEL === 'debug') {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  }
  process.exitCode = failure.exitCode
}
