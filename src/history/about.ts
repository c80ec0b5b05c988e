import { uniq } from 'es-toolkit/array/uniq'
import { slugsOf } from '../database/slugs.ts'
import { type Expression, sql } from '../database/sql.ts'
import { factKinds } from '../model/kind.ts'
import type { Condition } from '../query/logic.ts'
import type { Row } from '../query/row.ts'

/** The changes of an entity, under former slugs as well, and of what other datasets say about it. */
export function changesOf(change: Row<'change'>, entity: Expression<number>): Condition {
  return sql`${change.ref('type')} in ('entity', 'sameAs') and ${change.ref('key')} in ${slugs(entity)}`
}

/** The changes of an entity and of its facts, those included that are gone: the log says which entities these named. */
export function changesAbout(change: Row<'change'>, entity: Expression<number>): Condition {
  const ends = uniq(factKinds().flatMap(({ subject, object }) => [subject.field, ...(object ? [object.field] : [])]))
  const named = sql.join(
    ends.map((field) => sql`${change.ref('before')} ->> ${sql.lit(field)} in ${slugs(entity)}`),
    ' or ',
  )
  return sql`(${changesOf(change, entity)}
    or ${change.ref('type')} = 'fact' and (${change.ref('dataset')}, ${change.ref('key')}) in
      (select d.slug, f.key from fact as f join dataset as d on d.id = f.dataset_id
        where f.subject_id = ${entity} or f.object_id = ${entity})
    or ${change.ref('type')} = 'fact' and ${change.ref('operation')} = 'DELETE' and (${named}))`
}

function slugs(entity: Expression<number>): Condition {
  return sql`(select slug from ${sql.raw(slugsOf.entity)} as named where named.id = ${entity})`
}
