import type { Metrics } from '../../metrics/metrics.ts'
import type { OperationEnd } from './end.ts'

/** Seconds. Cached answers take less than the first, and operations are cancelled after ten by default. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/**
 * Makes the function that measures operations. `trusted` are the texts of documents that were there when the server
 * started: only the names in these become labels, because callers can think of any number of names.
 */
export function measureOperations(metrics: Metrics, trusted: ReadonlySet<string>): (end: OperationEnd) => void {
  const durations = metrics.histogram(
    {
      name: 'dossier_operation_duration_seconds',
      help: 'How long operations took from the arrival of the request until the answer was ready.',
      labels: ['operation', 'outcome'],
    },
    buckets,
  )
  const statements = metrics.counter({
    name: 'dossier_operation_statements_total',
    help: 'SQL statements that were sent for operations.',
    labels: ['operation'],
  })
  const cost = metrics.counter({
    name: 'dossier_operation_cost_total',
    help: 'Estimated cost of the operations that were executed, in fields of their answers.',
    labels: ['operation'],
  })
  const waiting = metrics.histogram(
    {
      name: 'dossier_operation_waiting_seconds',
      help: 'How long operations waited for their turn before they were executed.',
    },
    buckets,
  )
  return (end) => {
    const operation = labelOf(end, trusted)
    durations.observe({ operation, outcome: end.outcome }, end.milliseconds / 1000)
    if (end.waited !== undefined) waiting.observe({}, end.waited / 1000)
    if (end.statements === undefined) return
    statements.inc({ operation }, end.statements)
    cost.inc({ operation }, end.line.cost ?? 0)
  }
}

function labelOf({ document, line }: OperationEnd, trusted: ReadonlySet<string>): string {
  // Without a kind, the name is the caller's word.
  if (line.kind === undefined) return 'other'
  if (line.operation === undefined) return 'anonymous'
  return document !== undefined && trusted.has(document) ? line.operation : 'other'
}
