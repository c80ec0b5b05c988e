import { slugsOf } from '../database/slugs.ts'
import type { DatasetDraft } from './draft.ts'
import { undeclared } from './reference.ts'
import type { Transaction } from './writer.ts'

export type Reader = Pick<Transaction, '$queryRaw' | '$queryRawUnsafe'>

/** The slugs and keys that things have, once the drafts are written, by those that somebody wrote. */
export interface Meaning {
  entity(slug: string): string
  document(slug: string): string
  fact(key: string): string
}

/** Slugs and keys mean what they say. */
export const verbatim: Meaning = {
  entity: (slug) => slug,
  document: (slug) => slug,
  fact: (key) => key,
}

/** What the slugs and keys of these drafts mean: former ones, and those of items that are entities of other datasets. */
export async function meaningOf(reader: Reader, dataset: DatasetDraft): Promise<Meaning> {
  const { entities, documents } = undeclared(dataset)
  const { sameAs = [] } = dataset
  const targets = sameAs.map((draft) => draft.sameAs)
  const known = new Map([
    ...(await currentSlugs(reader, 'entity', [...entities, ...targets])),
    ...currentOf(dataset.entities),
  ])
  for (const { slug, formerSlugs, sameAs: target } of sameAs) {
    for (const one of [slug, ...formerSlugs]) known.set(one, known.get(target) ?? target)
  }
  const knownDocuments = new Map([
    ...(await currentSlugs(reader, 'document', documents)),
    ...currentOf(dataset.documents),
  ])
  const own = `${dataset.slug}/`
  return {
    entity: (slug) => known.get(slug) ?? slug,
    document: (slug) => knownDocuments.get(slug) ?? slug,
    fact: (key) => (key.startsWith(own) ? key.slice(own.length) : key),
  }
}

function currentOf(drafts: readonly { readonly slug: string; readonly formerSlugs: readonly string[] }[]) {
  return drafts.flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs].map((one) => [one, slug] as const))
}

async function currentSlugs(
  reader: Reader,
  table: 'entity' | 'document',
  slugs: readonly string[],
): Promise<[string, string][]> {
  if (slugs.length === 0) return []
  const rows = await reader.$queryRawUnsafe<{ written: string; slug: string }[]>(
    `select named.slug as written, "${table}".slug from ${slugsOf[table]} as named join "${table}" using (id)
      where named.slug = any($1::text[])`,
    slugs,
  )
  return rows.map(({ written, slug }) => [written, slug])
}
