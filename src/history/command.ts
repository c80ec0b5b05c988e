import type { Command } from 'commander'
import { addCommand, type CommandContext, runCommand } from '../command-line/command.ts'
import { printAll, writeFileWhole } from '../command-line/output.ts'
import { type CommandResult, UsageError } from '../command-line/result.ts'
import { counted } from '../command-line/terminal.ts'
import type { Database } from '../database/open.ts'

interface Options {
  readonly json?: true
  readonly out?: string
  readonly after?: string
  readonly olderThan?: string
  readonly actor?: string
}

/** The commands of the log of changes: snapshots, the feed, and removing its beginning. */
export function addHistoryCommands(program: Command): void {
  addSnapshot(program)
  const changes = addChanges(program)
  addPrune(changes)
  addUndo(changes)
}

const outOption = ['-o, --out <file>', 'write into this file, and not to standard output'] as const

function addSnapshot(program: Command): void {
  addCommand(program, 'snapshot', {
    summary: 'print everything that the graph says, one thing a line, as JSON; the first line is the revision',
    examples: ['snapshot > graph.ndjson', 'snapshot --out graph.ndjson --json'],
  })
    .option(...outOption)
    .action((options: Options) =>
      runCommand(options.json === true, async (context) => {
        const { snapshotLines } = await import('./snapshot.ts')
        return await printLines(context, options, (db) => snapshotLines(db))
      }),
    )
}

function addChanges(program: Command): Command {
  return addCommand(program, 'changes', {
    summary: 'print what happened to the graph, one change a line, as JSON; the last line is the revision; 1 for GONE',
    examples: [
      'changes',
      'changes --after 4f1c2a9b03de-42 > changes.ndjson',
      'changes --after 4f1c2a9b03de-42.7 --out changes.ndjson --json',
      'changes prune --older-than 365',
      'changes undo 4f1c2a9b03de-42',
    ],
  })
    .enablePositionalOptions()
    .option('-a, --after <position>', 'only what happened after this revision, or after the change with this cursor')
    .option(...outOption)
    .action((options: Options) =>
      runCommand(options.json === true, async (context) => {
        const [{ feedLines }, { readPosition }] = await Promise.all([
          import('./read-changes.ts'),
          import('./position.ts'),
        ])
        const after = options.after === undefined ? undefined : readPosition(options.after, '--after')
        return await printLines(context, options, (db) => feedLines(db, after))
      }),
    )
}

function addPrune(changes: Command): void {
  addCommand(changes, 'prune', {
    summary: 'remove old changes from the log; readers that are further behind need a new snapshot then',
    examples: ['changes prune --older-than 365', 'changes prune --older-than 30 --json'],
  })
    .requiredOption('--older-than <days>', 'only changes that happened more than so many days ago')
    .action(({ json, olderThan = '' }: Options) =>
      runCommand(json === true, async (context) => {
        const days = Number(olderThan)
        if (!/^\d{1,6}$/u.test(olderThan)) {
          throw new UsageError(`--older-than is "${olderThan}": a whole number of days, such as 365, would be right.`)
        }
        const { pruneChanges } = await import('./prune.ts')
        const pruned = await context.withDatabase((db) => pruneChanges(db, days))
        const { removed, keptFrom } = pruned
        const text =
          removed === 0
            ? 'No change is that old.'
            : `Removed ${counted(removed, 'change')}. Readers can go on from ${keptFrom}.`
        return { ok: true, data: { ...pruned }, text }
      }),
    )
}

function addUndo(changes: Command): void {
  addCommand(changes, 'undo', {
    summary: 'undo all that a revision changed, such as an import, if nothing of it has changed since',
    examples: ['changes undo 4f1c2a9b03de-42', 'changes undo 4f1c2a9b03de-42 --actor "Maria Rossi" --json'],
  })
    .argument('<revision>', 'the revision, as `changes` names it')
    .option('--actor <name>', 'who asks for it; the log keeps the name')
    .action((revision: string, { json, actor }: Options) =>
      runCommand(json === true, async (context) => {
        const { undoRevision } = await import('../change/proposal/undo.ts')
        const origin = { by: 'PERSON', name: 'changes undo' } as const
        const onStep = (step: string) => context.step(`Undoing ${step}`)
        const {
          result,
          changed,
          revision: now,
        } = await context.withDatabase((db) =>
          undoRevision(db, revision, { origin, onStep, ...(actor === undefined ? {} : { actor }) }),
        )
        const text = `Undid ${counted(result, 'change')} of revision ${revision} (revision ${now})`
        return { ok: true, data: { undone: result, changed, revision: now }, text }
      }),
    )
}

/** Writes lines while they are read, to a file or to standard output. */
async function printLines(
  context: CommandContext,
  { json, out }: Options,
  linesOf: (db: Database) => AsyncGenerator<string>,
): Promise<CommandResult> {
  if (json && out === undefined) {
    throw new UsageError(
      'The lines are JSON already. With --json, say by --out FILE where they go: the answer counts them.',
    )
  }
  return await context.withDatabase(async (db) => {
    if (out === undefined) {
      await printAll(linesOf(db))
      return { ok: true, data: {}, text: '' }
    }
    let lines = 0
    const counting = async function* (texts: AsyncIterable<string>) {
      for await (const text of texts) {
        lines += text.split('\n').length - 1
        yield text
      }
    }
    await writeFileWhole(counting(linesOf(db)), out)
    return { ok: true, data: { file: out, lines }, text: `Wrote ${counted(lines, 'line')} into ${out}.` }
  })
}
