import { builder } from '../builder.ts'
import { sql } from '../database/sql.ts'
import { FuzzyDateRef } from '../date/schema.ts'
import { writeNodeId } from '../model/id.ts'
import { documentsOfSlug } from '../node/find.ts'
import { defineConnection } from '../query/connection.ts'
import { dateAt } from '../query/date-at.ts'
import { rootConnection } from '../query/field.ts'
import type { Shown } from '../query/field-json.ts'
import { nodeIdJson } from '../query/node-id.ts'
import { uniqueKey } from '../query/order.ts'
import type { Ordering } from '../query/order-input.ts'
import type { Row } from '../query/row.ts'
import { findRow } from '../query/rows.ts'
import { checkText } from '../query/text.ts'
import { documentSlugs } from './vocabulary.ts'

export const Document = builder.prismaObject('Document', {
  description:
    'A source that evidence cites. Its text need not be in the graph; while it is, evidence shows whole sentences.',
  interfaces: [builder.nodeInterfaceRef()],
  select: { id: true },
  fields: (t) => ({
    id: t.id({
      description: 'Its global id, for `node`.',
      select: { slug: true },
      resolve: ({ slug }) => writeNodeId('Document', slug),
      extensions: {
        json: (document: Row<'document'>, { typeName }: Shown) => nodeIdJson(typeName, document.ref('slug')),
      },
    }),
    slug: t.exposeString('slug', { description: 'Its readable key: `annual-report`.' }),
    title: t.exposeString('title', { description: 'The title of the document.' }),
    externalId: t.exposeString('externalId', {
      nullable: true,
      description: 'Its number in the collection that it comes from: `36893`.',
    }),
    sha256: t.exposeString('sha256', {
      nullable: true,
      description: 'The SHA-256 digest of its file, in hexadecimal.',
    }),
    url: t.expose('url', { type: 'URL', nullable: true, description: 'The address where it can be read.' }),
    licence: t.exposeString('licence', { nullable: true, description: 'The licence of its text.' }),
    asOf: t.field({
      type: FuzzyDateRef,
      nullable: true,
      description: 'The time that its text describes in the present tense.',
      ...dateAt('asOf'),
    }),
    retrievedOn: t.field({
      type: FuzzyDateRef,
      nullable: true,
      description: 'When the file was fetched from its address.',
      ...dateAt('retrievedOn'),
    }),
    format: t.exposeString('format', {
      nullable: true,
      description:
        'The format of its file: `article`, `text`, `markdown`, `html` or `pdf`, which `document load` reads, or `records`.',
    }),
    version: t.exposeInt('version', {
      description: 'How many times it was written: 1 at first, then one more with each edit.',
    }),
    language: t.exposeString('language', { description: 'The language of its text as BCP 47 tag: `en`.' }),
    isLoaded: t.boolean({
      description: 'Whether its text is in the graph, so that evidence can be checked and shown.',
      select: { loadedAt: true },
      resolve: (row) => row.loadedAt !== null,
      extensions: { json: (document: Row<'document'>) => sql`${document.ref('loadedAt')} is not null` },
    }),
  }),
})

const DocumentConnection = defineConnection('Document', Document, 'document', 'documents')

builder.queryField('document', (t) =>
  t.field({
    type: Document,
    nullable: true,
    description: 'One document by its slug or a former slug; null if there is none.',
    args: {
      slug: t.arg.string({
        required: true,
        description: 'Its readable key: `annual-report`.',
        extensions: { words: { vocabulary: documentSlugs } },
      }),
    },
    resolve: async (_root, args, ctx, info) => {
      const slug = checkText('slug', args.slug)
      return await findRow(ctx, info, 'document', documentsOfSlug(slug))
    },
  }),
)

const bySlug: Ordering<'document'> = {
  keys: (document) => [uniqueKey('slug', document.ref('slug'), 'text')],
}

builder.queryField('documents', (t) =>
  t.field(
    rootConnection(DocumentConnection, {
      name: 'documents',
      description: 'The documents that evidence cites, in order of their slugs.',
      order: bySlug,
    }),
  ),
)
