import { sql } from './sql.ts'

/**
 * Fails: a statement that writes a part of an answer met something that only a resolver can say, such as an error. The
 * operation is then resolved field by field.
 */
export const unsaid = sql`unsaid()`

const unsaidCode = 'DS001'

/** Whether an error of PostgreSQL is that failure. */
export function isUnsaid(error: unknown): boolean {
  return (error as { readonly code?: unknown } | undefined)?.code === unsaidCode
}
