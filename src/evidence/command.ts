import type { Command } from 'commander'
import { sentenceText } from '../change/nearest-sentence.ts'
import { movedText, noEvidence } from '../change/recheck.ts'
import { addCommand, addNoun, runCommand } from '../command-line/command.ts'
import type { CommandResult } from '../command-line/result.ts'
import { paint } from '../command-line/terminal.ts'
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
    summary: 'check all evidence against the texts that are loaded; 1 when some of it is not in one sentence',
    examples: ['evidence check', 'evidence check --document an-article --all', 'evidence check --json'],
  })
    .option('-d, --document <slug>', 'only the evidence that cites this document')
    .option('--all', 'show also what is FOUND or NOT_LOADED')
    .action(({ json, document, all }: Options) =>
      runCommand(json === true, async (context) => {
        const { checkEvidence, nearestSentences } = await import('./list.ts')
        return await context.withDatabase(async (db) => {
          context.step('Checking evidence')
          const evidence = await checkEvidence(db, { document })
          return evidenceAnswer(evidence, await nearestSentences(db, evidence), all === true)
        })
      }),
    )
}

function evidenceAnswer(
  evidence: readonly CheckedEvidence[],
  nearest: ReadonlyMap<CheckedEvidence, NearestSentence>,
  all: boolean,
): CommandResult {
  const wrong = evidence.filter(({ status }) => status === 'AMBIGUOUS' || status === 'ORPHANED')
  const moved = evidence.filter(({ citedParagraph }) => citedParagraph !== undefined).length
  const counts = { ...noEvidence }
  for (const { status } of evidence) counts[status] += 1
  const shown = all ? evidence : wrong
  const summary = Object.entries(counts).map(([status, count]) => `${count.toLocaleString('en')} ${status}`)
  const text = [
    ...shown.map((piece) => evidenceLine(piece, nearest.get(piece))),
    `Evidence: ${summary.join(', ')}`,
    ...(moved === 0 ? [] : [movedText(moved)]),
  ].join('\n')
  const rows = shown.map((piece) => {
    const like = nearest.get(piece)
    return like === undefined ? piece : { ...piece, nearest: like }
  })
  return { ok: wrong.length === 0, data: { counts, moved: moved, evidence: rows }, text }
}

function evidenceLine(piece: CheckedEvidence, nearest: NearestSentence | undefined): string {
  const { status, dataset, document, factKey, paragraph, citedParagraph, anchor } = piece
  const style = status === 'FOUND' ? 'green' : status === 'NOT_LOADED' ? 'yellow' : 'red'
  const moved = citedParagraph === undefined ? '' : `, moved from ${citedParagraph}`
  const line = `${paint(style, status.padEnd(10))} ${document} ${paragraph}${moved}: "${anchor}" (${dataset}/${factKey})`
  return nearest === undefined ? line : `${line}\n    nearest: ${sentenceText(nearest)}`
}
