import { DossierError, type ErrorCode } from '../../errors.ts'
import { databaseFault, layers } from '../fault.ts'

/** SQLSTATEs by which a standby ends a statement, because it cannot both answer it and follow the primary. */
const conflicts = new Set(['40001', '40P01', '57P04'])

/** SQLSTATE query_canceled. It also stands for a time limit, and for a caller who has gone. */
const cancelled = '57014'

/** What is wrong with one server and not with the question: it is away, or has no connection left. */
const elsewhere: ReadonlySet<ErrorCode> = new Set(['UNAVAILABLE', 'OVERLOADED'])

/**
 * True for an error that is no fault of the statement: the server went away, had no connection left, or could not answer
 * while it follows its primary. Another server may answer the same statement.
 */
export function isServerFault(error: unknown): boolean {
  for (const layer of layers(error)) {
    if (layer instanceof DossierError) return elsewhere.has(layer.code)
    const codes = [layer.code, layer.originalCode]
    if (codes.some((code) => typeof code === 'string' && conflicts.has(code))) return true
    if (codes.includes(cancelled)) return /conflict with recovery/i.test(String(layer.message))
  }
  const fault = databaseFault(error, 0)
  return fault !== undefined && elsewhere.has(fault.code)
}
