import { lockRevision, readRevision } from '../database/revision.ts'
import { refreshStatistics } from '../database/statistics.ts'
import { DossierError } from '../errors.ts'
import { recheckEvidence } from '../evidence/recheck.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import type { Dataset } from './format.ts'
import { removeDocuments, writeDocuments } from './load-document.ts'
import { removeEntities, writeEntities } from './load-entity.ts'
import { writeEvidence } from './load-evidence.ts'
import { writeFacts } from './load-fact.ts'
import { checkGraph, refuseCircles } from './ownership.ts'
import { problemError } from './problem.ts'
import { databaseRefusal } from './refusal.ts'
import { type Changes, type Transaction, Writer } from './write.ts'

/** What loading a dataset did. */
export interface LoadedDataset {
  readonly dataset: string
  /** Rows that were written, by table. Empty when the graph held exactly this already. */
  readonly changed: Changes
  /** Entities and facts whose rows were left alone. */
  readonly unchanged: number
  /** The revision of the graph that holds it. */
  readonly revision: string
}

interface Connected {
  readonly prisma: PrismaClient
}

interface LoadOptions {
  /** Hears what is being done now. */
  readonly onStep?: (step: string) => void
}

/** In milliseconds. A large dataset takes minutes; who writes before us is waited for. */
const patience = { maxWait: 30_000, timeout: 3_600_000 }

/**
 * Makes the graph say what a dataset says, in one transaction: loading the same again writes no row, an edited fact
 * writes that fact, and what the files say no more goes. Entities and facts keep their ids as long as they keep their
 * slugs and keys. `recordedAt` of a fact is when it was first loaded, or last loaded with another content.
 *
 * @throws DossierError CONFLICT when other datasets stand in the way; BAD_USER_INPUT when the dataset is not right.
 */
export async function loadDataset(
  { prisma }: Connected,
  dataset: Dataset,
  { onStep = () => undefined }: LoadOptions = {},
): Promise<LoadedDataset> {
  try {
    return await prisma.$transaction((tx) => replaceDataset(tx, dataset, onStep), patience)
  } catch (error) {
    throw databaseRefusal(error) ?? error
  }
}

/** What removing a dataset did. */
export type RemovedDataset = Omit<LoadedDataset, 'unchanged'>

/**
 * Takes a dataset out of the graph, with its entities, facts and documents; a document whose text is loaded, or that
 * another dataset cites, stays.
 *
 * @throws DossierError NOT_FOUND when there is none with this slug; CONFLICT when other datasets refer to it.
 */
export async function removeDataset({ prisma }: Connected, slug: string): Promise<RemovedDataset> {
  return await prisma.$transaction(async (tx) => {
    await lockRevision(tx)
    const stored = await tx.dataset.findUnique({ where: { slug } })
    if (!stored) {
      const known = await tx.dataset.findMany({ select: { slug: true }, orderBy: { slug: 'asc' } })
      const names = known.length === 0 ? 'there is none' : `there are ${known.map((one) => one.slug).join(', ')}`
      throw new DossierError('NOT_FOUND', `There is no dataset "${slug}"; ${names}.`)
    }
    const { title, language, licence } = stored
    const at = () => ({ file: slug, line: 1, column: 1 })
    const nothing = { slug, title, language, licence: licence ?? undefined, documents: [], at }
    const empty = { ...nothing, entities: [], facts: [], uncovered: [] }
    const { changed } = await replaceDataset(tx, empty, () => undefined)
    await tx.dataset.delete({ where: { slug } })
    const writer = new Writer(tx)
    writer.count('dataset', { deleted: 1 })
    return { dataset: slug, changed: { ...changed, ...writer.changes }, revision: await readRevision(tx) }
  }, patience)
}

async function replaceDataset(
  tx: Transaction,
  dataset: Dataset,
  onStep: (step: string) => void,
): Promise<LoadedDataset> {
  await lockRevision(tx)
  // The time limit of a server's questions is not meant for this.
  await tx.$executeRaw`set local statement_timeout = 0`
  const writer = new Writer(tx)
  const datasetId = await writeHeader(writer, dataset)
  const problems = await checkGraph(tx, dataset, datasetId)
  if (problems.length > 0) {
    throw problemError(`The dataset "${dataset.slug}" does not fit the graph:`, problems, 'CONFLICT')
  }
  onStep('documents')
  await writeDocuments(writer, dataset, datasetId)
  onStep('entities')
  const entities = await writeEntities(writer, dataset, datasetId)
  await refuseCircles(writer)
  onStep('facts')
  const facts = await writeFacts(writer, dataset, entities.ids, datasetId)
  onStep('evidence')
  const cited = await writeEvidence(writer, facts)
  await writer.remove('fact', facts.removed)
  await removeEntities(writer, entities)
  await removeDocuments(writer, dataset, datasetId)
  if (writer.hasChanged) {
    onStep('checks')
    await recheckEvidence(tx, cited)
    await finish(writer, datasetId)
  }
  return {
    dataset: dataset.slug,
    changed: writer.changes,
    unchanged: entities.unchanged + facts.unchanged,
    revision: await readRevision(tx),
  }
}

/** Writes the row of the dataset itself and returns its id. */
async function writeHeader(writer: Writer, { slug, title, language, ...header }: Dataset): Promise<number> {
  const { tx } = writer
  const licence = header.licence ?? null
  const stored = await tx.dataset.findUnique({ where: { slug } })
  if (stored === null) {
    writer.count('dataset', { inserted: 1 })
    return (await tx.dataset.create({ data: { slug, title, language, licence } })).id
  }
  const { id } = stored
  if (stored.title === title && stored.language === language && stored.licence === licence) return id
  await tx.dataset.update({ where: { id }, data: { title, language, licence } })
  writer.count('dataset', { updated: 1 })
  if (stored.language !== language) {
    // Full text is stemmed by the language; writing the columns that it is made of makes it anew.
    await tx.$executeRaw`update entity set name = name where dataset_id = ${id}`
    await tx.$executeRaw`update fact set statement = statement where dataset_id = ${id}`
  }
  return id
}

async function finish({ tx, changes }: Writer, datasetId: number): Promise<void> {
  // What the database checks when a transaction commits, while its words can still be understood.
  await tx.$executeRaw`set constraints all immediate`
  await tx.$executeRaw`update dataset set loaded_at = now() where id = ${datasetId}`
  await refreshStatistics(tx, Object.keys(changes))
}
