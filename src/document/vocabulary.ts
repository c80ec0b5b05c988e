import { slugsOf } from '../database/slugs.ts'
import { sql } from '../database/sql.ts'
import { idsWhere, otherThing } from '../node/vocabulary.ts'
import { ColumnWords } from '../query/vocabulary.ts'

export const documentIds = idsWhere((id) => (id.type === 'Document' ? undefined : otherThing(id, 'document')))

/** The slugs of documents, former ones included. */
export const documentSlugs = new ColumnWords('document', sql`${sql.raw(slugsOf.document)} as named`, 'slug')

export const documentTitles = new ColumnWords('title of a document', 'document', 'title')
