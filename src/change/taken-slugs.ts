import { quoted } from '../model/value.ts'
import type { Scope } from './change.ts'
import type { DocumentDraft, EntityDraft, SameAsDraft } from './draft.ts'
import { ownedSlugs } from './known-slugs.ts'
import { type DraftProblem, draftProblem } from './problem.ts'
import type { Transaction } from './writer.ts'

/**
 * Slugs of drafts that other items of the same dataset had before, items of which the drafts do not speak and that are not
 * removed: a former slug finds one thing only. Drafts of a whole dataset say for themselves who has which slug.
 */
export async function takenSlugs(
  tx: Transaction,
  drafts: readonly (DocumentDraft | EntityDraft | SameAsDraft)[],
  { datasetId, removed }: Pick<Scope, 'datasetId' | 'removed'>,
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
