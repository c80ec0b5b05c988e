import { type Expression, sql } from '../database/sql.ts'
import type { EntityRef } from '../entity/reference.ts'
import { DossierError } from '../errors.ts'
import { readNodeId } from '../model/id.ts'
import { documentsOfSlug } from '../node/find.ts'
import { checkText } from '../query/text.ts'

/** Documents by id, slug or, as `named`, title. Throws BAD_USER_INPUT for anything else. */
export function referencedDocuments({ id, slug, named }: EntityRef): Expression<number> {
  if (id != null) {
    const node = readNodeId(id)
    return node.type === 'Document' ? documentsOfSlug(node.parts[0] ?? '') : sql`select null::integer`
  }
  if (slug != null) return documentsOfSlug(checkText('slug', slug))
  if (named != null) return sql`select id from document where lower(title) = lower(${checkText('named', named)})`
  throw new DossierError('BAD_USER_INPUT', 'Say which document: set `id`, `slug` or, with its title, `named`.')
}
