import { chunk } from 'es-toolkit/array/chunk'
import { type Change, nothingRemoved } from '../change/change.ts'
import { changeDataset } from '../change/dataset.ts'
import { documentIds } from '../change/document.ts'
import type { DocumentDraft, SameAsDraft } from '../change/draft.ts'
import type { HeaderDraft } from '../change/item-draft.ts'
import { emptyPart, withDependents } from '../change/part.ts'
import { changeDatasetFrom, type ItemDraft } from '../change/stream.ts'
import { writeRecords } from '../change/text.ts'
import { type Changed, type Connected, changeGraph } from '../change/transaction.ts'
import type { Transaction } from '../change/writer.ts'
import { openRecordFile, type RecordFile } from '../document/records/file.ts'
import { DossierError } from '../errors.ts'
import { passEntities } from './entity-pass.ts'
import { passFacts } from './fact-pass.ts'
import { removeGone } from './gone.ts'
import type { Importer } from './importer.ts'
import { type Matches, noMatches, proposeMatches } from './match.ts'
import type { RowReport } from './problem.ts'
import { type DraftedRecord, readIntoSpool } from './read-pass.ts'
import { Scratch } from './scratch.ts'
import { slugPart } from './slug.ts'
import { Spool, withSpools } from './spool.ts'
import { Unchanged } from './unchanged.ts'

export interface ImportRequest {
  readonly importer: Importer
  readonly file: string
  /** The slug of the dataset. */
  readonly dataset: string
  readonly title?: string | undefined
  readonly licence?: string | undefined
  /** For tables: the kind of thing that the rows are. */
  readonly kind?: string | undefined
  /** Records that have not changed since the last import are written again, too. */
  readonly all?: boolean | undefined
  readonly isTrial?: boolean | undefined
  /** What only resembles something that the graph has is proposed for a person to decide; not in a trial. */
  readonly proposesMatches?: boolean | undefined
  readonly report: RowReport
  readonly onStep?: (step: string) => void
}

/** What an import did, or would do. */
export interface Imported extends Pick<Changed<unknown>, 'changed' | 'revision' | 'evidence' | 'checks'> {
  readonly dataset: string
  /** Of the records. */
  readonly document: string
  readonly sha256: string
  readonly records: number
  /** Entities of the file that belong to the dataset, and those that are entities of other datasets. */
  readonly entities: { readonly own: number; readonly joined: number }
  readonly facts: number
  /** What the file does not state any more. */
  readonly removed: { readonly facts: number; readonly entities: number }
  readonly refused: number
  readonly matches: Matches
}

/**
 * Reads a file of records into a dataset that the graph manages: one change, which can be undone. The records become the
 * text of a document, and each fact cites the record that states it.
 *
 * @throws DossierError CONFLICT for a dataset that is managed by files; NOT_FOUND and BAD_USER_INPUT for a file that cannot
 *   be read.
 */
export async function importRecords(db: Connected, request: ImportRequest): Promise<Imported> {
  const { importer, report, isTrial = false, onStep } = request
  onStep?.('Reading the file')
  const file = await openRecordFile(request.file)
  const origin = { by: 'IMPORT', name: importer.name, version: importer.version } as const
  const options = { origin, isTrial, ...(onStep && { onStep: (step: string) => onStep(`Writing ${step}`) }) }
  const { result, changed, revision, evidence, checks } = await withSpools((folder) =>
    changeGraph(db, options, (change) => importInto(change, request, { file, folder })),
  )
  const proposes = request.proposesMatches === true && !isTrial
  if (proposes) onStep?.('Looking for what is similar')
  const matches = proposes ? await proposeMatches(db, request.dataset, importer) : noMatches
  return { ...result, sha256: file.sha256, refused: report.refused, matches, changed, revision, evidence, checks }
}

async function importInto(
  change: Change,
  request: ImportRequest,
  { file, folder }: { readonly file: RecordFile; readonly folder: string },
) {
  const { importer, dataset, report, onStep } = request
  const { tx } = change
  const head = await headOf(tx, request, file.sha256)
  const document = head.document.slug
  const scratch = new Scratch(tx)
  await scratch.open()
  const records = new Spool<DraftedRecord>(folder, 'records')
  const kind = request.kind === undefined ? {} : { kind: request.kind }
  const context = { dataset, ...kind, slug: (id: string) => `${dataset}-${slugPart(id)}` }
  const onRead = (count: number) => onStep?.(`Reading ${count.toLocaleString('en')} records`)
  const { count, stated } = await readIntoSpool({ importer, file, document, context, scratch, report, onRead }, records)
  if (stated === 0 && report.refused > 0) throw nothingRead(file.file, count, report)
  const unchanged = new Unchanged(tx, document, request.all !== true && !head.isNew)
  const pass = { tx, dataset, document, scratch, report, unchanged, refersToGraph: importer.refersToGraph === true }
  onStep?.('Comparing the records with the graph')
  const written = await writeItems(change, head, { pass, records, items: new Spool<ItemDraft>(folder, 'items') })
  await writeRecordsOf(change, head.document, records)
  const removed = await removeGone(change, head.header, document)
  return { dataset, document, records: count, ...written, removed }
}

/** If nothing is right, the file is another one than was meant, and would remove all that was imported before. */
function nothingRead(file: string, count: number, { first }: RowReport): DossierError {
  const [problem] = first
  const which = count === 1 ? 'the only record was' : `all ${count.toLocaleString('en')} records were`
  const line = problem?.line
  const message = `${file}: ${which} refused, so that nothing was changed. Line ${line}: ${problem?.message}.`
  return new DossierError('BAD_USER_INPUT', message, { file, line })
}

interface Passed {
  readonly pass: Parameters<typeof passEntities>[0] & Parameters<typeof passFacts>[0]
  readonly records: Spool<DraftedRecord>
  readonly items: Spool<ItemDraft>
}

/** Writes what the records say into the dataset, which is made if there is none. */
async function writeItems(change: Change, { header, document, isNew }: Head, { pass, records, items }: Passed) {
  const { late, ...entities } = await passEntities(pass, records.read(), items)
  const facts = await passFacts(pass, records.read(), items)
  await items.end()
  await changeDatasetFrom(change, { ...header, documents: isNew ? [document] : [], items: () => items.read() })
  if (isNew) await change.tx.dataset.update({ where: { slug: header.slug }, data: { managedBy: 'GRAPH' } })
  await joinLate(change, header, late)
  return { entities, facts }
}

interface Head {
  readonly header: HeaderDraft
  readonly document: DocumentDraft
  /** Nothing was imported into the dataset yet. */
  readonly isNew: boolean
}

/** The dataset and the document of its records: as the graph has them, else as the importer calls them. */
async function headOf(tx: Transaction, request: ImportRequest, sha256: string): Promise<Head> {
  const { importer, dataset: slug, title, licence } = request
  const stored = await tx.dataset.findUnique({ where: { slug } })
  if (stored?.managedBy === 'FILES') throw managedByFiles(slug)
  const header = {
    slug,
    title: title ?? stored?.title ?? importer.title,
    language: stored?.language ?? 'en',
    licence: licence ?? stored?.licence ?? importer.licence,
  }
  const document = {
    // Tables of several kinds make one dataset, and each is replaced by a newer one of its kind.
    slug: [slug, ...(request.kind === undefined ? [] : [request.kind.toLowerCase()]), 'records'].join('-'),
    formerSlugs: [],
    title: `Records of ${header.title}`,
    sha256,
    language: 'en',
    format: 'records',
    references: [],
    ...(header.licence === undefined ? {} : { licence: header.licence }),
    ...(importer.url === undefined ? {} : { url: importer.url }),
  }
  const known = stored && (await tx.document.findUnique({ where: { slug: document.slug } }))
  return { header, document, isNew: known?.datasetId !== stored?.id || stored === null }
}

function managedByFiles(slug: string): DossierError {
  const message = `The dataset "${slug}" is managed by files, so an import would be undone when they are loaded again. Choose another dataset, or let the graph manage it with \`dataset adopt ${slug}\`.`
  return new DossierError('CONFLICT', message, { dataset: slug })
}

/** Entities of the dataset that turned out to be entities of other datasets become these, with all that names them. */
async function joinLate(change: Change, header: HeaderDraft, late: readonly SameAsDraft[]): Promise<void> {
  if (late.length === 0) return
  const { id } = await change.tx.dataset.findUniqueOrThrow({ where: { slug: header.slug } })
  for (const sameAs of chunk(late, 500)) {
    const { removed, ...part } = await withDependents(change.tx, id, { ...emptyPart, sameAs, removed: nothingRemoved })
    await changeDataset(change, { ...header, ...part }, removed)
  }
}

/** Writes the text of the document, unless the graph has that of this very file. */
async function writeRecordsOf(change: Change, { slug, sha256 = '' }: DocumentDraft, records: Spool<DraftedRecord>) {
  const id = (await documentIds(change, [slug])).get(slug) as number
  const stored = await change.tx.document.findUniqueOrThrow({ where: { id } })
  if (stored.loadedAt !== null && stored.sha256 === sha256) return
  await writeRecords(change, id, { language: stored.language, sha256, records: paragraphsOf(records) })
}

async function* paragraphsOf(records: Spool<DraftedRecord>) {
  for await (const { text, sentence } of records.read()) yield { text, sentences: [sentence] }
}
