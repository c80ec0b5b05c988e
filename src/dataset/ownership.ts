import { DossierError } from '../errors.ts'
import { findInGraph } from './elsewhere.ts'
import type { Dataset } from './format.ts'
import { fieldText, itemProblem, type Problem, quoted } from './problem.ts'
import { checkReferences, declaredBy, undeclared } from './reference.ts'
import type { Transaction, Writer } from './write.ts'

/** What keeps a dataset, right in itself, from being loaded beside the other datasets of the graph. */
export async function checkGraph(tx: Transaction, dataset: Dataset, datasetId: number): Promise<Problem[]> {
  const elsewhere = findInGraph(tx, dataset.slug)
  const missing = undeclared(dataset)
  const own = declaredBy(dataset)
  const known = {
    entities: new Map([...own.entities, ...(await elsewhere.entities(missing.entities))]),
    documents: new Map([...own.documents, ...(await elsewhere.documents(missing.documents))]),
  }
  return [
    ...(await foreignEntities(tx, dataset, datasetId)),
    ...(await foreignDocuments(tx, dataset, datasetId)),
    ...checkReferences(dataset, known),
  ]
}

interface Owned {
  readonly slug: string
  readonly owner: string
}

const advice = 'refer to it without declaring it, or choose another slug'

async function foreignEntities(tx: Transaction, { entities }: Dataset, datasetId: number): Promise<Problem[]> {
  const slugs = entities.map(({ slug }) => slug)
  const rows = await tx.$queryRaw<Owned[]>`
    select entity.slug, dataset.slug as owner from entity join dataset on dataset.id = dataset_id
    where entity.slug = any(${slugs}::text[]) and dataset_id <> ${datasetId}`
  const owners = new Map(rows.map(({ slug, owner }) => [slug, owner]))
  return entities.flatMap((entity) => {
    const owner = owners.get(entity.slug)
    if (owner === undefined) return []
    const message = `${quoted(entity.slug)} belongs to the dataset ${quoted(owner)} already; ${advice}`
    return [itemProblem(entity, ['slug'], entity.slug, message)]
  })
}

async function foreignDocuments(tx: Transaction, { documents, at }: Dataset, datasetId: number): Promise<Problem[]> {
  const slugs = documents.map(({ slug }) => slug)
  const rows = await tx.$queryRaw<Owned[]>`
    select document.slug, dataset.slug as owner from document join dataset on dataset.id = dataset_id
    where document.slug = any(${slugs}::text[]) and dataset_id <> ${datasetId}`
  const owners = new Map(rows.map(({ slug, owner }) => [slug, owner]))
  return documents.flatMap(({ slug }, index) => {
    const owner = owners.get(slug)
    if (owner === undefined) return []
    const path = ['documents', index, 'slug']
    const message = `${quoted(slug)} belongs to the dataset ${quoted(owner)} already; ${advice}`
    return [{ ...at(...path), field: fieldText(path), value: quoted(slug), message }]
  })
}

interface Use {
  readonly slug: string
  readonly user: string
  readonly dataset: string
}

const mostShown = 20

/**
 * Refuses to take away entities, or to make them another kind of thing, that other datasets refer to.
 *
 * @throws DossierError CONFLICT that names them and who refers to them.
 */
export async function refuseUsed(tx: Transaction, ids: readonly number[], datasetId: number): Promise<void> {
  if (ids.length === 0) return
  const uses = await tx.$queryRaw<Use[]>`
    with lost as (select unnest(${ids}::int[]) as id),
    used as (
      select subject_id as id, 'fact ' || key as user, dataset_id from fact
      union all select object_id, 'fact ' || key, dataset_id from fact
      union all select topic_id, 'fact ' || key, dataset_id from criticism_topic join fact on fact.id = criticism_id
      union all select entity_id, 'fact ' || key, dataset_id from criticism_about join fact on fact.id = criticism_id
      union all select person_id, 'fact ' || key, dataset_id
        from criticism_spokesperson join fact on fact.id = criticism_id
      union all select published_by_id, 'fact ' || key, dataset_id from criticism join fact using (id)
      union all select speaker_id, 'fact ' || key, dataset_id from quotation join fact on fact.id = criticism_id
      union all select part_of_id, 'place ' || slug, dataset_id from place join entity using (id)
      union all select broader_id, 'topic ' || slug, dataset_id from topic join entity using (id)
    )
    select entity.slug, used.user, dataset.slug as dataset
    from lost join used using (id) join entity using (id) join dataset on dataset.id = used.dataset_id
    where used.dataset_id <> ${datasetId}
    order by entity.slug, dataset.slug, used.user limit ${mostShown}`
  if (uses.length === 0) return
  const lines = uses.map(({ slug, user, dataset }) => `  "${slug}" is used by the ${user} of the dataset "${dataset}"`)
  throw new DossierError(
    'CONFLICT',
    `What other datasets refer to cannot be removed, nor become another kind of thing. Keep it, or change them first:\n${lines.join('\n')}`,
    { uses },
  )
}

/**
 * Refuses places and topics that lie in themselves by way of another dataset's: each dataset alone looks right then.
 *
 * @throws DossierError CONFLICT that names one of them.
 */
export async function refuseCircles({ tx, changes }: Writer): Promise<void> {
  const [place] = changes.place
    ? await tx.$queryRaw<{ slug: string }[]>`
        with recursive way (start, at) as (
          select id, part_of_id from place where part_of_id is not null
          union select start, part_of_id from way join place on id = at where part_of_id is not null)
        select slug from way join entity on id = start where start = at order by slug limit 1`
    : []
  const [topic] = changes.topic
    ? await tx.$queryRaw<{ slug: string }[]>`
        with recursive way (start, at) as (
          select id, broader_id from topic where broader_id is not null
          union select start, broader_id from way join topic on id = at where broader_id is not null)
        select slug from way join entity on id = start where start = at order by slug limit 1`
    : []
  const found = place ?? topic
  if (found === undefined) return
  const field = place ? 'partOf' : 'broader'
  throw new DossierError(
    'CONFLICT',
    `Together with what other datasets say, "${found.slug}" would lie in itself; give one on the way up another ${field}.`,
    { slug: found.slug },
  )
}
