import { slugsOf } from '../database/slugs.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { identifierKey, schemeAndKey } from '../model/identifier.ts'
import { quoted } from '../model/value.ts'
import type { Dataset, DatasetEntity, DatasetSameAs } from './read/format.ts'
import { inOrder, itemProblem, type Problem } from './read/problem.ts'

type Reader = Pick<PrismaClient, '$queryRaw' | '$queryRawUnsafe'>

/** An identifier of a dataset's item, and the slug of the entity that the item is. */
interface Given {
  readonly item: DatasetEntity | DatasetSameAs
  readonly index: number
  readonly name: string
  readonly key: string
  readonly slug: string
}

/**
 * Identifiers of the dataset that something else has, too: in its files and, where `reader` is given, in the graph. Two
 * things may share one, so it is no problem, but more often they are the same thing.
 */
export async function sharedIdentifiers(dataset: Dataset, reader?: Reader): Promise<Problem[]> {
  const given = await givenIdentifiers(dataset, reader)
  const owners = new Map<string, Set<string>>()
  const add = (key: string, slug: string) => owners.set(key, (owners.get(key) ?? new Set()).add(slug))
  for (const { key, slug } of given) add(key, slug)
  if (reader) for (const { key, slug } of await identifiersElsewhere(reader, dataset.slug, given)) add(key, slug)
  const warnings = given.flatMap(({ item, index, name, key, slug }) => {
    const others = [...(owners.get(key) ?? [])].filter((other) => other !== slug).sort()
    if (others.length === 0) return []
    const list = others.slice(0, 5).map(quoted).join(', ')
    const more = others.length > 5 ? ` and ${others.length - 5} more` : ''
    const message = `${list}${more} ${others.length === 1 ? 'has' : 'have'} this identifier, too: ${name}. If they are the same thing, make one item of them, or name the other one with sameAs`
    return [itemProblem(item, ['identifiers', index], name, message)]
  })
  return inOrder(warnings)
}

async function givenIdentifiers({ entities, sameAs }: Dataset, reader: Reader | undefined): Promise<Given[]> {
  const targets = sameAs.map(({ draft }) => draft.sameAs)
  const current = new Map(
    reader &&
      (
        await reader.$queryRawUnsafe<{ written: string; slug: string }[]>(
          `select named.slug as written, entity.slug from ${slugsOf.entity} as named join entity using (id)
            where named.slug = any($1::text[])`,
          targets,
        )
      ).map(({ written, slug }) => [written, slug]),
  )
  const owner = ({ draft }: DatasetEntity | DatasetSameAs) =>
    typeof draft.sameAs === 'string' ? (current.get(draft.sameAs) ?? draft.sameAs) : draft.slug
  return [...entities, ...sameAs].flatMap((item) =>
    item.draft.identifiers.map(({ scheme, value }, index) => {
      return { item, index, name: `${scheme} ${value}`, key: schemeAndKey(scheme, value), slug: owner(item) }
    }),
  )
}

/** The identifiers of other datasets that are the same as one of these. */
async function identifiersElsewhere(
  reader: Reader,
  dataset: string,
  given: readonly Given[],
): Promise<{ key: string; slug: string }[]> {
  const values = given.map(({ item, index }) => identifierKey(item.draft.identifiers[index]?.value ?? ''))
  if (values.length === 0) return []
  const rows = await reader.$queryRaw<{ scheme: string; value: string; slug: string }[]>`
    select i.scheme, i.value, e.slug from identifier as i join entity as e on e.id = i.entity_id
      left join same_as as s on s.id = i.same_as_id
      join dataset as d on d.id = coalesce(s.dataset_id, e.dataset_id)
    where identifier_key(i.value) = any(${values}::text[]) and d.slug <> ${dataset}`
  return rows.map(({ scheme, value, slug }) => ({ key: schemeAndKey(scheme, value), slug }))
}
