import type { Command } from 'commander'
import { noEvidence } from '../change/recheck.ts'
import { addCommand, addNoun, runCommand } from '../command-line/command.ts'
import type { CommandResult } from '../command-line/result.ts'
import { paint } from '../command-line/terminal.ts'
import type { CheckedEvidence } from './list.ts'

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
        const { checkEvidence } = await import('./list.ts')
        const evidence = await context.withDatabase(async (db) => {
          context.step('Checking evidence')
          return await checkEvidence(db, { document })
        })
        return evidenceAnswer(evidence, all === true)
      }),
    )
}

function evidenceAnswer(evidence: readonly CheckedEvidence[], all: boolean): CommandResult {
  const wrong = evidence.filter(({ status }) => status === 'AMBIGUOUS' || status === 'ORPHANED')
  const counts = { ...noEvidence }
  for (const { status } of evidence) counts[status] += 1
  const lines = (all ? evidence : wrong).map(({ status, dataset, document, factKey, paragraph, anchor }) => {
    const style = status === 'FOUND' ? 'green' : status === 'NOT_LOADED' ? 'yellow' : 'red'
    return `${paint(style, status.padEnd(10))} ${document} ${paragraph}: "${anchor}" (${dataset}/${factKey})`
  })
  const summary = Object.entries(counts).map(([status, count]) => `${count.toLocaleString('en')} ${status}`)
  const text = [...lines, `Evidence: ${summary.join(', ')}`].join('\n')
  return { ok: wrong.length === 0, data: { counts, evidence: all ? evidence : wrong }, text }
}
