import type { ImageType } from '../change/image.ts'
import type { ItemContent } from '../change/item.ts'
import type { Origin } from '../change/log.ts'
import { type Expression, sql } from '../database/sql.ts'
import { cursorText, revisionText } from './position.ts'

/** A row of the log of changes. */
export interface ChangeRow {
  readonly epoch: string
  readonly number: number
  /** From 1, within the revision. */
  readonly ordinal: number
  /** ISO 8601. */
  readonly at: string
  readonly actor: string | null
  readonly origin: Origin['by']
  readonly originName: string
  readonly originVersion: string | null
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE'
  readonly type: ImageType
  readonly dataset: string
  readonly key: string
  readonly formerKey: string | null
  /** The key of the proposal that it was accepted from. */
  readonly proposal: string | null
  readonly before: ItemContent | null
  readonly after: ItemContent | null
}

/** The row of the log under this alias, as JSON. */
export function changeJson(alias: string): Expression<ChangeRow> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql`json_build_object('epoch', ${column('epoch')}, 'number', ${column('number')},
    'ordinal', ${column('ordinal')}, 'at', to_char(${column('at')}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'actor', ${column('actor')}, 'origin', ${column('origin')}, 'originName', ${column('origin_name')},
    'originVersion', ${column('origin_version')}, 'operation', ${column('operation')}, 'type', ${column('type')},
    'dataset', ${column('dataset')}, 'key', ${column('key')}, 'formerKey', ${column('former_key')},
    'proposal', ${column('proposal')},
    'before', ${column('before')}, 'after', ${column('after')})`
}

/** A change as a line of the feed says it. What is null is left out. */
export function feedLine(row: ChangeRow): Record<string, unknown> {
  const { ordinal, at, actor, origin, originName, originVersion, operation, type, dataset, key, formerKey } = row
  return {
    cursor: cursorText(row),
    revision: revisionText(row),
    ordinal,
    at,
    ...(actor === null ? {} : { actor }),
    origin: { by: origin, name: originName, ...(originVersion === null ? {} : { version: originVersion }) },
    operation,
    type,
    dataset,
    key,
    ...(formerKey === null ? {} : { formerKey }),
    ...(row.before === null ? {} : { before: row.before }),
    ...(row.after === null ? {} : { after: row.after }),
  }
}
