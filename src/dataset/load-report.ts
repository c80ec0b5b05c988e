import { proposalProblemText } from '../change/proposal/problem.ts'
import { movedText } from '../change/recheck.ts'
import type { CommandResult } from '../command-line/result.ts'
import { counted, paint, tableText } from '../command-line/terminal.ts'
import type { LoadedDataset, RemovedDataset } from './load.ts'
import { type Adopted, changeText, type Exported, type Managed, mostShown } from './manage.ts'
import type { ProposedDataset } from './propose.ts'
import { inOrder, type Problem } from './read/problem.ts'
import { evidenceText, warningLine } from './report.ts'

// The output of the commands that write datasets into the graph, for people and for programs.

/** What loading wrote, and what the check of the evidence found; not right when a text belongs to no document. */
export function loadAnswer(loaded: LoadedDataset, others: readonly Problem[] = []): CommandResult {
  const { dataset, changed, storedFiles, evidence, moved, unusedTexts } = loaded
  const advice = unusedTexts.map(({ document, loadedAs }) =>
    paint(
      'yellow',
      `The text of "${document}" seems to be loaded as "${loadedAs}", which is another document: \`document load FILE --slug ${document}\` says that it is the same.`,
    ),
  )
  const warnings = inOrder([...loaded.warnings, ...others])
  const wrong = evidence.AMBIGUOUS + evidence.ORPHANED
  const lines = [
    ...warnings.map(warningLine),
    writtenText(loaded, `Loaded ${dataset}`),
    ...(Object.keys(changed).length === 0 && storedFiles > 0 ? [storedText(storedFiles)] : []),
    ...(Object.keys(changed).length > 0 || wrong > 0 ? [evidenceText(evidence)] : []),
    ...(moved > 0 ? [movedText(moved)] : []),
    ...(wrong > 0 ? [paint('red', `${counted(wrong, 'anchor')} not in one sentence; see \`evidence check\``)] : []),
    ...advice,
  ]
  return { ok: unusedTexts.length === 0, data: { ...loaded, warnings }, text: lines.join('\n') }
}

/** The proposal that files became; not right when something stands in its way. */
export function proposedAnswer(proposed: ProposedDataset, others: readonly Problem[] = []): CommandResult {
  const { dataset, proposal, changes, problems, warnings } = proposed
  const data = { ...proposed, fileWarnings: others }
  const lines = others.map(warningLine)
  if (proposal === null) {
    lines.push(`${dataset}: nothing to propose, the graph says this already`)
    return { ok: true, data, text: lines.join('\n') }
  }
  lines.push(
    ...warnings.map((warning) => `${paint('yellow', 'warning')} ${proposalProblemText(warning)}`),
    ...problems.map((problem) => `${paint('red', 'problem')} ${proposalProblemText(problem)}`),
    ...changes.slice(0, mostShown).map((change, index) => `${index + 1}. ${changeText(change)}`),
    ...(changes.length > mostShown ? [`... and ${changes.length - mostShown} more`] : []),
    `Proposed ${counted(changes.length, 'change')} of ${dataset} as ${proposal}: \`proposal show ${proposal}\` shows them`,
  )
  return { ok: problems.length === 0, data, text: lines.join('\n') }
}

/** The files that an export wrote. */
export function exportAnswer({ dataset, folder, files }: Exported): CommandResult {
  const text = `Wrote ${dataset} as ${counted(files.length, 'file')} in ${folder}`
  return { ok: true, data: { dataset, folder, files }, text }
}

/** What manages the dataset now; a warning where its export would lack something. */
export function adoptAnswer(adopted: Adopted): CommandResult {
  const { dataset, changed, hasFiles, revision } = adopted
  const lines = [
    changed
      ? `${dataset} is managed by the graph now: accepted proposals change it (revision ${revision})`
      : `${dataset} is managed by the graph already`,
  ]
  if (!hasFiles) {
    const advice = `The files of ${dataset} are not stored, because an earlier version loaded them, or there were none. What they list under \`uncovered\` will not be in an export: load them once more to keep it.`
    lines.unshift(paint('yellow', advice))
  }
  return { ok: true, data: { ...adopted }, text: lines.join('\n') }
}

export function releaseAnswer(released: Managed & Exported): CommandResult {
  const { dataset, folder, files, changed, revision } = released
  const now = changed ? 'the files change it from now on' : 'its files changed it before, too'
  const text = `Wrote ${dataset} as ${counted(files.length, 'file')} in ${folder}; ${now} (revision ${revision})`
  return { ok: true, data: { ...released }, text }
}

/** What removing wrote. */
export function removeAnswer(removed: RemovedDataset): CommandResult {
  return { ok: true, data: { ...removed }, text: writtenText(removed, `Removed ${removed.dataset}`) }
}

function storedText(files: number): string {
  const what = files === 1 ? '1 file that differs' : `${files} files that differ`
  return `Stored ${what} in what the graph does not say, such as comments`
}

/** The rows that were written, table by table. */
function writtenText({ dataset, changed, revision }: RemovedDataset, done: string): string {
  const rows = Object.entries(changed).map(
    ([table, { inserted, updated, deleted }]) => [table, inserted, updated, deleted] as const,
  )
  if (rows.length === 0) return `${dataset}: nothing to do, the graph says this already (revision ${revision})`
  return [tableText(['table', 'inserted', 'updated', 'deleted'], rows), `${done} (revision ${revision})`].join('\n')
}
