import type { Snapshot } from '../database/snapshot.ts'
import type { Row, Table } from './column.ts'

/** How many rows are read at a time. A fact and its texts can take some kilobytes. */
const batchSize = 1_000

/** Cursors so far: several may read one table, and each needs a name. */
let opened = 0

/**
 * All rows of a table, a batch at a time, in the order of the table. Several tables of one snapshot can be read side by
 * side. It takes as much memory for a million rows as for a thousand.
 */
export async function* readTable(
  { client }: Pick<Snapshot, 'client'>,
  { name, ids, from, columns }: Table,
): AsyncGenerator<readonly Row[]> {
  opened += 1
  const cursor = `"${name} ${opened}"`
  const expressions = columns.map((column) => `${column.sql} as "${column.name}"`)
  const text = `select ${expressions.join(', ')} from unnest($1::int[]) with ordinality as wanted (id, place)
    cross join ${from} order by wanted.place`
  await client.query(`declare ${cursor} no scroll cursor for ${ids}`)
  for (;;) {
    const { rows: found } = await client.query<{ id: number }>(`fetch ${batchSize} from ${cursor}`)
    if (found.length === 0) break
    const { rows } = await client.query<Row>(text, [found.map(({ id }) => id)])
    yield rows
  }
  await client.query(`close ${cursor}`)
}
