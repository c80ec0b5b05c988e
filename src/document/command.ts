import { type Command, Option } from 'commander'
import { checkCountsText } from '../change/check-counts.ts'
import { type EvidenceCounts, movedText } from '../change/recheck.ts'
import { addCommand, addNoun, type CommandContext, runCommand } from '../command-line/command.ts'
import { type CommandResult, exitCodes, type Failure, readFailure, UsageError } from '../command-line/result.ts'
import { counted, paint, tableText } from '../command-line/terminal.ts'
import type { Database } from '../database/open.ts'
import type { LoadedDocument } from './load.ts'
import { type TextFormat, textFormats } from './plain.ts'

interface Options {
  readonly json?: true
  readonly slug?: string
  readonly title?: string
  readonly language?: string
  readonly format?: TextFormat | 'records'
  readonly paragraph?: string[]
  readonly replace?: true
}

const sourceFile = 'a file with a text: plain text, Markdown, HTML, PDF, or an article with its number'

function formatOption(...more: readonly 'records'[]): Option {
  return new Option('--format <format>', 'what the file is, if its content and its name do not say so').choices([
    ...textFormats,
    ...more,
  ])
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
      'document show report.pdf --paragraph 20-23,30',
      'document show article.txt --language fr --json',
    ],
  })
    .argument('<file>', sourceFile)
    .option(
      '-p, --paragraph <numbers>',
      'only these paragraphs: numbers and ranges, such as 3,20-23,30-',
      (numbers: string, before: readonly string[] | undefined) => [...(before ?? []), numbers],
    )
    .addOption(formatOption())
    .option('--language <tag>', 'the language of the text (BCP 47); what the file says or "en", if not given')
    .action((file: string, { json, language, format, paragraph }: Options & { readonly format?: TextFormat }) =>
      runCommand(json === true, async () => {
        const { documentText, showDocument } = await import('./show.ts')
        const document = await showDocument(file, { language, format, wanted: paragraph })
        return { ok: true, data: { document }, text: documentText(document) }
      }),
    )
}

function addLoad(noun: Command): void {
  addCommand(noun, 'load', {
    summary: 'load texts and check the facts that cite them; 1 when a sentence, a quotation or a citation is not found',
    examples: [
      'document load article.txt',
      'document load report.pdf page.html notes.md',
      'document load article.txt --slug an-article --language fr',
      'document load list.txt --format markdown',
      'document load newer.txt --replace',
      'document load register.ndjson.gz --format records',
    ],
  })
    .argument('<file...>', sourceFile.replace('a file', 'files'))
    .option('--slug <slug>', 'which document of the graph it is; by number, digest, address or title, if not given')
    .option('--title <title>', 'a title for people; the one in the file, if not given')
    .addOption(formatOption('records'))
    .option('--language <tag>', 'the language of the text (BCP 47); what the file says or "en", if not given')
    .option('--replace', 'take the place of another text of the document, even if evidence loses its places by that')
    .action((files: string[], options: Options) =>
      runCommand(options.json === true, (context) => loadDocuments(context, files, options)),
    )
}

async function loadDocuments(
  context: CommandContext,
  files: readonly string[],
  { slug, title, language, format, replace }: Options,
): Promise<CommandResult> {
  if (files.length > 1 && (slug !== undefined || title !== undefined)) {
    throw new UsageError('--slug and --title are for one file; load the files one by one.')
  }
  const [{ loadDocument }, { loadRecords }] = await Promise.all([import('./load.ts'), import('./records/load.ts')])
  const loaded = new Map<string, LoadedDocument>()
  const failed = new Map<string, Failure>()
  const load = async (db: Database) => {
    for (const [index, file] of files.entries()) {
      context.step(files.length === 1 ? `Loading ${file}` : `Loading ${file}, ${index + 1} of ${files.length}`)
      // Each file is a change of its own: a wrong one keeps none of the others from being loaded.
      try {
        const labels = { file, slug, title, language, replace }
        loaded.set(
          file,
          format === 'records' ? await loadRecords(db, labels) : await loadDocument(db, { ...labels, format }),
        )
      } catch (error) {
        const failure = readFailure(error)
        if (files.length === 1 || failure.exitCode === exitCodes.failure) throw error
        failed.set(file, failure)
      }
    }
  }
  try {
    await context.withDatabase(load)
  } catch (error) {
    // Without a database the other files cannot be loaded either.
    if (loaded.size === 0) throw error
    for (const file of files.filter((name) => !loaded.has(name) && !failed.has(name))) {
      failed.set(file, readFailure(error))
    }
  }
  return loadReport(loaded, failed)
}

/** Says of each file whether it was loaded, in the order of the command line. */
function loadReport(loaded: ReadonlyMap<string, LoadedDocument>, failed: ReadonlyMap<string, Failure>): CommandResult {
  const documents = [...loaded].map(([file, document]) => ({ file, ...document }))
  const failures = [...failed].map(([file, { code, message, details }]) => ({ ...details, file, code, message }))
  const all = documents.length + failures.length
  const lines = [
    ...documents.map(loadedText),
    ...failures.map(
      ({ file, message }) => `${paint('red', 'Not loaded:')} ${message.includes(file) ? '' : `${file}: `}${message}`,
    ),
    ...(failures.length === 0 ? [] : [`Loaded ${documents.length} of ${counted(all, 'file')}.`]),
  ]
  const ok = failures.length === 0 && documents.every(({ evidence, checks }) => isRight(evidence) && checks.wrong === 0)
  const exitCode = Math.max(
    ok ? exitCodes.fine : exitCodes.problems,
    ...[...failed.values()].map((one) => one.exitCode),
  )
  return {
    ok,
    exitCode,
    data: { documents, ...(failures.length === 0 ? {} : { failed: failures }) },
    text: lines.join('\n'),
  }
}

function isRight({ AMBIGUOUS, ORPHANED }: EvidenceCounts): boolean {
  return AMBIGUOUS === 0 && ORPHANED === 0
}

function loadedText(document: LoadedDocument): string {
  const { slug, changed, paragraphs, sentences, evidence, checks, moved = 0, mayBe } = document
  const size = `${counted(paragraphs, 'paragraph')}, ${counted(sentences, 'sentence')}`
  const line = `${slug}: ${changed ? 'loaded' : 'nothing to do'}, ${size}. ${evidenceLine(evidence)}`
  const counts = checkCountsText(checks)
  const wrong = `${counted(checks.wrong, 'quotation or citation', 'quotations or citations')} not there; \`evidence check\` names ${checks.wrong === 1 ? 'it' : 'them'}.`
  const advice = mayBe && `If it is the text of ${mayBe.join(' or ')}, say so with --slug.`
  return [line, counts && `${counts}.`, checks.wrong > 0 && wrong, moved > 0 && movedText(moved), advice]
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
        const rows = documents.map(({ slug, externalId, format, dataset, isLoaded, paragraphs, evidence }) => {
          return [
            slug,
            externalId ?? '',
            format ?? '',
            dataset ?? '',
            isLoaded ? 'yes' : 'no',
            paragraphs,
            evidence,
          ] as const
        })
        const head = ['document', 'number', 'format', 'dataset', 'loaded', 'paragraphs', 'evidence']
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
        const unloaded = await context.withDatabase((db) => {
          context.step(`Unloading ${slug}`)
          return unloadDocument(db, slug)
        })
        const done = unloaded.removed ? 'removed' : unloaded.changed ? 'unloaded' : 'was not loaded'
        return { ok: true, data: { ...unloaded }, text: `${slug}: ${done}. ${evidenceLine(unloaded.evidence)}` }
      }),
    )
}
