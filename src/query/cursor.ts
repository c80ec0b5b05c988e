import { hash } from 'node:crypto'
import * as z from 'zod'
import { DossierError } from '../errors.ts'
import { type KeyType, type KeyValue, type OrderKey, orderSignature } from './order.ts'

/** How a list writes its cursors, if not as `writeCursor` does. */
export interface CursorForm {
  write(values: readonly KeyValue[]): string
  /** @throws DossierError BAD_CURSOR */
  read(argument: string, cursor: string): KeyValue[]
}

/** The range of the type in PostgreSQL. A forged cursor must not cause a database error. */
const valueOf: Record<KeyType, z.ZodType<KeyValue>> = {
  text: z
    .string()
    .max(10_000)
    .refine((text) => text.isWellFormed() && !text.includes('\0')),
  integer: z.number().int().min(-2_147_483_648).max(2_147_483_647),
  bigint: z.number().int(),
  float8: z.number(),
  numeric: z.string().regex(/^-?\d{1,28}(\.\d{1,10})?$/),
  // PostgreSQL has no year 0.
  timestamptz: z.iso.datetime({ precision: 6 }).refine((text) => !text.startsWith('0000')),
}

/** Tells lists and orders apart in a cursor, in few characters. */
function scopeOf(list: string, order: readonly OrderKey[]): string {
  const text = `${list}: ${orderSignature(order)}`
  const known = scopes.get(text)
  if (known !== undefined) return known
  if (scopes.size >= mostScopes) scopes.clear()
  const scope = hash('sha256', text, 'base64url').slice(0, 8)
  scopes.set(text, scope)
  return scope
}

/** Scopes of texts, because all cursors of a page have one. */
const scopes = new Map<string, string>()
const mostScopes = 1000

/** A position in a list: the values of its order's keys at one row. The row need not exist any more. */
export function writeCursor(list: string, order: readonly OrderKey[], values: readonly KeyValue[]): string {
  return Buffer.from(JSON.stringify([scopeOf(list, order), ...values])).toString('base64url')
}

function parse(cursor: string): unknown[] | undefined {
  if (cursor.length > 20_000 || !/^[\w-]+$/.test(cursor)) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

const keptOrder = 'of another `orderBy`, or of another `search` in the order RELEVANCE. Keep them as they were'

/**
 * Reads a cursor that `writeCursor` made for the same list in the same order. Throws BAD_CURSOR for anything else,
 * and says whether the cursor is broken or belongs elsewhere.
 *
 * @param kept What the cursor may be of, and what to keep on the next page.
 */
export function readCursor(
  argument: string,
  list: string,
  order: readonly OrderKey[],
  cursor: string,
  kept = keptOrder,
): KeyValue[] {
  const shown = cursor.length > 60 ? `${cursor.slice(0, 60)}…` : cursor
  const broken = () =>
    new DossierError(
      'BAD_CURSOR',
      `\`${argument}\` is "${shown}", which is not a cursor. Take one from pageInfo or from an edge of this connection.`,
      { argument },
    )
  const value = parse(cursor)
  if (!value) throw broken()
  const [scope, ...values] = value
  if (typeof scope !== 'string') throw broken()
  if (scope !== scopeOf(list, order)) {
    throw new DossierError(
      'BAD_CURSOR',
      `\`${argument}\` is "${shown}", a cursor of another connection or ${kept} on the first page.`,
      { argument },
    )
  }
  if (values.length !== order.length) throw broken()
  return order.map((key, index) => {
    const candidate = values[index]
    if (candidate === null && key.nullable) return null
    const checked = valueOf[key.type].safeParse(candidate)
    if (!checked.success) throw broken()
    return checked.data
  })
}
