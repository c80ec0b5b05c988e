import { sql } from 'kysely'
import { builder } from '../builder.ts'
import { pageArguments } from '../connection/argument.ts'
import { defineConnection, nestedConnection } from '../connection/schema.ts'
import { Document } from '../document/schema.ts'
import { EvidenceStatusRef } from '../fact/enum.ts'
import { Fact } from '../fact/schema.ts'
import { evidenceColumns, idOfRow } from '../node/type.ts'

const Reference = builder.prismaObject('Reference', {
  select: { id: true },
  description: 'A citation number of a document, and what it refers to where that is known.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'The number as it stands in the text: `15`.' }),
    document: t.relation('document', { type: Document, description: 'The document that has this citation number.' }),
    title: t.exposeString('title', { nullable: true, description: 'The title of what it refers to.' }),
    url: t.expose('url', { type: 'URL', nullable: true, description: 'Where that can be read.' }),
  }),
})

export const Evidence = builder.prismaObject('Evidence', {
  description: 'Where a fact stands in a document, and how the check against its text came out.',
  interfaces: [builder.nodeInterfaceRef()],
  select: evidenceColumns,
  fields: (t) => ({
    id: t.id({ description: 'Its id in this graph, for `node`.', resolve: idOfRow }),
    fact: t.relation('fact', { type: Fact, description: 'The fact that it supports.' }),
    document: t.field({
      type: Document,
      description: 'The document.',
      select: (_args, _ctx, nested) => ({ paragraph: { select: { document: nested() } } }),
      resolve: (row) => row.paragraph.document,
    }),
    paragraph: t.int({
      description:
        'The number of the paragraph, counted from 1. The entries of an information box follow the body, one paragraph each.',
      select: { paragraph: { select: { number: true } } },
      resolve: (row) => row.paragraph.number,
    }),
    anchor: t.exposeString('anchor', { description: 'A few words of the sentence: enough to find it, no more.' }),
    sentence: t.string({
      nullable: true,
      description: 'The whole sentence; null unless the status is FOUND.',
      select: { sentence: { select: { text: true } } },
      resolve: (row) => row.sentence?.text ?? null,
    }),
    status: t.expose('status', { type: EvidenceStatusRef, description: 'How the check against the text came out.' }),
    references: t.field({
      type: [Reference],
      description: 'The citation numbers that the sentence carries.',
      select: (_args, _ctx, nested) => ({
        references: { orderBy: { ordinal: 'asc' }, select: { reference: nested() } },
      }),
      resolve: (row) => row.references.map((link) => link.reference),
    }),
  }),
})

const EvidenceConnection = defineConnection('Evidence', Evidence, 'evidence', 'evidence')

builder.prismaInterfaceField(Fact, 'evidence', (t) =>
  t.relation('evidence', {
    type: Evidence,
    description: 'Where it is stated: at least one place.',
    query: { orderBy: { ordinal: 'asc' } },
  }),
)

builder.prismaObjectField(Document, 'allEvidence', (t) =>
  t.field({
    type: EvidenceConnection,
    description: 'All evidence that stands in it, in order of the text.',
    args: pageArguments(t.arg),
    resolve: (row, args, ctx, info) => {
      const paragraph = sql`(select number from paragraph where id = ev.paragraph_id)`
      const list = () => ({
        name: 'Document.allEvidence',
        from: 'evidence' as const,
        conditions: [],
        order: [
          {
            name: 'paragraph',
            expression: paragraph,
            type: 'integer',
            nullable: false,
            direction: 'ASC',
            nulls: 'LAST',
          },
          {
            name: 'id',
            expression: sql.ref('ev.id'),
            type: 'integer',
            nullable: false,
            direction: 'ASC',
            nulls: 'LAST',
          },
        ] as const,
        scope: (document: unknown) =>
          sql<boolean>`ev.paragraph_id in (select id from paragraph where document_id = ${document})`,
      })
      return nestedConnection(ctx, info, row.id, list, args)
    },
  }),
)

/** Paragraph is an object of its own: it has no id, for its number in its document names it. */
const Paragraph = builder.prismaObject('Paragraph', {
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
        description: 'Which part of a document a paragraph stands in.',
        values: {
          BODY: { description: 'The running text.' },
          INFORMATION_BOX: { description: 'An entry of the information box, as "Key: value".' },
        } as const,
      }),
      description: 'Which part of the document it stands in.',
      select: { section: true },
      resolve: (row) => row.section ?? 'BODY',
    }),
    evidence: t.relation('evidence', {
      type: Evidence,
      description: 'The evidence that stands in it.',
      query: { orderBy: { id: 'asc' } },
    }),
  }),
})

const ParagraphConnection = defineConnection('Paragraph', Paragraph, 'paragraph', 'paragraphs')

builder.prismaObjectField(Document, 'paragraphs', (t) =>
  t.field({
    type: ParagraphConnection,
    description: 'Its paragraphs in order; none while its text is not loaded.',
    args: pageArguments(t.arg),
    resolve: (row, args, ctx, info) => {
      const list = () => ({
        name: 'Document.paragraphs',
        from: 'paragraph' as const,
        conditions: [sql<boolean>`p.text is not null`],
        order: [
          {
            name: 'number',
            expression: sql.ref('p.number'),
            type: 'integer',
            nullable: false,
            direction: 'ASC',
            nulls: 'LAST',
          },
        ] as const,
        scope: (document: unknown) => sql<boolean>`p.document_id = ${document}`,
      })
      return nestedConnection(ctx, info, row.id, list, args)
    },
  }),
)
