import { refreshStatistics } from '../../database/statistics.ts'
import type { Prisma } from '../../generated/prisma/client.ts'
import { factKind } from '../../model/kind.ts'
import { type Change, nothingRemoved, type Scope } from '../change.ts'
import { checkDrafts } from '../check.ts'
import { checkGraph, refuseCircles } from '../conflicts.ts'
import { writeHeader } from '../dataset.ts'
import { removeDocuments, removeParagraphs, writeDocuments } from '../document.ts'
import type { DatasetDraft, FactDraft } from '../draft.ts'
import { type WrittenEntities, writeEntities } from '../entity.ts'
import { findEntities } from '../entity-ids.ts'
import { writeEvidence } from '../evidence.ts'
import { type StoredFact, writeFacts } from '../fact.ts'
import { meaningOf } from '../meaning.ts'
import { rewriteReferencesToMerged } from '../merged.ts'
import { writeStatedDates } from '../own-dates.ts'
import { emptyPart, withDependents } from '../part.ts'
import { DraftError, type DraftProblem } from '../problem.ts'
import { declaredBy } from '../reference.ts'
import { writeBorrowedSummaries, writeSameAs } from '../same-as.ts'
import type { DatasetStream, ItemDraft } from '../stream.ts'
import { reportCopied, reportUnconfirmed } from '../unconfirmed.ts'
import { batchesOf, type DraftOfType, draftsOf, wantedItems } from './batches.ts'
import { areDrafted, Declared } from './declared.ts'
import { removeLeftovers, removeOldItems } from './leftover.ts'
import { linkTrees, postponeTrees } from './trees.ts'

/** How many problems are told. */
const mostProblems = 1000

interface StreamOptions {
  /** The stream is the whole dataset: what it lacks is removed. */
  readonly isWhole: boolean
  /** How many items are in memory at a time. */
  readonly batchSize: number
  /** What goes of a dataset of which the stream is a part: a select of types and keys of items. */
  readonly removed?: Prisma.Sql
  /** Slugs of documents that go. */
  readonly removedDocuments?: ReadonlySet<string>
}

/** A stream that is being written. */
export interface Run extends StreamOptions {
  readonly change: Change
  readonly stream: DatasetStream
  /** The dataset without its items. */
  readonly head: DatasetDraft
  readonly datasetId: number
  readonly declared: Declared
  /** What is wrong with the items that have been read. When there is anything, nothing more is written. */
  readonly problems: DraftProblem[]
  /** Things that are of another kind now: their rows of the former kinds go when everything is written. */
  readonly converted: { readonly entities: WrittenEntities['converted'][number][]; readonly facts: StoredFact[] }
}

/**
 * Writes a dataset that is too large to hold: first what the items declare, then the items that are entities of others,
 * entities, facts, and facts that refer to facts, each in batches. Each batch is a part of the dataset. What it refers to
 * was written before it; only trees of entities are linked when all are there.
 */
export async function writeStream(change: Change, stream: DatasetStream, options: StreamOptions): Promise<number> {
  const { items: _, ...header } = stream
  const head: DatasetDraft = { ...header, entities: [], sameAs: [], facts: [] }
  refuse('BAD_USER_INPUT', stream, checkDrafts(head))
  change.step('reading')
  const declared = await declare(change, stream, head, options)
  const datasetId = await writeHeader(change, head)
  const converted = { entities: [], facts: [] }
  const run: Run = { ...options, change, stream, head, datasetId, declared, problems: [], converted }
  run.problems.push(...(await checkGraph(change.tx, head, await scopeOf(run, head))))
  const unchanged = await writeItems(run)
  refuse('CONFLICT', stream, run.problems)
  await removeLeftovers(run)
  await removeDocuments(change, head.documents, await scopeOf(run, head))
  const facts = { slug: stream.slug, areDrafted, find: (keys: ReadonlySet<string>) => draftsOf(stream, keys) }
  change.whenChecked(async () => {
    await reportUnconfirmed(change, datasetId, facts)
    await reportCopied(change, datasetId, facts)
    await declared.end()
  })
  if (change.hasChanged) await change.tx.$executeRaw`update dataset set loaded_at = now() where id = ${datasetId}`
  return unchanged
}

/** Reads all items once, and gathers what they declare. */
async function declare(
  change: Change,
  stream: DatasetStream,
  head: DatasetDraft,
  { batchSize, removed }: StreamOptions,
): Promise<Declared> {
  const declared = await Declared.begin(change.tx, declaredBy(head).documents)
  const problems: DraftProblem[] = []
  for await (const batch of batchesOf(stream.items(), batchSize)) {
    problems.push(...checkDrafts({ documents: [], ...batch }), ...(await declared.add(batch)))
    if (problems.length >= mostProblems) break
  }
  refuse('BAD_USER_INPUT', stream, problems)
  if (removed !== undefined) await declared.remove(removed)
  await declared.complete()
  return declared
}

/** Returns how many items did not change. */
async function writeItems(run: Run): Promise<number> {
  const { change, head, declared } = run
  change.step('documents')
  if (run.problems.length === 0) await writeDocuments(change, head.documents, await scopeOf(run, head))
  change.step('entities')
  for await (const former of declared.formerSlugs(run.batchSize)) {
    const drafts = former.map(({ slug, former: one }) => ({ slug, formerSlugs: [one] }))
    await rewriteReferencesToMerged(change, drafts, run.datasetId)
  }
  await removeOldItems(run)
  const items = (await declared.hasSameAs()) ? await pass(run, 'sameAs', writeItemBatch) : 0
  const entities = await pass(run, 'entity', writeEntityBatch)
  await linkTrees(change)
  await refuseCircles(change)
  change.step('facts')
  const facts = await pass(run, 'fact', writeFactBatch, (draft) => !mayReferToFacts(draft))
  const hasReferences = (await declared.factKinds()).some((kind) => mayReferToFacts({ kind }))
  return items + entities + facts + (hasReferences ? await pass(run, 'fact', writeFactBatch, mayReferToFacts) : 0)
}

function mayReferToFacts({ kind }: Pick<FactDraft, 'kind'>): boolean {
  return Object.values(factKind(kind).fields).some(({ holds }) => holds === 'fact')
}

/** Checks all items of a type and, as long as nothing is wrong, writes them; returns how many did not change. */
async function pass<T extends ItemDraft['type']>(
  run: Run,
  type: T,
  write: (run: Run, batch: DatasetDraft, scope: Scope) => Promise<number>,
  isWanted: (draft: DraftOfType[T]) => boolean = () => true,
): Promise<number> {
  const { change, head, problems, declared } = run
  let unchanged = 0
  let analyzed = 0
  for await (const batch of batchesOf(wantedItems(run.stream, type, isWanted), run.batchSize)) {
    const dataset = { ...head, ...batch }
    const scope = await scopeOf(run, dataset)
    problems.push(...(await checkGraph(change.tx, { ...dataset, documents: [] }, scope, declared)))
    if (problems.length >= mostProblems) break
    if (problems.length > 0) continue
    unchanged += await write(run, dataset, { ...scope, isWhole: false })
    // Plans that were made for empty tables take for ever when these are full.
    if (change.rows < 4 * analyzed) continue
    analyzed = change.rows
    await refreshStatistics(change.tx, change.rowsByTable)
  }
  return unchanged
}

async function scopeOf(run: Run, dataset: DatasetDraft): Promise<Scope> {
  const { change, datasetId, isWhole, removedDocuments } = run
  const removed = { ...nothingRemoved, ...(removedDocuments && { documents: removedDocuments }) }
  return { datasetId, isWhole, removed, meaning: await meaningOf(change.tx, dataset) }
}

async function writeItemBatch({ change }: Run, batch: DatasetDraft, scope: Scope): Promise<number> {
  const { entities, unchanged } = await writeSameAs(change, batch, scope)
  await writeBorrowedSummaries(change, entities)
  return unchanged
}

async function writeEntityBatch(run: Run, batch: DatasetDraft, scope: Scope): Promise<number> {
  const { change, declared, converted } = run
  // An item that is an entity of its own now.
  const items = await writeSameAs(change, batch, scope)
  const slugs = batch.entities.flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs])
  const stated = await declared.statedNames(slugs, run.isWhole ? undefined : run.datasetId)
  const result = await writeEntities(change, batch, scope, items, { stated, leavesTrees: true })
  converted.entities.push(...result.converted)
  await postponeTrees(change, result.written)
  const written = result.written.map(({ id }) => id)
  await writeStatedDates(change, written)
  await writeBorrowedSummaries(change, [...new Set([...items.entities, ...written])])
  return result.unchanged
}

async function writeFactBatch(run: Run, batch: DatasetDraft, scope: Scope): Promise<number> {
  const { change } = run
  if (!run.isWhole) await writeNamed(run, batch)
  const entities = await findEntities(change, batch.facts, (slugs) => run.declared.currentSlugs(slugs))
  const facts = await writeFacts(change, batch.facts, entities, scope)
  run.converted.facts.push(...facts.converted)
  await removeParagraphs(change, await writeEvidence(change, facts))
  await writeStatedDates(change, facts.dated)
  return facts.unchanged
}

/** Of a part of a dataset, the entities that the stream lacks and to which its facts give names: see `withDependents`. */
async function writeNamed(run: Run, { facts }: DatasetDraft): Promise<void> {
  const { change, declared, datasetId } = run
  const slugs = await declared.undraftedSubjects(facts, datasetId)
  if (slugs.length === 0) return
  const { entities } = await withDependents(change.tx, datasetId, { ...emptyPart, facts })
  const named = { ...run.head, entities: entities.filter(({ slug }) => slugs.includes(slug)) }
  if (named.entities.length > 0) await writeEntityBatch(run, named, { ...(await scopeOf(run, named)), isWhole: false })
  await linkTrees(change)
}

function refuse(code: 'BAD_USER_INPUT' | 'CONFLICT', { slug }: DatasetStream, problems: readonly DraftProblem[]): void {
  if (problems.length === 0) return
  const which = problems.length < mostProblems ? '' : `; these are the first ${mostProblems} problems`
  const what = code === 'CONFLICT' ? 'does not fit the graph' : 'is not right'
  throw new DraftError(code, `The dataset "${slug}" ${what}${which}:`, problems.slice(0, mostProblems))
}
