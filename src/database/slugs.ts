/**
 * Every slug that finds an entity or a document, former ones included: a subquery with the columns id and slug. The name
 * of a subquery in FROM has to follow it.
 */
export const slugsOf = {
  entity: '(select id, slug from entity union all select entity_id, slug from former_slug)',
  document: '(select id, slug from document union all select document_id, slug from former_document_slug)',
} as const
