import canonicalize from 'canonicalize'
import type pg from 'pg'
import { type ImageType, imagesOf, imageTypes } from '../change/image.ts'
import type { ItemContent } from '../change/item.ts'
import type { Database } from '../database/open.ts'
import { openSnapshot } from '../database/snapshot.ts'

/** How many things are read at a time. */
const batchSize = 200

/** The ids of all things of a type in the order of a snapshot: by dataset and key, by code points. */
const idsInOrder: Readonly<Record<ImageType, string>> = {
  dataset: 'select id from dataset order by slug collate "C"',
  document: `select c.id from document as c left join dataset as d on d.id = c.dataset_id
    order by coalesce(d.slug, '') collate "C", c.slug collate "C"`,
  entity: `select e.id from entity as e join dataset as d on d.id = e.dataset_id
    order by d.slug collate "C", e.slug collate "C"`,
  sameAs: `select s.id from same_as as s join dataset as d on d.id = s.dataset_id
    order by d.slug collate "C", s.slug collate "C"`,
  fact: `select f.id from fact as f join dataset as d on d.id = f.dataset_id
    order by d.slug collate "C", f.key collate "C"`,
}

/** A thing as a snapshot shows it. */
export interface SnapshotItem {
  readonly type: ImageType
  readonly dataset: string
  readonly key: string
  readonly content: ItemContent
}

/** A line of a snapshot: canonical JSON by RFC 8785, so that equal things are equal bytes. */
export function snapshotLine(item: SnapshotItem | { readonly revision: string }): string {
  return `${canonicalize(item)}\n`
}

/**
 * Everything that the graph says, as NDJSON, some lines at a time: first the revision, then every thing, in one order.
 * All of it is of one moment, however long the reading takes; it holds one connection meanwhile.
 */
export async function* snapshotLines(db: Pick<Database, 'pool'>): AsyncGenerator<string> {
  const snapshot = await openSnapshot(db)
  try {
    yield snapshotLine({ revision: snapshot.revision })
    for (const type of imageTypes) yield* linesOf(snapshot.client, type)
  } finally {
    // Also when the reader leaves early.
    await snapshot.close()
  }
}

async function* linesOf(client: pg.PoolClient, type: ImageType): AsyncGenerator<string> {
  await client.query(`declare things no scroll cursor for ${idsInOrder[type]}`)
  for (;;) {
    const { rows: ids } = await client.query<{ id: number }>(`fetch ${batchSize} from things`)
    if (ids.length === 0) break
    const { rows } = await client.query<Omit<SnapshotItem, 'type'>>(
      `select dataset, key, content from unnest($1::int[]) with ordinality as wanted (id, place)
        join (${imagesOf(type, 'select unnest($1::int[])')}) as image using (id) order by place`,
      [ids.map(({ id }) => id)],
    )
    yield rows.map((row) => snapshotLine({ type, ...row })).join('')
  }
  await client.query('close things')
}
