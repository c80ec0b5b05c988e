import type { Database } from '../database/open.ts'
import { revisionRow } from '../database/revision.ts'
import { runWithin } from '../database/tracked-operation.ts'
import type { Metrics } from '../metrics/metrics.ts'

/** Milliseconds that the metrics wait for the database. */
const databaseTimeout = 1_000

/** What the database says of itself. */
interface State {
  readonly epoch: string
  readonly number: string
  readonly postgres: string
}

interface StateReader {
  /** Whether the database answers. */
  answers(): Promise<boolean>
  /** The present state; without the database the last one that was read, if there was one. */
  last(): Promise<State | undefined>
}

/** Reads the state by one statement for all metrics that are asked for together. */
export function createStateReader(db: Database): StateReader {
  let last: State | undefined
  let running: Promise<boolean> | undefined
  const read = async () => {
    try {
      last = await readState(db)
      return true
    } catch {
      return false
    } finally {
      running = undefined
    }
  }
  const answers = () => {
    running ??= read()
    return running
  }
  return { answers, last: async () => await answers().then(() => last) }
}

/** Which graph the database has, and whether it answers. */
export function measureGraph(metrics: Metrics, state: StateReader): void {
  metrics.gauge({
    name: 'dossier_database_up',
    help: 'Whether the database answered within a second when the metrics were read: 1 or 0.',
    together: 'min',
    read: async () => Number(await state.answers()),
  })
  metrics.gauge({
    name: 'dossier_graph_revision',
    help: 'The number of the revision of the graph, which grows with each change; the last one that was read.',
    together: 'max',
    read: async () => {
      const last = await state.last()
      return last && Number(last.number)
    },
  })
  metrics.gauge({
    name: 'dossier_graph_info',
    help: 'Always 1; the label is the epoch of the graph, in which the numbers of its revisions count.',
    labels: ['epoch'],
    together: 'first',
    read: async () => {
      const last = await state.last()
      return last && [{ labels: { epoch: last.epoch }, value: 1 }]
    },
  })
}

async function readState({ pool }: Database): Promise<State> {
  const text = `select epoch, number, current_setting('server_version') as postgres from revision`
  const { rows } = await runWithin(databaseTimeout, () => pool.query<State>(text))
  return revisionRow(rows)
}
