import { DossierError } from '../errors.ts'
import type { Change } from './change.ts'
import { checkDrafts } from './check.ts'
import { checkGraph, refuseCircles } from './conflicts.ts'
import { removeDocuments, writeDocuments } from './document.ts'
import type { DatasetDraft } from './draft.ts'
import { removeEntities, writeEntities } from './entity.ts'
import { writeEvidence } from './evidence.ts'
import { writeFacts } from './fact.ts'
import { rewriteReferencesToMerged } from './merged.ts'
import { writeStatedDates } from './own-dates.ts'
import { DraftError } from './problem.ts'
import { writeBorrowedSummaries, writeSameAs } from './same-as.ts'
import { reportUnconfirmed } from './unconfirmed.ts'

/**
 * Replaces a dataset in the graph by its drafts. Writing the same again writes no row, an edited fact writes only that
 * fact, and what the drafts no longer contain is removed. Entities keep their rows while they keep their slugs or list
 * them as former ones; facts, while they keep their keys. Returns how many entities and facts did not change.
 *
 * @throws DraftError BAD_USER_INPUT when the drafts are not right, or a loaded text lacks a quotation or a citation of
 *   them; CONFLICT when they do not fit the graph;
 *   DossierError CONFLICT when other datasets refer to something that would be removed.
 */
export async function replaceDataset(change: Change, dataset: DatasetDraft): Promise<number> {
  return await writeDataset(change, dataset, true)
}

/**
 * Like `replaceDataset`, but entities and facts that the drafts do not contain stay.
 */
export async function addToDataset(change: Change, dataset: DatasetDraft): Promise<number> {
  return await writeDataset(change, dataset, false)
}

/** `isWhole`: the drafts are the whole dataset. */
async function writeDataset(change: Change, dataset: DatasetDraft, isWhole: boolean): Promise<number> {
  refuse('BAD_USER_INPUT', `The dataset "${dataset.slug}" is not right:`, checkDrafts(dataset))
  const datasetId = await writeHeader(change, dataset)
  const conflicts = await checkGraph(change.tx, dataset, { datasetId, isWhole })
  refuse('CONFLICT', `The dataset "${dataset.slug}" does not fit the graph:`, conflicts)
  change.step('documents')
  await writeDocuments(change, dataset.documents, { datasetId, isWhole })
  change.step('entities')
  await rewriteReferencesToMerged(change, dataset.entities, datasetId)
  const items = await writeSameAs(change, dataset, { datasetId, isWhole })
  const entities = await writeEntities(change, dataset, { datasetId, isWhole }, items)
  await refuseCircles(change)
  change.step('facts')
  const facts = await writeFacts(change, dataset.facts, entities, { datasetId, isWhole })
  change.step('evidence')
  await writeEvidence(change, facts)
  await change.remove('fact', facts.removed)
  await removeEntities(change, entities)
  await writeStatedDates(change, entities, facts.dated)
  await writeBorrowedSummaries(change, [...new Set([...items.entities, ...entities.changed])])
  if (isWhole) await removeDocuments(change, dataset.documents, datasetId)
  change.whenChecked(() => reportUnconfirmed(change, datasetId, dataset))
  if (change.hasChanged) await change.tx.$executeRaw`update dataset set loaded_at = now() where id = ${datasetId}`
  return items.unchanged + entities.unchanged + facts.unchanged
}

function refuse(code: 'BAD_USER_INPUT' | 'CONFLICT', title: string, problems: DraftError['problems']): void {
  if (problems.length > 0) throw new DraftError(code, title, problems)
}

/**
 * Takes a dataset out of the graph, with its entities, facts and documents; a document whose text is loaded, or that
 * another dataset cites, stays.
 *
 * @throws DossierError NOT_FOUND when there is none with this slug; CONFLICT when other datasets refer to it.
 */
export async function removeDataset(change: Change, slug: string): Promise<void> {
  const { tx } = change
  const stored = await tx.dataset.findUnique({ where: { slug } })
  if (!stored) {
    const known = await tx.dataset.findMany({ select: { slug: true }, orderBy: { slug: 'asc' } })
    const names = known.length === 0 ? 'there is none' : `there are ${known.map((one) => one.slug).join(', ')}`
    throw new DossierError('NOT_FOUND', `There is no dataset "${slug}"; ${names}.`)
  }
  const { id, title, language, licence } = stored
  await change.log.willChange('dataset', [id])
  const nothing = { documents: [], entities: [], facts: [] }
  await replaceDataset(change, { slug, title, language, licence: licence ?? undefined, ...nothing })
  await change.remove('dataset', [id])
}

/** Writes the row of the dataset itself and returns its id. */
async function writeHeader(change: Change, { slug, title, language, ...header }: DatasetDraft): Promise<number> {
  const { tx } = change
  const licence = header.licence ?? null
  const stored = await tx.dataset.findUnique({ where: { slug } })
  if (stored === null) {
    const { id } = await tx.dataset.create({ data: { slug, title, language, licence } })
    change.count('dataset', { inserted: 1 })
    await change.log.didCreate('dataset', [id])
    return id
  }
  const { id } = stored
  if (stored.title === title && stored.language === language && stored.licence === licence) return id
  await change.log.willChange('dataset', [id])
  await tx.dataset.update({ where: { id }, data: { title, language, licence } })
  change.count('dataset', { updated: 1 })
  if (stored.language !== language) {
    // Stemming depends on the language. Updating the columns rebuilds the text search vectors.
    await tx.$executeRaw`update entity set name = name where dataset_id = ${id}`
    await tx.$executeRaw`update fact set statement = statement where dataset_id = ${id}`
  }
  return id
}
