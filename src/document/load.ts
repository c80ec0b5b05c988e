import { readFile, stat } from 'node:fs/promises'
import { lockRevision } from '../database/revision.ts'
import { refreshStatistics } from '../database/statistics.ts'
import { DossierError } from '../errors.ts'
import { type EvidenceCounts, recheckEvidence } from '../evidence/recheck.ts'
import type { Document, Prisma, PrismaClient } from '../generated/prisma/client.ts'
import { refuseSize } from './decode.ts'
import { sourceFault } from './fault.ts'
import { type DocumentLabels, identifyDocument } from './identify.ts'
import { type ReadDocument, readPlainDocument, segmentDocument } from './read.ts'
import { removeText, storeText } from './store.ts'

/** A source file, by its path or by what stands in it, and what its reader should call it. */
export type DocumentInput = DocumentLabels & ({ readonly file: string } | { readonly text: string | Uint8Array })

export interface LoadedDocument {
  readonly slug: string
  readonly title: string
  /** False when the graph held exactly this text already: then no row was written. */
  readonly changed: boolean
  /** How many paragraphs and sentences the text has. */
  readonly paragraphs: number
  readonly sentences: number
  /** The evidence that cites the document, by what the check against this text says. */
  readonly evidence: EvidenceCounts
}

interface Connected {
  readonly prisma: PrismaClient
}

/** A large source is a matter of seconds; Prisma's own limit of five is for requests. */
const patience = { maxWait: 30_000, timeout: 300_000 }

/**
 * Loads the text of a source into the graph and checks the evidence that cites it, in one transaction. The text belongs
 * to the document with its slug or number (see identify.ts); one that the graph does not know is made. Loading the same
 * again writes nothing; an edited text replaces the one before, and its evidence is checked anew.
 *
 * @throws DossierError NOT_FOUND for a missing file, BAD_USER_INPUT for a malformed one, and as `identifyDocument`.
 */
export async function loadDocument({ prisma }: Connected, input: DocumentInput): Promise<LoadedDocument> {
  const file = 'file' in input ? input.file : undefined
  const plain = readPlainDocument('file' in input ? await readSource(input.file) : input.text, file)
  return await prisma.$transaction(async (tx) => {
    await lockRevision(tx)
    const { document, changed } = await identifyDocument(tx, plain, input)
    return await replaceText(tx, document, segmentDocument(plain, document.language), changed)
  }, patience)
}

async function replaceText(
  tx: Prisma.TransactionClient,
  document: Document,
  text: ReadDocument,
  relabelled: boolean,
): Promise<LoadedDocument> {
  const { id, slug, title } = document
  const written = await storeText(tx, id, text)
  const isOther = written > 0 || document.loadedAt === null || document.sha256 !== text.sha256
  if (isOther) await tx.document.update({ where: { id }, data: { sha256: text.sha256, loadedAt: new Date() } })
  const evidence = await recheckEvidence(tx, [id])
  const changed = isOther || relabelled || evidence.changed > 0
  if (written > 0) await refreshStatistics(tx, ['paragraph', 'sentence', 'evidence'])
  const sentences = text.paragraphs.reduce((sum, paragraph) => sum + paragraph.sentences.length, 0)
  return { slug, title, changed, paragraphs: text.paragraphs.length, sentences, evidence: evidence.counts }
}

/** What is left of a document whose text was taken out of the graph. */
export interface UnloadedDocument {
  readonly slug: string
  /** False when its text was not loaded. */
  readonly changed: boolean
  /** True when the document itself is gone: nothing declared or cited it, it was there for its text alone. */
  readonly removed: boolean
  readonly evidence: EvidenceCounts
}

/**
 * Takes the text of a document out of the graph. Evidence that cites it stays, as NOT_LOADED.
 * @throws DossierError NOT_FOUND when no document has the slug.
 */
export async function unloadDocument({ prisma }: Connected, slug: string): Promise<UnloadedDocument> {
  return await prisma.$transaction(async (tx) => {
    await lockRevision(tx)
    const document = await tx.document.findUnique({ where: { slug } })
    if (!document) throw new DossierError('NOT_FOUND', `There is no document "${slug}"; \`document list\` names all.`)
    const { id } = document
    const emptied = await removeText(tx, id)
    if (document.loadedAt !== null) await tx.document.update({ where: { id }, data: { loadedAt: null } })
    const evidence = await recheckEvidence(tx, [id])
    const isCited = Object.values(evidence.counts).some((count) => count > 0)
    const removed = document.datasetId === null && !isCited
    if (removed) await tx.document.delete({ where: { id } })
    const changed = removed || emptied > 0 || document.loadedAt !== null || evidence.changed > 0
    return { slug, changed, removed, evidence: evidence.counts }
  }, patience)
}

/** The bytes of a file; its size is looked at before it is read. */
export async function readSource(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file)
    refuseSize(size, file)
    return await readFile(file)
  } catch (error) {
    if (error instanceof DossierError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') {
      throw new DossierError(
        'NOT_FOUND',
        `There is no file "${file}"; give the path of a source file.`,
        {},
        { cause: error },
      )
    }
    if (code === 'EISDIR') throw sourceFault('this is a folder; give the path of a source file', undefined, file)
    if (code === 'EACCES') throw sourceFault('the file may not be read by this user', undefined, file)
    throw error
  }
}
