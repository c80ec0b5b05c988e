import type { Change } from './change.ts'
import type { EntityDraft } from './draft.ts'
import { namingThings } from './named-in.ts'

/**
 * Two entities of a dataset become one if a draft has the slug of one and lists that of the other as a former one. What
 * refers to the one that goes is written again, although its own draft has not changed: it means the other from now on.
 */
export async function rewriteReferencesToMerged(
  change: Change,
  drafts: readonly Pick<EntityDraft, 'slug' | 'formerSlugs'>[],
  datasetId: number,
): Promise<void> {
  const former = drafts.flatMap(({ slug, formerSlugs }) => formerSlugs.map((one) => ({ slug, former: one })))
  if (former.length === 0) return
  const gone = await change.tx.$queryRaw<{ id: number }[]>`
    select gone.id from jsonb_to_recordset(${JSON.stringify(former)}::jsonb) as draft (slug text, former text)
      join entity as kept on kept.slug = draft.slug and kept.dataset_id = ${datasetId}
      join entity as gone on gone.slug = draft.former and gone.dataset_id = ${datasetId}`
  if (gone.length === 0) return
  for (const { type, ids } of namingThings('entity')) {
    // Items of other datasets keep the entity from being removed, which is refused later.
    if (type === 'sameAs') continue
    // Without a digest, a draft counts as new.
    await change.tx.$executeRawUnsafe(
      `update "${type}" set digest = '' where dataset_id = $2 and id in (${ids})`,
      gone.map(({ id }) => id),
      datasetId,
    )
  }
}
