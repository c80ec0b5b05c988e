import { type Expression, sql } from '../database/sql.ts'

export type Entry = readonly [key: string, value: Expression<unknown>]

/** PostgreSQL cuts longer names, and keys are names of columns while they are written. */
const longestKey = 63

/** The most columns that an object is written from; more than that can have are refused by PostgreSQL. */
const mostEntries = 500

/** Whether an object with these keys can be written. */
export function canWrite(keys: readonly string[]): boolean {
  return keys.length <= mostEntries && keys.every((key) => key.length <= longestKey)
}

/**
 * An object in JSON, without white space; `from` says where its values come from, if not from a row of the query around
 * it. A record is written faster than what json_build_object is given.
 */
export function jsonObject(entries: readonly Entry[], from: Expression<unknown> = sql``): Expression<unknown> {
  const columns = entries.map(([key, value]) => sql`${value} as ${sql.raw(`"${key}"`)}`)
  return sql`(select row_to_json(o) from (select ${sql.join(columns)} ${from}) as o)`
}
