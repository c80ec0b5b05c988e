import { DossierError } from '../errors.ts'
import { entityKinds } from '../model/kind.ts'
import { quoted } from '../model/value.ts'
import type { Change, Removed, Scope } from './change.ts'
import { ownEntityProblem } from './check.ts'
import type { DatasetDraft, SameAsDraft } from './draft.ts'
import { findInGraph, type KnownElsewhere, ownedSlugs } from './known-slugs.ts'
import { type Draft, type DraftProblem, draftProblem } from './problem.ts'
import { checkReferences, declaredBy, type Known, undeclared } from './reference.ts'
import { checkChains, checkOwnEntities } from './same-as.ts'
import { otherNumbers } from './same-document.ts'
import { takenByRest } from './taken-slugs.ts'
import { treeField } from './tree.ts'
import type { Transaction } from './writer.ts'

/**
 * The conflicts between a dataset and the other datasets of the graph. `stream` knows what other batches of a dataset
 * declare of which the drafts are one.
 */
export async function checkGraph(
  tx: Transaction,
  dataset: DatasetDraft,
  { datasetId, isWhole, removed }: Scope,
  stream?: KnownElsewhere,
): Promise<DraftProblem[]> {
  const own = declaredBy(dataset)
  const elsewhere = await findElsewhere(tx, dataset, { isWhole, removed })
  const ofStream = await stream?.find(undeclared(dataset))
  const others = ofStream === undefined ? elsewhere : bothKnown(elsewhere, ofStream)
  return [
    ...(await foreignSlugs(tx, [...dataset.entities, ...(dataset.sameAs ?? [])], datasetId, 'entity')),
    ...(await foreignSlugs(tx, dataset.documents, datasetId, 'document')),
    ...(isWhole ? [] : await takenByRest(tx, dataset, { datasetId, removed })),
    ...(await foreignTexts(tx, dataset.documents)),
    ...checkReferences(dataset, bothKnown(own, others)),
    ...(await checkChains(tx, dataset.sameAs ?? [])),
    ...(ofStream === undefined ? [] : sameAsOwn(dataset.sameAs ?? [], ofStream)),
    ...(isWhole ? [] : await checkOwnEntities(tx, dataset.sameAs ?? [], datasetId)),
  ]
}

/** Drafts that name an entity of their own dataset. */
function sameAsOwn(drafts: readonly SameAsDraft[], { entities }: Known): DraftProblem[] {
  return drafts.filter(({ sameAs }) => entities.has(sameAs)).map(ownEntityProblem)
}

/** What the drafts use and do not declare: other datasets may or, of a part, the rest of the dataset. */
async function findElsewhere(
  tx: Transaction,
  dataset: DatasetDraft,
  { isWhole, removed }: Pick<Scope, 'isWhole' | 'removed'>,
): Promise<Known> {
  return isWhole
    ? await findInGraph(tx, dataset.slug).find(undeclared(dataset))
    : without(removed, await findForPart(tx, dataset))
}

/** Both together; the second wins. */
export function bothKnown(own: Known, others: Known): Known {
  return {
    entities: new Map([...own.entities, ...others.entities]),
    documents: new Map([...own.documents, ...others.documents]),
    facts: new Map([...own.facts, ...others.facts]),
  }
}

/** What a part of a dataset uses and does not declare: others may, or the rest of the dataset. */
async function findForPart(tx: Transaction, dataset: DatasetDraft): Promise<Known> {
  const wanted = undeclared(dataset)
  const path = (key: string) => (key.includes('/') ? key : `${dataset.slug}/${key}`)
  const found = await findInGraph(tx).find({ ...wanted, facts: wanted.facts.map(path) })
  const facts = wanted.facts.flatMap((key) => {
    const kind = found.facts.get(path(key))
    return kind === undefined ? [] : [[key, kind] as const]
  })
  return { ...found, facts: new Map(facts) }
}

/** What is removed is not known any more. */
function without(removed: Removed, known: Known): Known {
  const gone = new Set([...removed.entities, ...removed.sameAs])
  return {
    entities: new Map([...known.entities].filter(([slug]) => !gone.has(slug))),
    documents: new Map([...known.documents].filter(([slug]) => !removed.documents.has(slug))),
    facts: new Map([...known.facts].filter(([key]) => !removed.facts.has(key))),
  }
}

interface Owned {
  readonly slug: string
  /** The slug that its thing has now. */
  readonly current: string
  /** Null: a document that no dataset declares. A dataset may declare it by its slug, but not reuse a former one. */
  readonly owner: string | null
}

/** Slugs and former slugs that other datasets have. */
async function foreignSlugs(
  tx: Transaction,
  drafts: readonly (Draft & { readonly slug: string; readonly formerSlugs: readonly string[] })[],
  datasetId: number,
  table: keyof typeof ownedSlugs,
): Promise<DraftProblem[]> {
  const slugs = drafts.flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs])
  const rows = await tx.$queryRawUnsafe<Owned[]>(
    `select named.slug, named.current, dataset.slug as owner
      from ${ownedSlugs[table]} as named left join dataset on dataset.id = dataset_id
      where named.slug = any($1::text[]) and dataset_id is distinct from $2`,
    slugs,
    datasetId,
  )
  const owners = new Map(rows.map((row) => [row.slug, row]))
  return drafts.flatMap((draft) =>
    [draft.slug, ...draft.formerSlugs].flatMap((slug, index) => {
      const found = owners.get(slug)
      if (found === undefined || (found.owner === null && [slug, draft.slug].includes(found.current))) return []
      const path = index === 0 ? ['slug'] : ['formerSlugs', index - 1]
      return [draftProblem(draft, path, slug, ownershipText(found))]
    }),
  )
}

function ownershipText({ slug, current, owner }: Owned): string {
  if (owner === null) return `${quoted(slug)} is a former slug of the document ${quoted(current)}; choose another slug`
  return slug !== current
    ? `${quoted(slug)} is the former slug of something in the dataset ${quoted(owner)}; choose another slug`
    : `${quoted(slug)} belongs to the dataset ${quoted(owner)} already; refer to it without declaring it, or choose another slug`
}

/** Documents whose slug a text with another number has. */
async function foreignTexts(tx: Transaction, documents: DatasetDraft['documents']): Promise<DraftProblem[]> {
  return (await otherNumbers(tx, documents)).map(({ draft, number }) => {
    const message = `the text of ${quoted(draft.slug)} that is loaded has the number ${quoted(number)}; correct the number, choose another slug, or take the text out with \`document unload ${draft.slug}\``
    return draftProblem(draft, ['externalId'], draft.externalId, message)
  })
}

/**
 * Refuses cycles of places and topics that span datasets. Each dataset in itself has none.
 *
 * @throws DossierError CONFLICT that names one of them.
 */
export async function refuseCircles({ tx, changes }: Change): Promise<void> {
  for (const kind of entityKinds()) {
    const tree = treeField(kind)
    if (tree === undefined || !changes[kind.table]) continue
    const [found] = await tx.$queryRawUnsafe<{ slug: string }[]>(
      `with recursive way (start, at) as (
        select id, "${tree.column}" from "${kind.table}" where "${tree.column}" is not null
        union select start, "${tree.column}" from way join "${kind.table}" on id = at where "${tree.column}" is not null)
      select slug from way join entity on id = start where start = at order by slug limit 1`,
    )
    if (found === undefined) continue
    throw new DossierError(
      'CONFLICT',
      `Together with what other datasets say, "${found.slug}" would lie in itself; give one on the way up another ${tree.field}.`,
      { slug: found.slug },
    )
  }
}
