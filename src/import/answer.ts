import type { CommandResult } from '../command-line/result.ts'
import { counted, paint, printable, tableText } from '../command-line/terminal.ts'
import { notices, type RowCode, type RowProblem, type RowReport, refusals } from './problem.ts'
import type { Imported } from './run.ts'

interface AnswerOptions {
  readonly isTrial: boolean
  /** The file with all problems. */
  readonly file?: string | undefined
}

/** How many problems people see. */
const mostShown = 10

/** What an import did, for people and for programs; not right if a record was refused. */
export function importAnswer(imported: Imported, report: RowReport, { isTrial, file }: AnswerOptions): CommandResult {
  const { counts, first } = report
  const lines = [
    ...first.slice(0, mostShown).map(problemLine),
    ...countLines(counts, first.length > mostShown ? file : undefined),
    ...(file === undefined && first.length > mostShown ? ['`--report FILE` writes all of them into a file.'] : []),
    contentLine(imported),
    ...writtenLines(imported, isTrial),
    ...matchLines(imported),
  ]
  const data = { ...imported, isTrial, problemCounts: counts, problems: first }
  return { ok: imported.refused === 0, data, text: lines.join('\n') }
}

function problemLine({ line, record, code, message }: RowProblem): string {
  const colour = code in refusals ? 'red' : 'yellow'
  const name = record === undefined ? '' : ` ${printable(record)}`
  return `line ${line}${name}: ${paint(colour, code)} ${printable(message)}`
}

function countLines(counts: RowReport['counts'], file: string | undefined): string[] {
  const rows = Object.entries(counts).map(([code, count]) => [code, count, meaningOf(code as RowCode)] as const)
  if (rows.length === 0) return []
  return [
    tableText(['problem', 'count', 'meaning'], rows),
    ...(file === undefined ? [] : [`All of them are in ${file}.`]),
  ]
}

const meaningOf = (code: RowCode): string => ({ ...refusals, ...notices })[code]

function contentLine({ dataset, records, entities, facts, refused }: Imported): string {
  const parts = [
    counted(records, 'record'),
    counted(entities.own, 'entity', 'entities'),
    `${counted(entities.joined, 'entity', 'entities')} of other datasets`,
    counted(facts, 'fact'),
    ...(refused === 0 ? [] : [`${counted(refused, 'record')} refused`]),
  ]
  return `${dataset}: ${parts.join(', ')}`
}

function matchLines({ matches: { proposals, proposed, known, ambiguous } }: Imported): string[] {
  const keys = proposals.map((key) => key.slice(0, 8)).join(', ')
  return [
    ...(proposed === 0
      ? []
      : [`${counted(proposed, 'entity', 'entities')} may be what other datasets have: \`proposal show ${keys}\``]),
    ...(known === 0
      ? []
      : [
          `${counted(known, 'such pair')} ${known === 1 ? 'waits' : 'wait'} for a decision, or ${known === 1 ? 'was' : 'were'} rejected`,
        ]),
    ...(ambiguous === 0 ? [] : [`${counted(ambiguous, 'entity resembles', 'entities resemble')} several others`]),
  ]
}

function writtenLines({ dataset, changed, removed, revision, evidence }: Imported, isTrial: boolean): string[] {
  const rows = Object.entries(changed).map(
    ([table, { inserted, updated, deleted }]) => [table, inserted, updated, deleted] as const,
  )
  if (rows.length === 0) return [`${dataset}: nothing to do, the graph says this already (revision ${revision})`]
  const gone = removed.facts + removed.entities
  const lost = `${counted(removed.facts, 'fact')} and ${counted(removed.entities, 'entity', 'entities')} that the file does not state any more are removed`
  const wrong = evidence.AMBIGUOUS + evidence.ORPHANED
  return [
    tableText(['table', 'inserted', 'updated', 'deleted'], rows),
    ...(gone === 0 ? [] : [lost]),
    ...(wrong === 0 ? [] : [paint('red', `${counted(wrong, 'anchor')} not in one sentence; see \`evidence check\``)]),
    isTrial ? 'Nothing was written: this was a dry run' : `Imported ${dataset} (revision ${revision})`,
  ]
}
