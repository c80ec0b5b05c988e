import { sql } from '../database/sql.ts'
import type { Tables } from '../database/tables.ts'
import { parseEdtf } from '../date/edtf.ts'
import { ofKinds } from '../query/logic.ts'
import type { Row } from '../query/row.ts'

interface DatedName {
  readonly name: string
  readonly fromEarliest: number | null
  readonly fromLatest: number | null
  readonly untilEarliest: number | null
  readonly untilLatest: number | null
  readonly ongoing: boolean
}

/** Days that stand for "always was" and "still is" in comparisons. */
const past = Number.NEGATIVE_INFINITY
const future = Number.POSITIVE_INFINITY

/**
 * The full name that was in use at a time: one that certainly was before one that possibly was, and of several the one
 * that came up last. Null when no dated name fits: nothing is known but the current name.
 */
export function nameAt(names: readonly DatedName[], edtf: string): string | null {
  const time = parseEdtf(edtf)
  const [start, end] = [time.earliest ?? past, time.latest ?? future]
  const possible = names.filter((name) => {
    return (name.fromEarliest ?? past) <= end && (name.untilLatest ?? future) >= start
  })
  const certain = possible.filter((name) => {
    const until = name.ongoing ? future : (name.untilEarliest ?? past)
    return (name.fromLatest ?? future) <= start && until >= end
  })
  const candidates = certain.length > 0 ? certain : possible
  return candidates.toSorted((a, b) => (b.fromEarliest ?? past) - (a.fromEarliest ?? past)).at(0)?.name ?? null
}

/** What a field that shows such a name has as extensions: the dated names are read with the row of the entity. */
export const datedNamesRead = {
  values: {
    datedNames: (entity: Row<'entity'>) => {
      const fact = entity.inside('fact')
      const alias = fact.beside('alias')
      const column = (name: keyof DatedName & keyof Tables['fact']) => sql`${sql.lit(name)}, ${fact.ref(name)}`
      return sql`(select coalesce(json_agg(json_build_object('name', ${alias.ref('name')},
          ${sql.join((['fromEarliest', 'fromLatest', 'untilEarliest', 'untilLatest', 'ongoing'] as const).map(column))})
          order by ${fact.id}), '[]')
        from ${fact.from} join ${alias.from} on ${alias.id} = ${fact.id}
        where ${fact.ref('subjectId')} = ${entity.id} and ${ofKinds(alias.ref('kind'), ['OFFICIAL', 'FORMER'])}
          and (${fact.ref('fromEdtf')} is not null or ${fact.ref('untilEdtf')} is not null))`
    },
  },
}

/** The full name that an entity had at a time (see nameAt); else its name now. Needs `datedNamesRead`. */
export function nameAsOf(entity: { readonly name: string }, edtf: string): string {
  const { datedNames } = entity as unknown as { datedNames: readonly DatedName[] }
  return nameAt(datedNames, edtf) ?? entity.name
}
