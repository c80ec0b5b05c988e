/**
 * The things that have, or had, the slugs of `$1`, with the columns id and slug. Within a change a slug can be that of a
 * thing and still a former one of another: the thing that has it comes last, so that it wins in a map.
 */
export function selectBySlugs(table: 'entity' | 'document'): string {
  return `select id, slug from (
      select ${table}_id as id, slug, false as is_present from former_${table === 'entity' ? '' : 'document_'}slug
      union all select id, slug, true from ${table}) as named
    where slug = any($1::text[]) order by is_present`
}

/**
 * Every slug that finds an entity or a document, former ones included: a subquery with the columns id and slug. The name
 * of a subquery in FROM has to follow it.
 */
export const slugsOf = {
  entity: '(select id, slug from entity union all select entity_id, slug from former_slug)',
  document: '(select id, slug from document union all select document_id, slug from former_document_slug)',
} as const
