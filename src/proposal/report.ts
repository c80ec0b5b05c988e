import { type ProposalProblem, proposalProblemText } from '../change/proposal/problem.ts'
import type { CommandResult } from '../command-line/result.ts'
import { counted, paint, printable, tableText } from '../command-line/terminal.ts'
import { writeNodeId } from '../model/id.ts'
import type { ListedProposal } from './look-up.ts'

// The output of the commands of proposals, for people and for programs; show-report.ts has that of `proposal show`.

/** As much of a key as tells it from all others. */
const shortKey = 12
const longestTitle = 60

export function listAnswer(proposals: readonly ListedProposal[], total: number): CommandResult {
  const data = { proposals: proposals.map(proposalData), total }
  if (total === 0) return { ok: true, data, text: 'No proposals' }
  const rows = proposals.map((proposal) => [
    proposal.key.slice(0, shortKey),
    proposal.state,
    countOf(proposal),
    proposal.datasets.join(', '),
    proposal.author.name,
    instantText(proposal.createdAt),
    shortened(printable(proposal.title)),
  ])
  const sum =
    proposals.length === total
      ? counted(total, 'proposal')
      : `The newest ${proposals.length} of ${counted(total, 'proposal')}; --limit shows more`
  const head = ['key', 'state', 'changes', 'datasets', 'author', 'made (UTC)', 'title']
  return { ok: true, data, text: `${tableText(head, rows)}\n${sum}` }
}

/** What was found out about a proposal. */
export interface Found {
  readonly problems: readonly ProposalProblem[]
  readonly warnings: readonly ProposalProblem[]
  readonly revision?: string
}

/** What a check said: it changes nothing. */
export function checkAnswer(proposal: ListedProposal, { problems, warnings }: Found): CommandResult {
  const end =
    problems.length === 0
      ? paint('green', 'It can be accepted')
      : paint('red', `${counted(problems.length, 'problem')}: it cannot be accepted as it is`)
  return {
    ok: problems.length === 0,
    data: { proposal: proposalData(proposal), problems, warnings },
    text: [...foundLines({ problems, warnings }), standText(proposal), end].join('\n'),
  }
}

/** What has become of a proposal that somebody decided about. */
export function decidedAnswer(proposal: ListedProposal, found: Found = { problems: [], warnings: [] }): CommandResult {
  const { problems, warnings, revision } = found
  const isDone = problems.length === 0
  const lines = [
    ...foundLines(found),
    standText(proposal),
    ...(isDone ? [] : [paint('red', `${counted(problems.length, 'problem')}: nothing was accepted`)]),
    ...(isDone && revision !== undefined ? [acceptedText(proposal, revision)] : []),
  ]
  const data = { proposal: proposalData(proposal), problems, warnings, ...(revision !== undefined && { revision }) }
  return { ok: isDone, data, text: lines.join('\n') }
}

function acceptedText({ key, patch }: ListedProposal, revision: string): string {
  if (patch === null) return `The graph has revision ${revision}`
  return `Files manage the dataset, so the graph is as it was: \`proposal patch ${key.slice(0, shortKey)}\` prints what to apply to them, with \`git apply\`. Then load them.`
}

/** A proposal that was made and submitted. */
export function proposedAnswer(proposal: ListedProposal, { problems, warnings }: Found): CommandResult {
  const advice = `\`proposal show ${proposal.key.slice(0, shortKey)}\` shows it`
  return {
    ok: problems.length === 0,
    data: { proposal: proposalData(proposal), problems, warnings },
    text: [...foundLines({ problems, warnings }), standText(proposal), advice].join('\n'),
  }
}

function foundLines({ problems, warnings }: Found): string[] {
  return [
    ...problems.map((problem) => `${paint('red', 'problem')} ${printable(proposalProblemText(problem))}`),
    ...warnings.map((warning) => `${paint('yellow', 'warning')} ${printable(proposalProblemText(warning))}`),
  ]
}

/** "3f9a2b1c4d5e Late doors: OPEN, 2 changes (1 NEW, 1 INVALID)" */
function standText(proposal: ListedProposal): string {
  return `${paint('bold', proposal.key.slice(0, shortKey))} ${printable(proposal.title)}: ${proposal.state}, ${changesText(proposal)}`
}

/** "2 changes (1 NEW, 1 INVALID)" */
export function changesText(proposal: ListedProposal): string {
  const parts = Object.entries(proposal.changes).map(([status, count]) => `${count} ${status}`)
  return `${counted(countOf(proposal), 'change')}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`
}

function countOf({ changes }: ListedProposal): number {
  return Object.values(changes).reduce((sum, count) => sum + count, 0)
}

/** A proposal for programs, without its patch, which `proposal patch` prints. */
export function proposalData(proposal: ListedProposal) {
  const { key, title, reason, state, author, origin, originName, originVersion, reverts, changes, datasets } = proposal
  const { createdAt, submittedAt, decidedAt, decidedBy, decisionNote, patch } = proposal
  return {
    key,
    id: writeNodeId('Proposal', key),
    title,
    reason,
    state,
    author: { name: author.name, isMachine: author.isMachine },
    origin: { by: origin, name: originName, version: originVersion },
    reverts,
    createdAt,
    submittedAt,
    decidedAt,
    decidedBy: decidedBy && { name: decidedBy.name, isMachine: decidedBy.isMachine },
    decisionNote,
    datasets,
    changes,
    hasPatch: patch !== null,
  }
}

export function instantText(instant: Date): string {
  return instant.toISOString().slice(0, 16).replace('T', ' ')
}

function shortened(text: string): string {
  const letters = [...text]
  return letters.length > longestTitle ? `${letters.slice(0, longestTitle - 1).join('')}…` : text
}
