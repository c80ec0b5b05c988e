import type { Database } from '../database/open.ts'
import { type Expression, sql } from '../database/sql.ts'
import { Row as TableRow } from '../query/row.ts'
import type { RowReader } from '../query/rows.ts'
import { type AskedPaths, searchPaths } from './search.ts'
import { edgesFor, type Through } from './through.ts'
import { type PathVia, pathVias } from './via.ts'

/** One step of a path: all that connects two entities. */
export interface Step {
  readonly from: number
  readonly to: number
  /** The first way in which the two are connected. */
  readonly via: PathVia
  /** The others. */
  readonly alsoVia: readonly PathVia[]
  /** The first of the facts that connect them in the first way; null in a tree. */
  readonly factId: number | null
  /** From the subject of the fact to its object; in a tree from the lower to the upper. */
  readonly forward: boolean
  /** What the path may pass. */
  readonly through: Through
  /** What is shown of its ends and of the fact. */
  readonly rows: Readonly<Record<StepRow, unknown>>
}

/** What a step shows as a row of the graph. */
export type StepRow = 'from' | 'to' | 'fact'

/** Reads what is shown of the rows of steps; what is not shown has no reader. */
export type StepReaders = Readonly<Record<StepRow, RowReader | undefined>>

export interface Paths {
  readonly paths: Step[][]
  /** Every path up to this length was considered. */
  readonly searchedLength: number
  /** The search stopped at a limit: there may be more paths. */
  readonly truncated: boolean
}

/** A step of a path, a path without steps, or last of all how far the search went. */
interface Row {
  readonly path: number
  readonly place: number | null
  readonly from_id: number
  readonly to_id: number
  /** A bit for each way. */
  readonly all_ways: number
  readonly fact_id: number
  readonly backward: boolean
  readonly searched_length: number | null
  readonly truncated: boolean | null
  readonly from_row: unknown
  readonly to_row: unknown
  readonly fact_row: unknown
}

/** The shortest paths between two entities, with what is shown of their steps. */
export async function findPaths(db: Database, asked: AskedPaths, readers: StepReaders): Promise<Paths> {
  const { rows, through } = await searchPaths(db, asked, (passed) => {
    return sql<Row>`
      select path::integer, place, from_id, to_id, fact_id, backward, searched_length, truncated,
        (select bit_or(1 << way) from ${edgesFor(passed)} as edge where near = from_id and far = to_id) as all_ways,
        ${rowOf('from', readers)} as from_row, ${rowOf('to', readers)} as to_row, ${rowOf('fact', readers)} as fact_row
      from found left join step using (path) order by path, place`
  })
  const paths: Step[][] = []
  for (const row of rows.slice(0, -1)) {
    const path = (paths[row.path - 1] ??= [])
    if (row.place !== null) path.push(stepOf(row, through, readers))
  }
  const last = rows.at(-1)
  return { paths, searchedLength: last?.searched_length ?? 0, truncated: last?.truncated ?? false }
}

function rowOf(shown: StepRow, readers: StepReaders): Expression<unknown> {
  const row = rowOfStep(shown)
  const json = readers[shown]?.json(row)
  return json
    ? sql`(select ${json} from ${row.from} where ${row.id} = ${sql.ref(referenceOf(shown))})`
    : sql`null::json`
}

/** A row to which a step leads, and the column of the step that has its id. */
export function rowOfStep(shown: StepRow): TableRow {
  return TableRow.of(shown === 'fact' ? 'fact' : 'entity')
}

export function referenceOf(shown: StepRow): string {
  return `step.${shown}Id`
}

function stepOf(found: Row, through: Through, { from: fromReader, to: toReader, fact: factReader }: StepReaders): Step {
  const { from_id: from, to_id: to, all_ways: ways, fact_id: fact, backward } = found
  const rows = {
    from: fromReader?.read(found.from_row),
    to: toReader?.read(found.to_row),
    fact: factReader?.read(found.fact_row) ?? null,
  }
  const [via = 'FACT', ...alsoVia] = pathVias.filter((_, index) => ways & (1 << index))
  return { from, to, via, alsoVia, factId: fact === 0 ? null : fact, forward: !backward, through, rows }
}
