import type { Command } from 'commander'
import { checkCountsText } from '../change/check-counts.ts'
import { type EvidenceCounts, movedText } from '../change/recheck.ts'
import { addCommand, addNoun, type CommandContext, runCommand } from '../command-line/command.ts'
import { type CommandResult, UsageError } from '../command-line/result.ts'
import { counted, tableText } from '../command-line/terminal.ts'
import type { LoadedDocument } from './load.ts'

interface Options {
  readonly json?: true
  readonly slug?: string
  readonly title?: string
  readonly language?: string
  readonly paragraph?: string[]
}

/** The commands of documents: they load and remove the texts of sources. */
export function addDocumentCommands(program: Command): void {
  const noun = addNoun(
    program,
    'document',
    'texts of sources: show them, load them into the graph, and take them out again',
  )
  addShow(noun)
  addLoad(noun)
  addList(noun)
  addUnload(noun)
}

function addShow(noun: Command): void {
  addCommand(noun, 'show', {
    summary: 'print the paragraphs and sentences of a source file as evidence counts them; needs no database',
    examples: [
      'document show article.txt',
      'document show article.txt --paragraph 20-23,30',
      'document show article.txt --language fr --json',
    ],
  })
    .argument('<file>', 'a source file: a number, a title, paragraphs, perhaps an information box')
    .option(
      '-p, --paragraph <numbers>',
      'only these paragraphs: numbers and ranges, such as 3,20-23,30-',
      (numbers: string, before: string[] | undefined) => [...(before ?? []), numbers],
    )
    .option('--language <tag>', 'the language of the text (BCP 47); "en", if not given')
    .action((file: string, { json, language, paragraph }: Options) =>
      runCommand(json === true, async () => {
        const { documentText, showDocument } = await import('./show.ts')
        const document = await showDocument(file, { language, wanted: paragraph })
        return { ok: true, data: { document }, text: documentText(document) }
      }),
    )
}

function addLoad(noun: Command): void {
  addCommand(noun, 'load', {
    summary: 'load texts and check the facts that cite them; 1 when a sentence, a quotation or a citation is not found',
    examples: ['document load article.txt', 'document load article.txt --slug an-article --language fr'],
  })
    .argument('<file...>', 'source files: a number, a title, paragraphs, perhaps an information box')
    .option('--slug <slug>', 'which document of the graph it is; by its number, if not given')
    .option('--title <title>', 'a title for people; made of the one in the file, if not given')
    .option('--language <tag>', 'the language of the text (BCP 47); "en", if not given')
    .action((files: string[], options: Options) =>
      runCommand(options.json === true, (context) => loadDocuments(context, files, options)),
    )
}

async function loadDocuments(
  context: CommandContext,
  files: readonly string[],
  { slug, title, language }: Options,
): Promise<CommandResult> {
  if (files.length > 1 && (slug !== undefined || title !== undefined)) {
    throw new UsageError('--slug and --title are for one file; load the files one by one.')
  }
  const { loadDocument } = await import('./load.ts')
  return await context.withDatabase(async (db) => {
    const documents: (LoadedDocument & { file: string })[] = []
    for (const file of files) {
      context.step(`Loading ${file}`)
      documents.push({ file, ...(await loadDocument(db, { file, slug, title, language })) })
    }
    const ok = documents.every(({ evidence, checks }) => isRight(evidence) && checks.wrong === 0)
    return { ok, data: { documents }, text: documents.map(loadedText).join('\n') }
  })
}

function isRight({ AMBIGUOUS, ORPHANED }: EvidenceCounts): boolean {
  return AMBIGUOUS === 0 && ORPHANED === 0
}

function loadedText({ slug, changed, paragraphs, sentences, evidence, checks, moved = 0 }: LoadedDocument): string {
  const size = `${counted(paragraphs, 'paragraph')}, ${counted(sentences, 'sentence')}`
  const line = `${slug}: ${changed ? 'loaded' : 'nothing to do'}, ${size}. ${evidenceLine(evidence)}`
  const counts = checkCountsText(checks)
  const wrong = `${counted(checks.wrong, 'quotation or citation', 'quotations or citations')} not there; \`evidence check\` names them.`
  return [line, counts && `${counts}.`, checks.wrong > 0 && wrong, moved > 0 && movedText(moved)]
    .filter(Boolean)
    .join(' ')
}

function evidenceLine(counts: EvidenceCounts): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0)
  if (parts.length === 0) return 'No evidence cites it.'
  return `Evidence: ${parts.map(([status, count]) => `${count} ${status}`).join(', ')}.`
}

function addList(noun: Command): void {
  addCommand(noun, 'list', { summary: 'list the documents of the graph', examples: ['document list'] }).action(
    ({ json }: Options) =>
      runCommand(json === true, async (context) => {
        const { listDocuments } = await import('./list.ts')
        const documents = await context.withDatabase(listDocuments)
        const rows = documents.map(({ slug, externalId, dataset, isLoaded, paragraphs, evidence }) => {
          return [slug, externalId ?? '', dataset ?? '', isLoaded ? 'yes' : 'no', paragraphs, evidence] as const
        })
        const head = ['document', 'number', 'dataset', 'loaded', 'paragraphs', 'evidence']
        const text = rows.length === 0 ? 'The graph holds no document.' : tableText(head, rows)
        return { ok: true, data: { documents }, text }
      }),
  )
}

function addUnload(noun: Command): void {
  addCommand(noun, 'unload', {
    summary: 'take the text of a document out of the graph; its evidence stays, as NOT_LOADED',
    examples: ['document unload an-article'],
  })
    .argument('<slug>', 'the slug of the document: see `document list`')
    .action((slug: string, { json }: Options) =>
      runCommand(json === true, async (context) => {
        const { unloadDocument } = await import('./load.ts')
        const unloaded = await context.withDatabase((db) => unloadDocument(db, slug))
        const done = unloaded.removed ? 'removed' : unloaded.changed ? 'unloaded' : 'was not loaded'
        return { ok: true, data: { ...unloaded }, text: `${slug}: ${done}. ${evidenceLine(unloaded.evidence)}` }
      }),
    )
}
