import { slugsOf } from '../../database/slugs.ts'
import type { Prisma } from '../../generated/prisma/client.ts'
import { type ImageType, imagesOf } from '../image.ts'
import type { ItemContent } from '../item.ts'

/** An item by the name that somebody has for it: its key or slug, or a slug that it had. */
export interface ItemName {
  readonly type: ImageType
  /** The slug of the dataset; it decides for facts only, because slugs are unique. */
  readonly dataset: string
  readonly key: string
}

/** An item as it is now. */
export interface ItemState extends ItemName {
  readonly version: number
  readonly content: ItemContent
}

type Reader = Pick<Prisma.TransactionClient, '$queryRawUnsafe'>

/** Selects id, version and place of the things that `wanted` (dataset, key, place) names. */
const finders: Readonly<Record<ImageType, string>> = {
  fact: `select fact.id, fact.version, place from wanted join dataset on dataset.slug = wanted.dataset
    join fact on fact.dataset_id = dataset.id and fact.key = wanted.key`,
  entity: `select entity.id, version, place from wanted
    join (select id, slug from entity union all
      select entity_id, slug from former_slug where same_as_id is null) as named on named.slug = wanted.key
    join entity on entity.id = named.id`,
  sameAs: 'select same_as.id, version, place from wanted join same_as on same_as.slug = wanted.key',
  document: `select document.id, version, place from wanted join ${slugsOf.document} as named on named.slug = wanted.key
    join document on document.id = named.id`,
  dataset: 'select dataset.id, version, place from wanted join dataset on dataset.slug = wanted.key',
}

/** Reads what these items say now, in their order; undefined for one that is not there. */
export async function readItemStates(tx: Reader, names: readonly ItemName[]): Promise<(ItemState | undefined)[]> {
  const states = new Map<ItemName, ItemState>()
  for (const [type, group] of Map.groupBy(names, (name) => name.type)) {
    for (const [place, state] of await readOfType(tx, type, group)) states.set(group[place] as ItemName, state)
  }
  return names.map((name) => states.get(name))
}

async function readOfType(
  tx: Reader,
  type: ImageType,
  names: readonly ItemName[],
): Promise<(readonly [number, ItemState])[]> {
  const found = await tx.$queryRawUnsafe<{ id: number; version: number; place: number }[]>(
    `with wanted as (select dataset, key, (place - 1)::int as place
      from unnest($1::text[], $2::text[]) with ordinality as named (dataset, key, place)) ${finders[type]}`,
    names.map(({ dataset }) => dataset),
    names.map(({ key }) => key),
  )
  if (found.length === 0) return []
  const images = await tx.$queryRawUnsafe<{ id: number; dataset: string; key: string; content: ItemContent }[]>(
    imagesOf(type, 'select unnest($1::int[])'),
    [...new Set(found.map(({ id }) => id))],
  )
  const byId = new Map(images.map((image) => [image.id, image]))
  return found.flatMap(({ id, version, place }) => {
    const image = byId.get(id)
    if (image === undefined) return []
    const { dataset, key, content } = image
    return [[place, { type, dataset, key, version, content }] as const]
  })
}
