import { anchorSpan } from '../change/anchor.ts'
import { proposalProblemText } from '../change/proposal/problem.ts'
import type { StoredChange } from '../change/proposal/stored.ts'
import type { CommandResult } from '../command-line/result.ts'
import { paint, printable } from '../command-line/terminal.ts'
import type { CitedSentence } from './cited-sentence.ts'
import { type FieldChange, fieldChanges, fieldLines } from './field-change.ts'
import type { ListedProposal } from './look-up.ts'
import { changesText, instantText, proposalData } from './report.ts'
import type { ReviewedChange } from './show.ts'

/** A proposal as its reviewer reads it. */
export function showAnswer(proposal: ListedProposal, changes: readonly ReviewedChange[]): CommandResult {
  const text = [headText(proposal), ...changes.map(changeText)].join('\n\n')
  return { ok: true, data: { proposal: { ...proposalData(proposal), changes: changes.map(changeData) } }, text }
}

function headText(proposal: ListedProposal): string {
  const { key, title, reason, state, author, origin, originName, originVersion, reverts } = proposal
  const { createdAt, submittedAt, decidedAt, decidedBy, decisionNote, patch } = proposal
  const rows: [string, string][] = [
    ['key', key],
    ['state', `${state}, ${changesText(proposal)}`],
    ['author', author.isMachine ? `${author.name} (machine)` : author.name],
    ['origin', [origin, originName, originVersion ?? ''].join(' ').trimEnd()],
    ['made', `${instantText(createdAt)} UTC`],
    ...(submittedAt ? [['submitted', `${instantText(submittedAt)} UTC`] as [string, string]] : []),
    ...(decidedAt
      ? [['decided', `${instantText(decidedAt)} UTC by ${decidedBy?.name ?? 'nobody'}`] as [string, string]]
      : []),
    ...(decisionNote === null ? [] : [['note', decisionNote] as [string, string]]),
    ...(reverts === null ? [] : [['undoes', `revision ${reverts}`] as [string, string]]),
    ...(patch === null ? [] : [['patch', '`proposal patch` prints it'] as [string, string]]),
  ]
  const lines = rows.map(([name, value]) => `  ${name.padEnd(9)}  ${printable(value)}`)
  return [paint('bold', printable(title)), printable(reason), ...lines].join('\n')
}

function changeText(reviewed: ReviewedChange): string {
  const { change, problems, sentences } = reviewed
  const { reason } = change
  const lines = [
    ...shownFields(change).flatMap(fieldLines),
    ...sentences.flatMap(sentenceLines),
    ...laterLines(reviewed),
    ...(reason === undefined ? [] : [`rejected: ${printable(reason)}`]),
    ...problems.map((problem) => {
      return `${paint('red', 'problem')} ${printable(proposalProblemText({ ...problem, ordinal: null }))}`
    }),
  ]
  return [paint('bold', changeTitle(reviewed)), ...lines.map((line) => `   ${line}`)].join('\n')
}

/** "1. UPDATE organization iom/amnesty: NEW, stale" */
function changeTitle({ change, isStale }: ReviewedChange): string {
  const { ordinal, operation, dataset, key, status, confidence } = change
  const standing = [
    status,
    ...(isStale ? ['stale'] : []),
    ...(confidence === undefined ? [] : [`confidence ${confidence}`]),
  ]
  return printable(`${ordinal}. ${operation} ${kindOf(change)} ${dataset}/${key}: ${standing.join(', ')}`)
}

/** What an update changes; of a new item and of one that goes, all that it says but what is shown beside. */
function shownFields({ type, operation, key, before, after }: StoredChange): FieldChange[] {
  if (operation === 'UPDATE') return fieldChanges(before, after)
  const content = after ?? before ?? {}
  const named = type === 'fact' ? content.key : content.slug
  const beside = ['kind', 'evidence', ...(named === key ? [type === 'fact' ? 'key' : 'slug'] : [])]
  return fieldChanges({}, content).filter(({ field }) => !beside.includes(field))
}

/** What became of the item since the change was proposed. */
function laterLines({ change: { before }, current, isStale }: ReviewedChange): string[] {
  const later = isStale && before && current ? fieldChanges(before, current.content) : []
  if (later.length === 0) return []
  const head = paint('yellow', 'The item has changed since this was proposed:')
  return [head, ...later.flatMap(fieldLines).map((line) => `  ${line}`)]
}

/** "criticism", "organization", "document". */
function kindOf({ type, before, after }: StoredChange): string {
  const { kind = type } = (after ?? before ?? {}) as { kind?: unknown }
  return String(kind).toLowerCase().replaceAll('_', ' ')
}

function sentenceLines({ piece, found }: CitedSentence): string[] {
  const { document, paragraph, anchor, references } = piece
  const labels = references.map((label) => ` [${label}]`).join('')
  const place = `${document} ${paragraph}: "${printable(anchor)}"${printable(labels)}`
  if (found === undefined) return [`${paint('red', 'NO DOCUMENT')} ${place}`]
  const style = found.status === 'FOUND' ? 'green' : found.status === 'NOT_LOADED' ? 'yellow' : 'red'
  const line = `${paint(style, found.status)} ${place}`
  return found.sentence === undefined ? [line] : [line, `  ${markedText(found.sentence.text, anchor)}`]
}

/** A sentence with its anchor between »«, which are seen without colours, too. */
function markedText(sentence: string, anchor: string): string {
  const span = anchorSpan(sentence, anchor)
  if (span === undefined) return printable(sentence)
  const [before, marked, after] = [
    sentence.slice(0, span.start),
    sentence.slice(span.start, span.end),
    sentence.slice(span.end),
  ].map(printable)
  return `${before}${paint('bold', `»${marked}«`)}${after}`
}

function changeData({ change, current, isStale, problems, sentences }: ReviewedChange) {
  const {
    digest: _,
    before = null,
    after = null,
    expectedVersion = null,
    confidence = null,
    reason = null,
    ...rest
  } = change
  return {
    ...rest,
    expectedVersion,
    currentVersion: current?.version ?? null,
    isStale,
    before,
    after,
    current: current?.content ?? null,
    confidence,
    reason,
    problems,
    evidence: sentences.map(({ piece, found }) => ({
      ...piece,
      status: found?.status ?? null,
      sentence: found?.sentence?.text ?? null,
    })),
  }
}
