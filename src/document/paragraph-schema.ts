import { sql } from 'kysely'
import { builder } from '../builder.ts'
import { defineConnection } from '../query/connection.ts'
import { nestedConnection } from '../query/field.ts'
import { uniqueKey } from '../query/order.ts'
import type { Ordering } from '../query/order-input.ts'
import { Document } from './schema.ts'

export const Reference = builder.prismaObject('Reference', {
  select: { id: true },
  description: 'A citation in a document, and what it refers to, if that is known.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'The number of the citation in the text: `15`.' }),
    document: t.relation('document', { type: Document, description: 'The document that contains the citation.' }),
    title: t.exposeString('title', { nullable: true, description: 'The title of what it refers to.' }),
    url: t.expose('url', { type: 'URL', nullable: true, description: 'The address where that can be read.' }),
  }),
})

/** Paragraph is an object of its own: it has no id, because its number in its document names it. */
export const Paragraph = builder.prismaObject('Paragraph', {
  select: { id: true },
  description: 'A paragraph of a document whose text is loaded.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'Its number, counted from 1.' }),
    text: t.string({
      description: 'Its text as the document has it, with citation marks.',
      select: { text: true },
      resolve: (row) => row.text ?? '',
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
      scope: (paragraph, document) => sql`${paragraph.ref('documentId')} = ${document}`,
      conditions: (paragraph) => [sql`${paragraph.ref('text')} is not null`],
      order: byNumber,
    }),
  ),
)
