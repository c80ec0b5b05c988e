import { sql } from 'kysely'
import type { Database } from '../database/open.ts'
import { DossierError } from '../errors.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { writeNodeId } from '../model/id.ts'
import { typeOfKind } from '../model/type.ts'
import { quoted } from '../model/value.ts'
import { oneOf } from '../query/logic.ts'
import { mostSuggestions } from '../query/vocabulary.ts'
import { type EntityRef, referencedEntities } from './reference.ts'
import { identifiersSharedBy, sharedText } from './shared-identifier.ts'
import { entitiesNamedLike, entitiesWithSlugsLike } from './similar.ts'

/** The most candidates of an ambiguous name. A name with more is of no use. */
const mostCandidates = 20

/**
 * The id of the one entity that a reference points at, among the kinds that are asked for; null when there is none.
 * Throws AMBIGUOUS_NAME with the candidates when a name points at several.
 */
export async function findEntity(db: Database, ref: EntityRef, kinds?: readonly EntityKind[]): Promise<number | null> {
  const ofKinds = kinds ? oneOf<string>(sql`e.kind::text`, kinds) : sql`true`
  const { rows } = await sql<{ id: number; kind: EntityKind; slug: string; name: string }>`
    select e.id, e.kind, e.slug, e.name from entity as e
    where e.id = any (array(${referencedEntities(ref)})) and ${ofKinds}
    order by e.name_key, e.id limit ${mostCandidates + 1}`.execute(db.sql)
  if (rows.length <= 1) return rows[0]?.id ?? null
  const candidates = rows.slice(0, mostCandidates).map(({ kind, slug, name }) => {
    return { id: writeNodeId(typeOfKind(kind), slug), kind, slug, name }
  })
  const shared = await identifiersSharedBy(
    db,
    rows.slice(0, mostCandidates).map(({ id }) => id),
  )
  const shown = candidates.map((candidate) => candidate.slug).join(', ')
  const count = rows.length > mostCandidates ? `more than ${mostCandidates}` : rows.length
  const { name, ...details } = ambiguous(ref)
  throw new DossierError(
    'AMBIGUOUS_NAME',
    `"${name}" names ${count} things.${sharedText(shared)} Ask by slug instead: ${shown}.`,
    { name, ...details, candidates, ...(shared.length === 0 ? {} : { sharedIdentifiers: shared }) },
  )
}

function ambiguous({ named, identifier }: EntityRef): { name: string; identifier?: object } {
  if (!identifier) return { name: named ?? '' }
  const { scheme, value } = identifier
  return { name: `${scheme} ${value}`, identifier: { scheme, value } }
}

/** Like findEntity, but throws NOT_FOUND if there is none, with what the reference may mean. */
export async function findEntityOrThrow(db: Database, argument: string, ref: EntityRef): Promise<number> {
  const id = await findEntity(db, ref)
  if (id !== null) return id
  const [field, given] = Object.entries(ref).find(([, one]) => one != null) ?? ['named', '']
  const what = field === 'named' ? 'name' : field
  const value = field === 'identifier' ? `${ref.identifier?.scheme} ${ref.identifier?.value}` : given
  const suggestions = await suggestionsFor(db, ref)
  const meant = suggestions.length === 0 ? '' : ` Did you mean ${suggestions.map(quoted).join(', ')}?`
  throw new DossierError('NOT_FOUND', `\`${argument}\`: nothing in the graph has the ${what} "${value}".${meant}`, {
    argument,
    [field]: given,
    ...(suggestions.length === 0 ? {} : { suggestions }),
  })
}

async function suggestionsFor(db: Database, { named, slug }: EntityRef): Promise<string[]> {
  const [similar = []] =
    named != null ? await entitiesNamedLike(db, [named]) : slug != null ? await entitiesWithSlugsLike(db, [slug]) : []
  return [...new Set(similar.map((one) => (named == null ? one.slug : one.name)))].slice(0, mostSuggestions)
}
