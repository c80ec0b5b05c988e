import { beforeEach } from 'vitest'
import { findInGraph } from '../../src/change/known-slugs.ts'
import type { Database } from '../../src/database/open.ts'
import { type LoadedDataset, loadDataset } from '../../src/dataset/load.ts'
import { readDatasetOrThrow } from '../../src/dataset/read/read.ts'
import { DossierError } from '../../src/errors.ts'
import { freshDatabase } from './database.ts'

export interface DatasetGraph {
  readonly db: Database
  /** Reads a folder and loads it, as the command line does. */
  load(folder: string): Promise<LoadedDataset>
  query<T>(text: string, values?: unknown[]): Promise<T[]>
  /** Every row of every table, by where it is stored and which transaction wrote it. */
  allRows(): Promise<Map<string, string>>
}

/** A graph of the file's own that is empty before each of its tests. */
export async function datasetGraph(): Promise<DatasetGraph> {
  const db = await freshDatabase()
  beforeEach(() => emptyDatasets(db))
  const elsewhere = (slug: string) => findInGraph(db.prisma, slug)
  return {
    db,
    load: async (folder) => await loadDataset(db, await readDatasetOrThrow(folder, { elsewhere })),
    query: async <T>(text: string, values: unknown[] = []) => (await db.pool.query(text, values)).rows as T[],
    allRows: () => allRows(db),
  }
}

/** Takes everything out of a graph again. */
export async function emptyDatasets(db: Database): Promise<void> {
  await db.pool.query(
    'truncate dataset, entity, fact, document, change, proposal restart identity cascade; update revision set number = 0',
  )
}

export async function failure(task: Promise<unknown>): Promise<DossierError> {
  const error = await task.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  if (error instanceof DossierError) return error
  throw new Error('no refusal', { cause: error })
}

async function allRows(db: Database): Promise<Map<string, string>> {
  const { rows: tables } = await db.pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const found = new Map<string, string>()
  for (const { name } of tables) {
    const { rows } = await db.pool.query<{ place: string; content: string }>(
      `select ctid || ' ' || xmin as place, to_jsonb(row)::text as content from ${name} as row`,
    )
    for (const { place, content } of rows) found.set(`${name} ${place}`, content)
  }
  return found
}

/** The tables of rows that are not as they were. */
export function changedTables(before: Map<string, string>, after: Map<string, string>): string[] {
  const names = new Set<string>()
  for (const [place] of [...before, ...after]) {
    if (before.get(place) !== after.get(place)) names.add(place.split(' ', 1)[0] ?? '')
  }
  return [...names].sort()
}
