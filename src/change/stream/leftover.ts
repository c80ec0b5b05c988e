import { factKinds } from '../../model/kind.ts'
import { nothingRemoved, type Scope } from '../change.ts'
import { removeParagraphs } from '../document.ts'
import { leaveTrees, removeEntities, type StoredEntity } from '../entity.ts'
import { writeEvidence } from '../evidence.ts'
import { removeFacts, writeFacts } from '../fact.ts'
import { verbatim } from '../meaning.ts'
import { writeStatedDates } from '../own-dates.ts'
import { writeBorrowedSummaries, writeSameAs } from '../same-as.ts'
import { refuseUsedEntities } from '../uses.ts'
import type { Run } from './write.ts'

// What the graph has of a dataset and a stream of it lacks, in batches.

type Part = Pick<Run, 'change' | 'datasetId' | 'batchSize'>

/** Removes the items that are no longer entities of other datasets. Something else may have their slugs now. */
export async function removeOldItems(run: Run): Promise<void> {
  for (;;) {
    const rows = await run.change.tx.$queryRaw<{ slug: string }[]>`
      select slug from same_as where dataset_id = ${run.datasetId}
        and (${run.isWhole} or exists (select from drafted_removal where type = 'sameAs' and key = slug))
        and not exists (select from drafted_entity as one
          where one.slug = same_as.slug and one.slug = one.current and is_same_as)
      order by slug limit ${run.batchSize}`
    if (rows.length === 0) return
    const sameAs = new Set(rows.map(({ slug }) => slug))
    const { entities } = await writeSameAs(run.change, { entities: [], sameAs: [] }, partScope(run, { sameAs }))
    await writeBorrowedSummaries(run.change, entities)
  }
}

/** Removes what the stream lacks of a whole dataset and, of any, what is of another kind or an item of others now. */
export async function removeLeftovers(run: Run): Promise<void> {
  const { change, datasetId, isWhole, converted } = run
  await removeFacts(change, { removed: [], converted: converted.facts })
  await removeOldFacts(run)
  // A whole dataset was written without what goes: nothing but what goes refers to it.
  const others = isWhole ? datasetId : undefined
  await refuseUsedEntities(
    change.tx,
    converted.entities.map(({ id }) => id),
    others,
  )
  for await (const removed of oldEntities(run)) {
    const ids = removed.map(({ id }) => id)
    await change.log.willChange('entity', ids)
    await leaveTrees(change, removed)
  }
  await removeEntities(change, { removed: [], converted: converted.entities })
  for await (const removed of oldEntities(run)) {
    const ids = removed.map(({ id }) => id)
    await refuseUsedEntities(change.tx, ids, others)
    await removeEntities(change, { removed, converted: [] })
  }
}

/** Facts that refer to facts first. */
async function removeOldFacts(run: Run): Promise<void> {
  const { change, datasetId, isWhole, batchSize } = run
  for (const { kind } of factKinds().reverse()) {
    for (;;) {
      const rows = await change.tx.$queryRaw<{ key: string }[]>`
        select key from fact where dataset_id = ${datasetId} and kind::text = ${kind}
          and (${isWhole} or exists (select from drafted_removal as gone where type = 'fact' and gone.key = fact.key))
          and not exists (select from drafted_fact where drafted_fact.key = fact.key) limit ${batchSize}`
      if (rows.length === 0) break
      const scope = partScope(run, { facts: new Set(rows.map(({ key }) => key)) })
      const facts = await writeFacts(change, [], { ids: new Map(), sameAs: new Map() }, scope)
      const cited = await writeEvidence(change, facts)
      await removeFacts(change, facts)
      await removeParagraphs(change, cited)
      await writeStatedDates(change, facts.dated)
    }
  }
}

/** The entities that go, in the order of their ids. They may be removed meanwhile. */
async function* oldEntities({ change, datasetId, isWhole, batchSize }: Run): AsyncGenerator<StoredEntity[]> {
  for (let last = 0; ; ) {
    const rows = await change.tx.$queryRaw<StoredEntity[]>`
      select id, slug, kind::text, digest from entity
        left join (select slug, is_same_as from drafted_entity where slug = current) as drafted using (slug)
      where dataset_id = ${datasetId} and id > ${last} and coalesce(is_same_as, ${isWhole}
        or exists (select from drafted_removal where type = 'entity' and key = slug))
      order by id limit ${batchSize}`
    if (rows.length > 0) yield rows
    if (rows.length < batchSize) return
    last = rows.at(-1)?.id ?? last
  }
}

function partScope({ datasetId }: Part, removed: Partial<Scope['removed']>): Scope {
  return { datasetId, isWhole: false, removed: { ...nothingRemoved, ...removed }, meaning: verbatim }
}
