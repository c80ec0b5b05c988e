import { DossierError } from '../errors.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { type Change, nothingRemoved, type Scope } from './change.ts'
import { checkDrafts } from './check.ts'
import { checkGraph, refuseCircles } from './conflicts.ts'
import { removeDocuments, removeParagraphs, writeDocuments } from './document.ts'
import type { DatasetDraft } from './draft.ts'
import { leaveTrees, removeEntities, type WrittenEntities, writeEntities } from './entity.ts'
import { writeEvidence } from './evidence.ts'
import { removeFacts, writeFacts } from './fact.ts'
import { meaningOf } from './meaning.ts'
import { rewriteReferencesToMerged } from './merged.ts'
import { writeStatedDates } from './own-dates.ts'
import { DraftError } from './problem.ts'
import { writeBorrowedSummaries, writeSameAs } from './same-as.ts'
import { type DraftedFacts, reportCopied, reportUnconfirmed } from './unconfirmed.ts'
import { refuseUsedEntities } from './uses.ts'

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
  return await writeDataset(change, dataset, { isWhole: true, removed: nothingRemoved })
}

/**
 * Like `replaceDataset`, but the drafts are only a part of the dataset: what they do not contain stays, except what is to
 * be `removed`.
 *
 * @throws As `replaceDataset` does; DossierError CONFLICT also when the rest of the dataset refers to what is removed.
 */
export async function changeDataset(change: Change, dataset: DatasetDraft, removed = nothingRemoved): Promise<number> {
  return await writeDataset(change, dataset, { isWhole: false, removed })
}

async function writeDataset(
  change: Change,
  dataset: DatasetDraft,
  extent: Pick<Scope, 'isWhole' | 'removed'>,
): Promise<number> {
  refuse('BAD_USER_INPUT', `The dataset "${dataset.slug}" is not right:`, checkDrafts(dataset))
  const datasetId = await writeHeader(change, dataset)
  const scope: Scope = { ...extent, datasetId, meaning: await meaningOf(change.tx, dataset) }
  const conflicts = await checkGraph(change.tx, dataset, scope)
  refuse('CONFLICT', `The dataset "${dataset.slug}" does not fit the graph:`, conflicts)
  change.step('documents')
  await writeDocuments(change, dataset.documents, scope)
  change.step('entities')
  await rewriteReferencesToMerged(change, dataset.entities, datasetId)
  const items = await writeSameAs(change, dataset, scope)
  const entities = await writeEntities(change, dataset, scope, items)
  await refuseCircles(change)
  change.step('facts')
  const facts = await writeFacts(change, dataset.facts, entities, scope)
  change.step('evidence')
  const cited = await writeEvidence(change, facts)
  await removeFacts(change, facts)
  await removeParagraphs(change, cited)
  // The rest of the dataset may still refer to what goes; of a whole dataset there is no rest.
  await leaveTrees(change, entities.removed)
  if (!scope.isWhole) await refuseUsedEntities(change.tx, goneFrom(entities))
  await removeEntities(change, entities)
  const written = entities.written.map(({ id }) => id)
  await writeStatedDates(change, [...new Set([...written, ...facts.dated])])
  await writeBorrowedSummaries(change, [...new Set([...items.entities, ...written])])
  await removeDocuments(change, dataset.documents, scope)
  change.whenChecked(async () => {
    await reportUnconfirmed(change, datasetId, draftedFacts(dataset))
    await reportCopied(change, datasetId, draftedFacts(dataset))
  })
  if (change.hasChanged) await change.tx.$executeRaw`update dataset set loaded_at = now() where id = ${datasetId}`
  return items.unchanged + entities.unchanged + facts.unchanged
}

function draftedFacts({ slug, facts }: DatasetDraft): DraftedFacts {
  const drafts = new Map(facts.map((draft) => [draft.key, draft]))
  return { slug, areDrafted: Prisma.sql`key = any(${[...drafts.keys()]}::text[])`, find: async () => drafts }
}

/** The entities that go, or become another kind of thing. */
function goneFrom({ removed, converted }: WrittenEntities): number[] {
  return [...removed, ...converted].map(({ id }) => id)
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
export async function writeHeader(change: Change, { slug, title, language, ...header }: DatasetDraft): Promise<number> {
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
