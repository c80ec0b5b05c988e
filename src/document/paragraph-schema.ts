import DataLoader from 'dataloader'
import { builder } from '../builder.ts'
import { sql } from '../database/sql.ts'
import { writeNodeId } from '../model/id.ts'
import { defineConnection } from '../query/connection.ts'
import { lengths } from '../query/cost.ts'
import { nestedConnection } from '../query/field.ts'
import type { FieldJson } from '../query/field-json.ts'
import { nodeIdJson } from '../query/node-id.ts'
import { uniqueKey } from '../query/order.ts'
import type { Ordering } from '../query/order-input.ts'
import type { Row } from '../query/row.ts'
import { loadRow, perField, readsOf } from '../query/rows.ts'
import { ParagraphWhere } from './paragraph-where.ts'
import { Document } from './schema.ts'

export const Reference = builder.prismaObject('Reference', {
  select: { id: true },
  description: 'A citation in a document, and what it refers to, if that is known.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'The number of the citation in the text: `15`.' }),
    document: t.relation('document', { type: Document, description: 'The document that contains the citation.' }),
    title: t.string({
      nullable: true,
      description: 'The title of what it refers to.',
      select: { title: true, textTitle: true },
      resolve: ({ title, textTitle }) => title ?? textTitle,
      extensions: {
        json: (row: Row<'reference'>) => sql`coalesce(${row.ref('title')}, ${row.ref('textTitle')})`,
      },
    }),
    url: t.field({
      type: 'URL',
      nullable: true,
      description: 'The address where that can be read.',
      select: { url: true, title: true, textUrl: true },
      resolve: ({ url, title, textUrl }) => url ?? (title === null ? textUrl : null),
      extensions: {
        json: (row: Row<'reference'>) =>
          sql`coalesce(${row.ref('url')}, case when ${row.ref('title')} is null then ${row.ref('textUrl')} end)`,
      },
    }),
  }),
})

const paragraphId: FieldJson<Row<'paragraph'>> = (row, { typeName, joined }) => {
  const document = joined(row as Row, 'document') as Row<'document'>
  return nodeIdJson(typeName, document.ref('slug'), row.ref('number'))
}

export const Paragraph = builder.prismaObject('Paragraph', {
  select: { id: true },
  description: 'A paragraph of a document.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.id({
      description: 'Its global id, for `node`.',
      select: { number: true, document: { select: { slug: true } } },
      resolve: ({ number, document }) => writeNodeId('Paragraph', document.slug, number),
      extensions: { json: paragraphId },
    }),
    document: t.relation('document', { type: Document, description: 'The document that it belongs to.' }),
    number: t.exposeInt('number', { description: 'Its number, counted from 1.' }),
    page: t.exposeInt('page', {
      nullable: true,
      description: 'The page on which it starts, counted from 1; null where its document has no pages.',
    }),
    text: t.exposeString('text', {
      nullable: true,
      extensions: { length: lengths.paragraph },
      description: 'Its text as the document has it, with citation marks; null while the text is not loaded.',
    }),
    section: t.field({
      type: builder.enumType('ParagraphSection', {
        description: 'The parts of a document.',
        values: {
          BODY: { description: 'The running text.' },
          INFORMATION_BOX: { description: 'An entry of the information box, as "Key: value".' },
        } as const,
      }),
      description: 'Which part of the document it belongs to.',
      select: { section: true },
      resolve: (row) => row.section ?? 'BODY',
    }),
  }),
})

const ParagraphConnection = defineConnection('Paragraph', Paragraph, 'paragraph', 'paragraphs')

const byNumber: Ordering<'paragraph'> = {
  keys: (paragraph) => [uniqueKey('number', paragraph.ref('number'), 'integer')],
}

builder.prismaObjectField(Document, 'paragraphs', (t) =>
  t.field(
    nestedConnection(ParagraphConnection, {
      name: 'Document.paragraphs',
      description: 'Its paragraphs in order; none while its text is not loaded.',
      where: ParagraphWhere,
      scope: (paragraph, document) => sql`${paragraph.ref('documentId')} = ${document}`,
      conditions: (paragraph) => [sql`${paragraph.ref('text')} is not null`],
      order: byNumber,
    }),
  ),
)

const mostParagraphs = 999_999_999

builder.prismaObjectField(Document, 'paragraph', (t) =>
  t.field({
    type: Paragraph,
    nullable: true,
    description: 'One paragraph by its number; null if there is none.',
    args: { number: t.arg.int({ required: true, description: 'Its number, counted from 1.' }) },
    resolve: async (document, { number }, ctx, info) => {
      if (number < 1 || number > mostParagraphs) return null
      // All documents of a list that ask share one statement.
      const loader = perField(
        ctx,
        info,
        () => {
          return new DataLoader<number, number | undefined>(async (documents) => {
            const rows = await readsOf(ctx).rows<{ documentId: number; id: number }>(sql`
            select document_id as "documentId", id from paragraph
            where document_id = any(${documents}::integer[]) and number = ${number}`)
            const found = new Map(rows.map((row) => [row.documentId, row.id]))
            return documents.map((id) => found.get(id))
          })
        },
        'number',
      )
      const id = await loader.load(document.id)
      return id === undefined ? null : await loadRow(ctx, info, 'paragraph', id)
    },
  }),
)

const ReferenceConnection = defineConnection('Reference', Reference, 'reference', 'references')

/** 2 before 10, and numbers before what is none. */
const byLabel: Ordering<'reference'> = {
  keys: (reference) => [
    uniqueKey('length', sql`length(${reference.ref('label')})`, 'integer'),
    uniqueKey('label', reference.ref('label'), 'text'),
  ],
}

builder.prismaObjectField(Document, 'references', (t) =>
  t.field(
    nestedConnection(ReferenceConnection, {
      name: 'Document.references',
      description:
        'The citations in its text, such as `[15]`, that evidence names or that its own list of references has.',
      scope: (reference, document) => sql`${reference.ref('documentId')} = ${document}`,
      order: byLabel,
    }),
  ),
)
