import type { Snapshot } from '../database/snapshot.ts'
import type { Row } from '../table/column.ts'
import { readTable } from '../table/read.ts'
import { type TableName, tableOf } from '../table/tables.ts'
import type { DatasetRecord, DocumentRecord, EntityRecord, EvidenceRecord, FactRecord, NameRecord } from './record.ts'

type Snap = Pick<Snapshot, 'client'>

/** All entities with their names, a batch at a time, in the order of the table. */
export async function* readEntities(snapshot: Snap): AsyncGenerator<readonly EntityRecord[]> {
  const names = new Followers(snapshot, 'names', ({ entity }) => `${entity as string}`)
  for await (const rows of readTable(snapshot, tableOf('entities'))) {
    const found: EntityRecord[] = []
    for (const row of rows) {
      const own = (await names.of(`${row.slug as string}`)) as unknown as NameRecord[]
      found.push({ ...(row as unknown as Omit<EntityRecord, 'names'>), names: own })
    }
    yield found
  }
}

/** All facts with their evidence, a batch at a time, in the order of the table. */
export async function* readFacts(snapshot: Snap): AsyncGenerator<readonly FactRecord[]> {
  const keyOf = (dataset: unknown, key: unknown) => `${dataset as string}/${key as string}`
  const evidence = new Followers(snapshot, 'evidence', ({ dataset, fact }) => keyOf(dataset, fact))
  for await (const rows of readTable(snapshot, tableOf('facts'))) {
    const found: FactRecord[] = []
    for (const row of rows) {
      const sources = (await evidence.of(keyOf(row.dataset, row.key))) as unknown as EvidenceRecord[]
      found.push({ ...(row as unknown as Omit<FactRecord, 'sources'>), sources })
    }
    yield found
  }
}

export async function* readDocuments(snapshot: Snap): AsyncGenerator<readonly DocumentRecord[]> {
  for await (const rows of readTable(snapshot, tableOf('documents'))) yield rows as unknown as DocumentRecord[]
}

export async function readDatasets({ client }: Snap): Promise<readonly DatasetRecord[]> {
  const { rows } = await client.query<DatasetRecord>(
    'select slug, title, language, licence from dataset order by slug collate "C"',
  )
  return rows
}

/** The rows of a table that belong to those of another, which is read beside it in the same order. */
class Followers {
  readonly #batches: AsyncGenerator<readonly Row[]>
  readonly #ownerOf: (row: Row) => string
  #rows: readonly Row[] = []
  #next = 0

  constructor(snapshot: Snap, table: TableName, ownerOf: (row: Row) => string) {
    this.#batches = readTable(snapshot, tableOf(table))
    this.#ownerOf = ownerOf
  }

  async of(owner: string): Promise<Row[]> {
    const found: Row[] = []
    for (;;) {
      const row = this.#rows[this.#next]
      if (row === undefined) {
        const { done, value } = await this.#batches.next()
        if (done) return found
        this.#rows = value
        this.#next = 0
      } else if (this.#ownerOf(row) === owner) {
        found.push(row)
        this.#next += 1
      } else return found
    }
  }
}

/** The organisation of which each organisation is part; of several the first by dataset and key. */
export async function readParents({ client }: Snap): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ part: string; whole: string }>(
    `select distinct on (s.slug) s.slug as part, o.slug as whole from relationship as r join fact as f on f.id = r.id
      join dataset as d on d.id = f.dataset_id join entity as s on s.id = f.subject_id join entity as o on o.id = f.object_id
      where r.type = 'PART_OF' and s.kind = 'ORGANIZATION' and o.kind = 'ORGANIZATION'
      order by s.slug, d.slug collate "C", f.key collate "C"`,
  )
  return new Map(rows.map(({ part, whole }) => [part, whole]))
}
