import { chunk } from 'es-toolkit/array/chunk'
import { findOrCreateActor } from '../access/actor.ts'
import { imagesOf } from '../change/image.ts'
import type { ItemContent } from '../change/item.ts'
import { createProposal, mostChanges } from '../change/proposal/create.ts'
import { submitProposal } from '../change/proposal/decide.ts'
import type { ChangeRequest } from '../change/proposal/request.ts'
import { type Connected, timeouts } from '../change/transaction.ts'
import type { Transaction } from '../change/writer.ts'
import { keepRevision } from '../database/revision.ts'
import type { Importer } from './importer.ts'

/** What only resembles each other, and is proposed for a person to decide. */
export interface Matches {
  /** The keys of the proposals. */
  readonly proposals: readonly string[]
  readonly proposed: number
  /** Pairs that somebody has rejected, or that an open proposal has already. */
  readonly known: number
  /** Entities that resemble several. */
  readonly ambiguous: number
}

export const noMatches: Matches = { proposals: [], proposed: 0, known: 0, ambiguous: 0 }

interface Pair {
  readonly id: number
  readonly slug: string
  readonly other: string
}

/**
 * Proposes that entities of the dataset are entities of other datasets with the same name, or with the same acronym and a
 * similar name. Who accepts such a change joins the two; who rejects it is not asked again.
 */
export async function proposeMatches(db: Connected, dataset: string, importer: Importer): Promise<Matches> {
  return await db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`set local statement_timeout = 0`
    await keepRevision(tx)
    const pairs = await similarPairs(tx, dataset)
    const groups = [...Map.groupBy(pairs, ({ slug }) => slug).values()]
    const clear = groups.flatMap((group) => (group.length === 1 ? group : []))
    const ambiguous = groups.length - clear.length
    const requests = await requestsOf(tx, dataset, clear)
    const fresh = await withoutKnown(tx, dataset, requests)
    const known = requests.length - fresh.length
    if (fresh.length === 0) return { ...noMatches, known, ambiguous }
    const by = await findOrCreateActor(tx, { name: `${importer.name}-importer`, isMachine: true })
    const proposals: string[] = []
    for (const changes of chunk(fresh, mostChanges)) {
      const key = await createProposal(tx, {
        title: `Join ${changes.length} entities of ${dataset} with what other datasets have`,
        reason: 'They have the same name, or the same acronym and a similar name.',
        by,
        origin: { by: 'IMPORT', name: importer.name, version: importer.version },
        changes,
      })
      await submitProposal(tx, key, by)
      proposals.push(key)
    }
    return { proposals, proposed: fresh.length, known, ambiguous }
  }, timeouts)
}

/** How alike the names of two entities with the same acronym have to be, from 0 to 1. */
const leastSimilar = 0.5

/** Entities of the dataset, and those of others that may be the same. An entity that is joined with one already is left out. */
async function similarPairs(tx: Transaction, dataset: string): Promise<Pair[]> {
  return await tx.$queryRaw<Pair[]>`
    select distinct own.id, own.slug, other.slug as other
    from entity as own join dataset as d on d.id = own.dataset_id and d.slug = ${dataset}
      join name as n on n.entity_id = own.id
      join name as m on m.key = n.key and m.entity_id <> own.id
      join entity as other on other.id = m.entity_id and other.kind = own.kind and other.dataset_id <> d.id
    where ((n.kind is distinct from 'ACRONYM' and m.kind is distinct from 'ACRONYM')
        or (n.kind = 'ACRONYM' and m.kind = 'ACRONYM'
          and similarity(own.name_key, other.name_key) >= ${leastSimilar}))
      and not exists (select from same_as where entity_id = other.id and dataset_id = d.id)
      and not exists (select from identifier as i join identifier as j on lower(i.scheme) = lower(j.scheme)
        where i.entity_id = own.id and j.entity_id = other.id and identifier_key(i.value) <> identifier_key(j.value))
    order by own.slug, other.slug`
}

/** Changes by which entities of the dataset become items that are entities of others. */
async function requestsOf(tx: Transaction, dataset: string, pairs: readonly Pair[]): Promise<ChangeRequest[]> {
  const images = await tx.$queryRawUnsafe<{ key: string; content: ItemContent }[]>(
    imagesOf('entity', 'select unnest($1::int[])'),
    pairs.map(({ id }) => id),
  )
  const contents = new Map(images.map(({ key, content }) => [key, content]))
  return pairs.flatMap(({ slug, other }): ChangeRequest[] => {
    const content = contents.get(slug)
    if (content === undefined) return []
    const kept = ['kind', 'slug', 'name', 'formerSlugs', 'summary', 'labels', 'identifiers']
    const values = Object.fromEntries(Object.entries(content).filter(([name]) => kept.includes(name)))
    return [{ operation: 'CREATE', type: 'sameAs', dataset, key: slug, values: { ...values, sameAs: other } }]
  })
}

/**
 * Without those that were rejected, and those that wait for a decision: the same two, whatever else the register says of
 * them by now.
 */
async function withoutKnown(tx: Transaction, dataset: string, requests: readonly ChangeRequest[]) {
  const rows = await tx.$queryRaw<{ key: string; other: string }[]>`
    select c.key, c.after ->> 'sameAs' as other from proposed_change as c join proposal as p on p.id = c.proposal_id
    where c.type = 'sameAs' and c.dataset = ${dataset} and c.key = any(${requests.map(({ key }) => key)}::text[])
      and (c.status = 'REJECTED' or p.state in ('DRAFT', 'OPEN', 'PARTLY_ACCEPTED'))`
  const known = new Set(rows.map(({ key, other }) => `${key} ${other}`))
  return requests.filter(({ key, values }) => !known.has(`${key} ${String(values.sameAs)}`))
}
