import type { Command } from 'commander'
import { checkCountsText } from '../change/check-counts.ts'
import { checkMessage } from '../change/check-message.ts'
import { isAnswerable } from '../change/fact-check.ts'
import { sentenceText } from '../change/nearest-sentence.ts'
import { movedText, noEvidence } from '../change/recheck.ts'
import { addCommand, addNoun, runCommand } from '../command-line/command.ts'
import type { CommandResult } from '../command-line/result.ts'
import { paint } from '../command-line/terminal.ts'
import type { ListedCheck, ListedChecks } from './check-list.ts'
import type { CheckedEvidence, NearestSentence } from './list.ts'

interface Options {
  readonly json?: true
  readonly document?: string
  readonly all?: true
}

/** The commands of evidence. */
export function addEvidenceCommands(program: Command): void {
  const noun = addNoun(program, 'evidence', 'where facts stand in documents')
  addCommand(noun, 'check', {
    summary:
      'check all facts against the texts that are loaded; 1 when a sentence, a quotation or a citation is not found',
    examples: ['evidence check', 'evidence check --document an-article --all', 'evidence check --json'],
  })
    .option('-d, --document <slug>', 'only the evidence that cites this document')
    .option('--all', 'show also what is FOUND, CONFIRMED, answered or NOT_LOADED')
    .action(({ json, document, all }: Options) =>
      runCommand(json === true, async (context) => {
        const [{ checkEvidence, nearestSentences }, { listChecks }] = await Promise.all([
          import('./list.ts'),
          import('./check-list.ts'),
        ])
        return await context.withDatabase(async (db) => {
          context.step('Checking evidence')
          const evidence = await checkEvidence(db, { document })
          const nearest = await nearestSentences(db, evidence)
          return evidenceAnswer({ evidence, nearest, checks: await listChecks(db, document) }, all === true)
        })
      }),
    )
}

interface Found {
  readonly evidence: readonly CheckedEvidence[]
  readonly nearest: ReadonlyMap<CheckedEvidence, NearestSentence>
  readonly checks: ListedChecks
}

function evidenceAnswer(
  { evidence, nearest, checks: { counts: checkCounts, checks } }: Found,
  all: boolean,
): CommandResult {
  const wrong = evidence.filter(({ status }) => status === 'AMBIGUOUS' || status === 'ORPHANED')
  const moved = evidence.filter(({ citedParagraph }) => citedParagraph !== undefined).length
  const counts = { ...noEvidence }
  for (const { status } of evidence) counts[status] += 1
  const shown = all ? evidence : wrong
  const shownChecks = all
    ? checks
    : checks.filter(({ status, answer }) => status === 'NOT_CONFIRMED' && answer === null)
  const summary = Object.entries(counts).map(([status, count]) => `${count.toLocaleString('en')} ${status}`)
  const text = [
    ...shown.map((piece) => evidenceLine(piece, nearest.get(piece))),
    ...shownChecks.map(checkLine),
    `Evidence: ${summary.join(', ')}`,
    ...(moved === 0 ? [] : [movedText(moved)]),
    checkCountsText(checkCounts),
  ]
    .filter((line) => line !== '')
    .join('\n')
  const rows = shown.map((piece) => {
    const like = nearest.get(piece)
    return like === undefined ? piece : { ...piece, nearest: like }
  })
  const ok = wrong.length === 0 && checkCounts.wrong === 0
  return { ok, data: { counts, moved: moved, evidence: rows, checkCounts, checks: shownChecks }, text }
}

/** What is not answered is red if it has to be mended, and yellow if a person should look at it. */
function checkLine(check: ListedCheck): string {
  const { status, subject, value, field, dataset, factKey } = check
  const isOpen = status === 'NOT_CONFIRMED' && check.answer === null
  const style = isOpen && !isAnswerable(subject) ? 'red' : status === 'CONFIRMED' ? 'green' : 'yellow'
  const message = checkMessage(check)
  return `${paint(style, status.padEnd(13))} ${dataset}/${factKey} ${field}: ${subject} "${value}"${message ? `: ${message}` : ''}`
}

function evidenceLine(piece: CheckedEvidence, nearest: NearestSentence | undefined): string {
  const { status, dataset, document, factKey, paragraph, citedParagraph, anchor } = piece
  const style = status === 'FOUND' ? 'green' : status === 'NOT_LOADED' ? 'yellow' : 'red'
  const moved = citedParagraph === undefined ? '' : `, moved from ${citedParagraph}`
  const line = `${paint(style, status.padEnd(10))} ${document} ${paragraph}${moved}: "${anchor}" (${dataset}/${factKey})`
  return nearest === undefined ? line : `${line}\n    nearest: ${sentenceText(nearest)}`
}
