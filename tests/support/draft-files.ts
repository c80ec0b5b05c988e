import type { CommandContext } from '../../src/command-line/command.ts'

/** The context of a command that needs no database, run within the test's own process. */
export const withoutDatabase: CommandContext = {
  step: () => undefined,
  pause: () => undefined,
  withDatabase: () => Promise.reject(new Error('This command is to need no database')),
}
