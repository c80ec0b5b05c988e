import { checkCountsText } from '../change/check-counts.ts'
import { movedText } from '../change/recheck.ts'
import type { CommandResult } from '../command-line/result.ts'
import { counted, paint } from '../command-line/terminal.ts'
import { entityKinds, factKinds } from '../model/kind.ts'
import type { Coverage } from './coverage.ts'
import type { CheckedFiles } from './evidence.ts'
import type { CheckedFacts } from './fact-checks.ts'
import type { Dataset } from './read/format.ts'
import { inOrder, type Problem, problemText } from './read/problem.ts'
import type { Source } from './source.ts'
import type { Stamped } from './stamp.ts'

// The output of the commands of datasets, for people and for programs.

/** The problems of the files, each on a line that terminals and editors turn into a link. */
export function problemAnswer(folder: string, problems: readonly Problem[], advice?: string): CommandResult {
  const sum = paint('red', `${counted(problems.length, 'problem')} in ${folder}`)
  const isAdvised = advice !== undefined && problems.some(({ message }) => message.startsWith('nothing has the slug'))
  const lines = [...problems.map(problemLine), sum, ...(isAdvised ? [advice] : [])]
  return { ok: false, data: { problems }, text: lines.join('\n') }
}

/** Something that is no mistake in itself, but may be one, on such a line. */
export function warningLine(warning: Problem): string {
  return `${paint('yellow', 'warning')} ${problemLine(warning)}`
}

function problemLine(problem: Problem): string {
  const text = problemText(problem)
  const place = `${problem.file}:${problem.line}:${problem.column}:`
  return `${paint('bold', place)}${text.slice(place.length)}`
}

/** The files are right; they may have been compared with the texts of their documents. */
export function checkAnswer(
  dataset: Dataset,
  sources: readonly Source[],
  { counts, moved, facts, ...checked }: CheckedFiles & { readonly facts: CheckedFacts },
  otherWarnings: readonly Problem[],
): CommandResult {
  const problems = inOrder([...checked.problems, ...facts.problems])
  const warnings = inOrder([...otherWarnings, ...facts.warnings])
  const ok = problems.length === 0
  const contents = contentsOf(dataset)
  const lines = [
    ...problems.map(problemLine),
    ...warnings.map(warningLine),
    `${dataset.slug}: ${counted(dataset.entities.length, 'entity', 'entities')}, ${counted(dataset.facts.length, 'fact')}`,
    ...sources.flatMap(otherText),
    ...(sources.length === 0
      ? []
      : [evidenceText(counts), moved > 0 ? movedText(moved) : '', checkCountsText(facts.counts)].filter(
          (line) => line !== '',
        )),
    ok ? paint('green', 'No problems') : paint('red', counted(problems.length, 'problem')),
  ]
  const evidence = sources.length === 0 ? {} : { evidence: counts, moved, checks: facts.counts }
  const data = {
    dataset: dataset.slug,
    contents,
    ...evidence,
    problems,
    warnings,
    ...otherData(sources),
  }
  return { ok, data, text: lines.join('\n') }
}

function contentsOf({ entities, sameAs, facts, documents }: Dataset): Record<string, number> {
  const items = [...entities, ...sameAs, ...facts]
  const sections = [...entityKinds(), ...factKinds()].map(({ section }) => section)
  const counts = sections.map((section) => [section, items.filter((item) => item.section === section).length])
  return { documents: documents.length, ...Object.fromEntries(counts) }
}

function otherText({ file, isOther, document }: Source): string[] {
  if (!isOther) return []
  return [
    paint('yellow', `${file} is not the very file that "${document.slug}" was written from: its SHA-256 differs.`),
  ]
}

function otherData(sources: readonly Source[]): { otherFiles?: string[] } {
  const files = sources.filter(({ isOther }) => isOther).map(({ file }) => file)
  return files.length === 0 ? {} : { otherFiles: files }
}

/** "Evidence: 328 FOUND, 0 AMBIGUOUS, ..." */
export function evidenceText(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([status, count]) => `${count.toLocaleString('en')} ${status}`)
  return `Evidence: ${parts.join(', ')}`
}

/** Each sentence of a document with its facts. */
export function coverageAnswer(
  reports: readonly { source: Source; coverage: Coverage }[],
  onlyMissing: boolean,
): CommandResult {
  const ok = reports.every(({ coverage: { totals } }) => totals.missing === 0 && totals.unplaced === 0)
  const text = reports.map(({ source, coverage }) => coverageText(source, coverage, onlyMissing)).join('\n\n')
  const documents = reports.map(({ source, coverage }) => ({
    document: source.document.slug,
    file: source.file,
    ...coverage,
  }))
  return { ok, data: { documents }, text }
}

function coverageText(source: Source, { sentences, totals, unplaced }: Coverage, onlyMissing: boolean): string {
  const shown = sentences.filter(
    ({ facts, uncoveredReason }) => !onlyMissing || (facts.length === 0 && !uncoveredReason),
  )
  const lines = shown.flatMap(({ paragraph, ordinal, text, facts, uncoveredReason }) => {
    const place = paint('bold', `${paragraph}.${ordinal}`)
    if (facts.length > 0) return [`${place} ${text}`, ...facts.map((key) => `    ${paint('green', key)}`)]
    if (uncoveredReason) return [`${place} ${text}`, `    ${paint('yellow', `no fact: ${uncoveredReason}`)}`]
    return [`${place} ${text}`, `    ${paint('red', 'MISSING: no fact, and no reason under "uncovered"')}`]
  })
  const lost = unplaced.map(({ paragraph, anchor, status, factKey }) =>
    paint(
      'red',
      anchor === ''
        ? `paragraph ${paragraph}, the end of a range under "uncovered", is beyond the document`
        : `${status}: paragraph ${paragraph}, "${anchor}" (${factKey ?? 'uncovered'})`,
    ),
  )
  const done = totals.covered + totals.uncovered
  const share = totals.sentences === 0 ? 100 : Math.floor((done / totals.sentences) * 1000) / 10
  const summary =
    `${source.document.slug}: ${share} % of ${counted(totals.sentences, 'sentence')}: ${totals.covered} with facts, ` +
    `${totals.uncovered} uncovered with a reason, ${totals.missing} missing; ` +
    `${counted(totals.unplaced, 'anchor')} not in one sentence`
  return [...lines, ...lost, ...otherText(source), summary].join('\n')
}

export function stampAnswer(
  dataset: Dataset,
  sources: readonly Source[],
  stamped: Stamped,
  isDryRun = false,
): CommandResult {
  const { written, unchanged, moved, files, problems } = stamped
  const lines = [
    ...problems.map(problemLine),
    ...sources.flatMap(otherText),
    `${dataset.slug}: ${counted(written, 'piece', 'pieces')} of evidence ${isDryRun ? 'to be written' : 'written'}` +
      `${moved > 0 ? ` (${moved} with another paragraph)` : ''}, ${unchanged} right already, ` +
      `${counted(problems.length, 'anchor')} not in one sentence`,
  ]
  return {
    ok: problems.length === 0,
    data: { written, unchanged, moved, files, problems, ...otherData(sources) },
    text: lines.join('\n'),
  }
}
