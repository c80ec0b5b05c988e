import { quoted } from '../model/value.ts'
import type { Scope } from './change.ts'
import type { DatasetDraft, DocumentDraft, EntityDraft, SameAsDraft } from './draft.ts'
import { ownedSlugs } from './known-slugs.ts'
import { type DraftProblem, draftProblem } from './problem.ts'
import type { Transaction } from './writer.ts'

type PartScope = Pick<Scope, 'datasetId' | 'removed'>

/** Slugs of a part of a dataset that the rest of it has, and keeps. */
export async function takenByRest(
  tx: Transaction,
  { documents, entities, sameAs = [] }: DatasetDraft,
  scope: PartScope,
): Promise<DraftProblem[]> {
  return [
    ...(await takenSlugs(tx, documents, scope, 'document')),
    ...(await takenSlugs(tx, [...entities, ...sameAs], scope, 'entity')),
    ...(await staySlugs(tx, [...entities, ...sameAs], scope)),
  ]
}

/**
 * Slugs of drafts that other items of the same dataset had before, items of which the drafts do not speak and that are not
 * removed: a former slug finds one thing only. Drafts of a whole dataset say for themselves who has which slug.
 */
async function takenSlugs(
  tx: Transaction,
  drafts: readonly (DocumentDraft | EntityDraft | SameAsDraft)[],
  { datasetId, removed }: PartScope,
  table: keyof typeof ownedSlugs,
): Promise<DraftProblem[]> {
  const spokenOf = drafts.flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs])
  if (spokenOf.length === 0) return []
  const rows = await tx.$queryRawUnsafe<{ slug: string; current: string }[]>(
    `select slug, current from ${ownedSlugs[table]} as named
      where dataset_id = $2 and slug = any($1::text[]) and current <> all ($1::text[])`,
    spokenOf,
    datasetId,
  )
  const gone = table === 'document' ? [removed.documents] : [removed.entities, removed.sameAs]
  const left = rows.filter(({ current }) => !gone.some((slugs) => slugs.has(current)))
  const owners = new Map(left.map(({ slug, current }) => [slug, current]))
  return drafts.flatMap((draft) =>
    [draft.slug, ...draft.formerSlugs].flatMap((slug, index) => {
      const owner = owners.get(slug)
      if (owner === undefined) return []
      const path = index === 0 ? ['slug'] : ['formerSlugs', index - 1]
      const message = `${quoted(slug)} is a former slug of ${quoted(owner)}, which keeps it; choose another slug, or change ${quoted(owner)} as well`
      return [draftProblem(draft, path, slug, message)]
    }),
  )
}

/**
 * Former slugs of drafts that are the slugs of other entities, which stay: two entities become one only when one of them is
 * taken out. A draft whose own slug nothing has yet gives it to the first of them.
 */
async function staySlugs(
  tx: Transaction,
  drafts: readonly (EntityDraft | SameAsDraft)[],
  { datasetId, removed }: PartScope,
): Promise<DraftProblem[]> {
  if (drafts.every(({ formerSlugs }) => formerSlugs.length === 0)) return []
  const names = drafts.flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs])
  const rows = await tx.$queryRaw<{ slug: string }[]>`
    select slug from entity where dataset_id = ${datasetId} and slug = any(${names}::text[])`
  const known = new Set(rows.map(({ slug }) => slug))
  return drafts.flatMap((draft) => {
    const own = [draft.slug, ...draft.formerSlugs].find((slug) => known.has(slug))
    return draft.formerSlugs.flatMap((slug, index) => {
      if (slug === own || !known.has(slug) || removed.entities.has(slug)) return []
      const message = `${quoted(slug)} is the slug of another item, which stays; take that item out as well, or leave the slug to it`
      return [draftProblem(draft, ['formerSlugs', index], slug, message)]
    })
  })
}
