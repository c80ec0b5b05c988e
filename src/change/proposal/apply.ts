import type { Change } from '../change.ts'
import { changeDataset, removeDataset } from '../dataset.ts'
import type { DatasetDraft } from '../draft.ts'
import type { ItemChange, ItemContent } from '../item.ts'
import { type HeaderDraft, readItem } from '../item-draft.ts'
import { emptyPart, type Part, withDependents } from '../part.ts'
import type { Draft } from '../problem.ts'
import type { Transaction } from '../writer.ts'
import { changeProblem, ProposalRefusal } from './problem.ts'
import { renameBack } from './rename.ts'

/** A change with its place in the proposal. */
export interface OrderedChange extends ItemChange {
  readonly ordinal: number
}

interface ApplyOptions {
  /** Evidence has to be in the texts that are loaded. What the graph said before may be restored without. */
  readonly demandsEvidence: boolean
  /** Gets the change of each draft, by which errors are explained. */
  readonly ordinals: Map<Draft, number>
}

/**
 * Writes proposed changes to the graph, dataset by dataset in the order of the changes.
 *
 * @throws DossierError that `problemsOfError` explains.
 */
export async function applyChanges(
  change: Change,
  changes: readonly OrderedChange[],
  { demandsEvidence, ordinals }: ApplyOptions,
): Promise<void> {
  if (demandsEvidence) change.whenChecked(() => refuseOrphans(change, changes))
  for (const [dataset, group] of Map.groupBy(changes, (one) => one.dataset)) {
    await applyToDataset(change, dataset, group, ordinals)
  }
}

async function applyToDataset(
  change: Change,
  slug: string,
  changes: readonly OrderedChange[],
  ordinals: Map<Draft, number>,
): Promise<void> {
  const { tx } = change
  const stored = await tx.dataset.findUnique({ where: { slug } })
  const own = changes.find(({ type }) => type === 'dataset')
  const header = headerOf(slug, stored, own)
  const aside = await renameBack(change, changes)
  const drafted = readPart(changes, ordinals, aside)
  const part = stored === null ? drafted : await withDependents(tx, stored.id, drafted)
  const { removed, ...drafts } = part
  await changeDataset(change, { ...header, ...drafts }, removed)
  // There are no files of a dataset that a proposal makes.
  if (stored === null) await tx.dataset.update({ where: { slug }, data: { managedBy: 'GRAPH' } })
  if (own?.operation === 'DELETE') await removeEmptyDataset(change, slug, own.ordinal)
}

function headerOf(
  slug: string,
  stored: (Omit<HeaderDraft, 'licence'> & { licence: string | null }) | null,
  own: OrderedChange | undefined,
): HeaderDraft {
  if (own?.after) return readDraft('dataset', own, own.after)
  if (stored !== null)
    return { slug, title: stored.title, language: stored.language, licence: stored.licence ?? undefined }
  const message = `There is no dataset "${slug}". Create it first.`
  throw new ProposalRefusal([{ ordinal: own?.ordinal ?? null, ...changeProblem('NOT_FOUND', message, ['dataset']) }])
}

/** The drafts of changes, and what they remove. An item that becomes another type of thing is removed as the former. */
function readPart(
  changes: readonly OrderedChange[],
  ordinals: Map<Draft, number>,
  aside: ReadonlyMap<string, string>,
): Part {
  const part = {
    document: [] as DatasetDraft['documents'][number][],
    entity: [] as DatasetDraft['entities'][number][],
    sameAs: [] as Part['sameAs'][number][],
    fact: [] as DatasetDraft['facts'][number][],
  }
  const removed = {
    document: new Set<string>(),
    entity: new Set<string>(),
    sameAs: new Set<string>(),
    fact: new Set<string>(),
  }
  for (const change of changes) {
    const { type, key, after } = change
    if (type === 'dataset') continue
    if (after === undefined) {
      removed[type].add(type === 'entity' ? (aside.get(key) ?? key) : key)
      continue
    }
    const draft = readDraft(type, change, after)
    ordinals.set(draft, change.ordinal)
    ;(part[type] as Draft[]).push(draft)
  }
  return {
    ...emptyPart,
    documents: part.document,
    entities: part.entity,
    sameAs: part.sameAs,
    facts: part.fact,
    removed: { documents: removed.document, entities: removed.entity, sameAs: removed.sameAs, facts: removed.fact },
  }
}

function readDraft<T extends OrderedChange['type']>(type: T, { ordinal }: OrderedChange, content: ItemContent) {
  const { draft, problems } = readItem(type, content)
  if (draft !== undefined) return draft
  throw new ProposalRefusal(
    (problems ?? []).map(({ path, message }) => ({ ordinal, ...changeProblem('BAD_USER_INPUT', message, path) })),
  )
}

async function removeEmptyDataset(change: Change, slug: string, ordinal: number): Promise<void> {
  const [left] = await change.tx.$queryRaw<{ key: string }[]>`
    select entity.slug as key from entity join dataset on dataset.id = dataset_id where dataset.slug = ${slug}
    union all select fact.key from fact join dataset on dataset.id = dataset_id where dataset.slug = ${slug} limit 1`
  if (left !== undefined) {
    const message = `The dataset "${slug}" still has "${left.key}". Delete its items with it.`
    throw new ProposalRefusal([{ ordinal, ...changeProblem('CONFLICT', message) }])
  }
  await removeDataset(change, slug)
}

/** Refuses facts whose anchors the loaded texts lack. */
async function refuseOrphans({ tx }: Change, changes: readonly OrderedChange[]): Promise<void> {
  const orphans = await readOrphans(tx, changes)
  if (orphans.length === 0) return
  const ordinals = new Map(changes.map(({ dataset, key, ordinal }) => [`${dataset}/${key}`, ordinal]))
  throw new ProposalRefusal(
    orphans.map(({ path, index, document, paragraph, anchor }) => {
      const message = `the text of "${document}" that is loaded has no "${anchor}" in paragraph ${paragraph}; copy up to eight words of the sentence as they stand there`
      return {
        ordinal: ordinals.get(path) ?? null,
        ...changeProblem('ANCHOR_NOT_FOUND', message, ['evidence', index, 'anchor']),
      }
    }),
  )
}

interface Orphan {
  /** DATASET/KEY. */
  readonly path: string
  readonly index: number
  readonly document: string
  readonly paragraph: number
  readonly anchor: string
}

async function readOrphans(tx: Transaction, changes: readonly OrderedChange[]): Promise<Orphan[]> {
  const facts = changes.filter(({ type, after }) => type === 'fact' && after !== undefined)
  return await tx.$queryRaw<Orphan[]>`
    select dataset.slug || '/' || fact.key as path, evidence.ordinal - 1 as index, document.slug as document,
      paragraph.number as paragraph, anchor
    from unnest(${facts.map(({ dataset }) => dataset)}::text[], ${facts.map(({ key }) => key)}::text[]) as wanted (dataset, key)
      join dataset on dataset.slug = wanted.dataset join fact on fact.dataset_id = dataset.id and fact.key = wanted.key
      join evidence on evidence.fact_id = fact.id and evidence.status = 'ORPHANED'
      join paragraph on paragraph.id = evidence.paragraph_id join document on document.id = paragraph.document_id
    order by path, index`
}
