import type { CommandResult } from '../command-line/result.ts'
import { counted, paint, printable } from '../command-line/terminal.ts'
import type { Accepted } from './accept/accept.ts'
import type { CheckedCandidate } from './check/check.ts'
import type { CandidateProblem } from './check/problem.ts'
import type { DraftCandidate } from './format.ts'

/** A candidate as `--json` prints it. */
function shown({ id, given, problems, similar }: CheckedCandidate) {
  const { kind = null, statement = null } = (given ?? {}) as Partial<DraftCandidate>
  return { id, kind, statement, problems, ...(similar === undefined ? {} : { similar }) }
}

/** What is there already, or was decided before, is no fault of a draft. */
function isFault({ code }: CandidateProblem): boolean {
  return code !== 'DUPLICATE' && code !== 'REJECTED_BEFORE'
}

/** The answer of a check: 1 if candidates are refused that are not merely repeated. */
export function checkAnswer(checked: readonly CheckedCandidate[]): CommandResult {
  const lines = checked.flatMap(candidateLines)
  return {
    ok: !checked.some(({ problems }) => problems.some(isFault)),
    data: { candidates: checked.map(shown), counts: countsOf(checked) },
    text: [...lines, countsText(checked)].join('\n'),
  }
}

function candidateLines(one: CheckedCandidate): string[] {
  const { id, given, problems, similar } = one
  if (problems.length === 0) {
    const like = similar === undefined ? '' : ` (similar: ${similar})`
    return [`${paint('green', 'right  ')} ${id}: ${saysOf(given)}${like}`]
  }
  return [
    `${paint('red', 'refused')} ${id}: ${saysOf(given)}`,
    ...problems.map(({ code, field, value, message }) => {
      const where = [field, value].filter((part) => part !== undefined && part !== '').join(': ')
      return printable(`        ${code} ${where === '' ? '' : `${where} `}${message}`)
    }),
  ]
}

/** A candidate in a few words. */
export function saysOf(given: unknown): string {
  const { kind = '?', statement, fact } = (given ?? {}) as Partial<DraftCandidate>
  if (typeof statement === 'string') return printable(statement)
  return printable(typeof fact?.name === 'string' ? `${kind} ${fact.name}` : kind)
}

/** How many candidates are right, and how many are refused for each reason. */
function countsOf(checked: readonly CheckedCandidate[]) {
  const refused = checked.filter(({ problems }) => problems.length > 0)
  const byCode = Map.groupBy(refused, ({ problems }) => problems[0]?.code)
  const codes = [...byCode].map(([code, list]) => [code, list.length] as const)
  return { right: checked.length - refused.length, refused: Object.fromEntries(codes) as Record<string, number> }
}

export function countsText(checked: readonly CheckedCandidate[]): string {
  const { right, refused } = countsOf(checked)
  const codes = Object.entries(refused).map(([code, count]) => `${count} ${code}`)
  return `${counted(checked.length, 'candidate')}: ${[`${right} right`, ...codes].join(', ')}`
}

/** The answer of a command that wrote a draft; `file` is undefined if it went to standard output. */
export function draftAnswer(
  checked: readonly CheckedCandidate[],
  written: { readonly file?: string; readonly text: string; readonly count: number },
): CommandResult {
  const { file, text, count } = written
  const data = {
    draft: JSON.parse(text) as unknown,
    counts: countsOf(checked),
    ...(file === undefined ? {} : { file }),
  }
  if (file === undefined) return { ok: true, data, text }
  const refused = checked.filter(({ problems }) => problems.some(isFault)).flatMap(candidateLines)
  const next =
    count === 0
      ? 'Nothing of it is new.'
      : `Wrote ${counted(count, 'candidate')} to ${file}; \`draft review\` goes through them.`
  return { ok: true, data, text: [...refused, countsText(checked), next].join('\n') }
}

export function acceptAnswer(
  folder: string,
  accepted: Accepted,
  checked: readonly CheckedCandidate[],
  rejected = 0,
): CommandResult {
  const { items, files } = accepted
  const lines = [
    ...(checked.some(({ problems }) => problems.length > 0) ? [countsText(checked)] : []),
    ...(rejected > 0 ? [`Rejected ${counted(rejected, 'candidate')}; no draft brings them again.`] : []),
    items.length === 0
      ? 'Nothing was accepted.'
      : `Wrote ${counted(items.length, 'item')} into ${folder}: ${files.join(', ')}`,
    ...(items.length === 0 ? [] : [`\`dataset load ${folder}\` puts them into the graph.`]),
  ]
  return { ok: true, data: { accepted: items, files, rejected }, text: lines.join('\n') }
}
