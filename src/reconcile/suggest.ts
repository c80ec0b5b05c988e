import type { Database } from '../database/open.ts'
import { sql } from '../database/sql.ts'
import { query } from '../database/statement.ts'
import { DossierError } from '../errors.ts'
import { nameKey } from '../model/name-key.ts'
import { quoted } from '../model/value.ts'
import { suggestNames } from '../name/resolve.ts'
import { describe, readEntities } from './entity.ts'
import { identifierIn, type Property, properties } from './property.ts'
import { mostCandidates } from './query.ts'
import { allTypes, kindOfTypeId, type NamedType, typeOf } from './type.ts'

/** Something to choose, as the protocol writes it. */
export interface Suggestion {
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly notable?: readonly NamedType[]
}

/** Suggestions that are shown at once. */
const pageSize = 20

/** What somebody is typing, and how many suggestions to leave out. */
interface Typed {
  readonly prefix: string
  readonly cursor: number
}

/** @throws DossierError BAD_USER_INPUT for a request without `prefix`, or with a wrong `cursor`. */
export function readTyped(form: URLSearchParams): Typed {
  const [prefix, cursor] = [form.get('prefix'), form.get('cursor') || '0']
  if (prefix === null) {
    throw new DossierError('BAD_USER_INPUT', 'Say what has been typed as `prefix`.', { field: 'prefix' })
  }
  if (!/^\d{1,3}$/.test(cursor)) {
    const message = `\`cursor\` is ${quoted(cursor)}, and must be the number of suggestions to leave out, such as ${pageSize}.`
    throw new DossierError('BAD_USER_INPUT', message, { field: 'cursor' })
  }
  return { prefix, cursor: Number(cursor) }
}

/** Entities that somebody may mean who is typing; of one kind with the parameter `type`. */
export async function suggestEntities(db: Database, form: URLSearchParams): Promise<Suggestion[]> {
  const { prefix, cursor } = readTyped(form)
  // A client asks with the type that a column has, which another service may have given it.
  const kinds = (form.get('type') ?? '').split(',').flatMap((type) => kindOfTypeId(type) ?? [])
  const first = Math.min(cursor + pageSize, mostCandidates)
  if (prefix.trim() === '' || cursor >= first) return []
  const matches = (await suggestNames(db, prefix, { kinds: kinds.length > 0 ? kinds : null, first })).slice(cursor)
  const entities = await readEntities(
    db,
    matches.map(({ entityId }) => entityId),
  )
  return matches.flatMap(({ entityId }) => {
    const entity = entities.get(entityId)
    if (!entity) return []
    return [{ id: entity.slug, name: entity.name, description: describe(entity), notable: [typeOf(entity.kind)] }]
  })
}

export function suggestTypes(form: URLSearchParams): Suggestion[] {
  return typed(allTypes(), form)
}

export async function suggestProperties(db: Database, form: URLSearchParams): Promise<Suggestion[]> {
  return typed([asOf, ...(await allProperties(db)).map(suggestionOf)], form)
}

/** It says when a name was written, so only queries have it. */
const asOf: Suggestion = {
  id: 'asOf',
  name: 'As of',
  description: 'When the name was written, such as 1951: names that were in use then are found first.',
}

function suggestionOf({ id, name, description }: Property): Suggestion {
  return { id, name, description }
}

/** Those whose id or name has the typed text, first those that start with it. */
function typed(all: readonly Suggestion[], form: URLSearchParams): Suggestion[] {
  const { prefix, cursor } = readTyped(form)
  const key = nameKey(prefix)
  const placed = all.map((one) => ({ one, keys: [nameKey(one.id), nameKey(one.name)] }))
  const first = placed.filter(({ keys }) => keys.some((text) => text.startsWith(key)))
  const others = placed.filter((one) => !first.includes(one) && one.keys.some((text) => text.includes(key)))
  return [...first, ...others].map(({ one }) => one).slice(cursor, cursor + pageSize)
}

/** Our own properties, and the catalogues in which entities of the graph have identifiers. */
async function allProperties(db: Database): Promise<Property[]> {
  const rows = await query(
    db,
    sql<{ scheme: string }>`
    select lower(scheme) as scheme from identifier group by lower(scheme) order by count(*) desc, 1
    limit ${mostCandidates}`,
  )
  return [...properties, ...rows.map(({ scheme }) => identifierIn(scheme))]
}

/** The properties that can be asked of entities of a type; of all types without the parameter `type`. */
export async function proposeProperties(db: Database, form: URLSearchParams) {
  const [type, limit] = [form.get('type') ?? '', form.get('limit') || String(mostCandidates)]
  if (!/^[1-9]\d{0,3}$/.test(limit)) {
    const message = `\`limit\` is ${quoted(limit)}, and must be a whole number from 1 to 9999.`
    throw new DossierError('BAD_USER_INPUT', message, { field: 'limit' })
  }
  const kind = kindOfTypeId(type)
  const fitting = (await allProperties(db)).filter(({ kinds }) => !kinds || !kind || kinds.includes(kind))
  return {
    ...(type !== '' && { type }),
    limit: Number(limit),
    properties: fitting.slice(0, Number(limit)).map(suggestionOf),
  }
}

/** What is known of a type or a property, in a few words; undefined if there is none. */
export function typeOrProperty(what: 'type' | 'property', id: string): Suggestion | undefined {
  const all: Suggestion[] = what === 'type' ? allTypes() : [asOf, ...properties.map(suggestionOf)]
  return all.find((one) => one.id === id) ?? (what === 'property' ? suggestionOf(identifierIn(id)) : undefined)
}
