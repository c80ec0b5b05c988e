import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../builder.ts'
import type { Database } from '../database/open.ts'
import { type Expression, sql } from '../database/sql.ts'
import { query } from '../database/statement.ts'
import { DossierError } from '../errors.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { writeNodeId } from '../model/id.ts'
import { typeOfKind } from '../model/type.ts'
import { quoted } from '../model/value.ts'
import { ofKinds } from '../query/logic.ts'
import { Row } from '../query/row.ts'
import { RowReader, readsOf } from '../query/rows.ts'
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
  const rows = await query(db, candidatesOf(ref, kinds))
  if (rows.length <= 1) return rows[0]?.id ?? null
  throw await ambiguousName(db, ref, rows)
}

/** As findEntity, but reads the row with what the query selects below the field: both in one statement. */
export async function readEntity<Loaded>(
  ctx: Context,
  info: GraphQLResolveInfo,
  ref: EntityRef,
  kinds?: readonly EntityKind[],
): Promise<Loaded | null> {
  const reader = RowReader.of(info)
  const entity = Row.of('entity')
  const rows = await readsOf(ctx).rows(sql<Candidate & { readonly row: unknown }>`
    with found as materialized (${candidatesOf(ref, kinds)})
    select found.*, case when (select count(*) from found) = 1 then (
      select ${reader.jsonFor(ctx, entity)} from ${entity.from} where ${entity.id} = found.id) end as row from found`)
  if (rows.length > 1) throw await ambiguousName(ctx.db, ref, rows)
  return reader.read<Loaded>(rows[0]?.row)
}

interface Candidate {
  readonly id: number
  readonly kind: EntityKind
  readonly slug: string
  readonly name: string
}

/** What a reference may point at, by name; one more than an error names. */
function candidatesOf(ref: EntityRef, kinds: readonly EntityKind[] | undefined): Expression<Candidate> {
  const isOfKinds = kinds ? ofKinds(sql<EntityKind>`e.kind`, kinds) : sql`true`
  return sql`select e.id, e.kind, e.slug, e.name from entity as e
    where e.id = any (array(${referencedEntities(ref)})) and ${isOfKinds}
    order by e.name_key, e.id limit ${sql.lit(mostCandidates + 1)}`
}

async function ambiguousName(db: Database, ref: EntityRef, rows: readonly Candidate[]): Promise<DossierError> {
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
  return new DossierError(
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
