import { builder } from '../builder.ts'
import { quoteSelector } from '../change/quote.ts'
import { sql } from '../database/sql.ts'
import { Paragraph, Reference } from '../document/paragraph-schema.ts'
import { Document } from '../document/schema.ts'
import { Fact } from '../fact/schema.ts'
import { writeNodeId } from '../model/id.ts'
import { anchorDigest } from '../node/find.ts'
import { defineConnection } from '../query/connection.ts'
import { lengths } from '../query/cost.ts'
import { nestedConnection } from '../query/field.ts'
import type { FieldJson } from '../query/field-json.ts'
import { nodeIdJson } from '../query/node-id.ts'
import { uniqueKey } from '../query/order.ts'
import type { Ordering } from '../query/order-input.ts'
import type { Row } from '../query/row.ts'
import { columnAt, rowAt, rowsAt, withExtensions } from '../query/shown-at.ts'
import { EvidenceStatusRef } from './enum.ts'
import { EvidenceWhere } from './where.ts'

const quoteColumns = { anchor: true, sentence: { select: { text: true } } } as const

function quoteOf({ anchor, sentence }: { anchor: string; sentence: { text: string } | null }) {
  return sentence === null ? undefined : quoteSelector(sentence.text, anchor)
}

/** The number of the paragraph that was cited, where the sentence stands now or not. */
const citedParagraph: FieldJson<Row<'evidence'>> = (evidence, { joined }) => {
  const [cited, paragraph] = ['movedFrom', 'paragraph'].map((name) => joined(evidence as Row, name) as Row<'paragraph'>)
  return sql`coalesce(${cited?.ref('number')}, ${paragraph?.ref('number')})`
}

const evidenceId: FieldJson<Row<'evidence'>> = (evidence, shown) => {
  const { typeName, joined } = shown
  const row = evidence as Row
  const fact = joined(row, 'fact') as Row<'fact'>
  const paragraph = joined(row, 'paragraph') as Row<'paragraph'>
  return nodeIdJson(
    typeName,
    (joined(fact as Row, 'dataset') as Row<'dataset'>).ref('slug'),
    fact.ref('key'),
    (joined(paragraph as Row, 'document') as Row<'document'>).ref('slug'),
    citedParagraph(evidence, shown),
    sql`left(encode(sha256(convert_to(${evidence.ref('anchor')}, 'UTF8')), 'hex'), 16)`,
  )
}

export const Evidence = builder.prismaObject('Evidence', {
  description: 'The sentence of a document that states a fact, and the result of checking it against the text.',
  interfaces: [builder.nodeInterfaceRef()],
  select: { id: true },
  fields: (t) => ({
    id: t.id({
      description: 'Its global id, for `node`.',
      select: {
        anchor: true,
        fact: { select: { key: true, dataset: { select: { slug: true } } } },
        movedFrom: { select: { number: true } },
        paragraph: { select: { number: true, document: { select: { slug: true } } } },
      },
      // By what is cited, because that stays when the text moves.
      resolve: ({ anchor, fact, movedFrom, paragraph }) =>
        writeNodeId(
          'Evidence',
          fact.dataset.slug,
          fact.key,
          paragraph.document.slug,
          movedFrom?.number ?? paragraph.number,
          anchorDigest(anchor),
        ),
      extensions: { json: evidenceId },
    }),
    fact: t.relation('fact', { type: Fact, description: 'The fact that it supports.' }),
    document: t.field({
      type: Document,
      description: 'The document that states the fact.',
      ...rowAt('paragraph.document'),
    }),
    paragraph: t.int({
      description:
        'The number of the paragraph in which the sentence stands, counted from 1; while the sentence is not found, the number that was cited. The entries of an information box come after the body, one paragraph each.',
      ...columnAt('paragraph.number'),
    }),
    paragraphNode: t.relation('paragraph', { type: Paragraph, description: 'The paragraph itself, with its text.' }),
    citedParagraph: t.int({
      description: 'The number of the paragraph that was cited: not the same as `paragraph` if the sentence has moved.',
      select: { paragraph: { select: { number: true } }, movedFrom: { select: { number: true } } },
      resolve: (row) => row.movedFrom?.number ?? row.paragraph.number,
      extensions: { json: citedParagraph },
    }),
    moved: t.boolean({
      description:
        'Whether the same sentence was found in another paragraph than the one that was cited. Its status is then FOUND.',
      select: { movedFromId: true },
      resolve: (row) => row.movedFromId !== null,
      extensions: { json: (evidence: Row<'evidence'>) => sql`${evidence.ref('movedFromId')} is not null` },
    }),
    prefix: t.string({
      nullable: true,
      description:
        'A few words of the sentence before the anchor, as in a TextQuoteSelector of the W3C; empty if it starts with the anchor, null unless the status is FOUND.',
      select: quoteColumns,
      resolve: (row) => quoteOf(row)?.prefix ?? null,
    }),
    suffix: t.string({
      nullable: true,
      description:
        'A few words of the sentence after the anchor; empty if it ends with the anchor, null unless the status is FOUND.',
      select: quoteColumns,
      resolve: (row) => quoteOf(row)?.suffix ?? null,
    }),
    anchor: t.exposeString('anchor', { description: 'A few words of the sentence: enough to find it, no more.' }),
    sentence: t.string({
      nullable: true,
      description: 'The whole sentence; null unless the status is FOUND.',
      ...withExtensions(columnAt('sentence.text'), { length: lengths.sentence }),
    }),
    status: t.expose('status', { type: EvidenceStatusRef, description: 'The result of the check against the text.' }),
    references: t.field({
      type: [Reference],
      description: 'The citations in the sentence, such as `[15]`.',
      ...rowsAt('references', 'reference'),
    }),
  }),
})

export const EvidenceConnection = defineConnection('Evidence', Evidence, 'evidence', 'evidence')

builder.prismaInterfaceField(Fact, 'evidence', (t) =>
  t.relation('evidence', {
    type: Evidence,
    description: 'Where sources state it: at least one sentence of a document.',
    query: { orderBy: { ordinal: 'asc' } },
  }),
)

/** In order of the text. */
const byParagraph: Ordering<'evidence'> = {
  keys: (evidence) => {
    const paragraph = evidence.inside('paragraph')
    const number = sql`(select ${paragraph.ref('number')} from ${paragraph.from}
      where ${paragraph.id} = ${evidence.ref('paragraphId')})`
    return [uniqueKey('paragraph', number, 'integer'), uniqueKey('id', evidence.id, 'integer')]
  },
}

builder.prismaObjectField(Document, 'allEvidence', (t) =>
  t.field(
    nestedConnection(EvidenceConnection, {
      name: 'Document.evidence',
      description: 'All evidence that cites it, in order of its text.',
      where: EvidenceWhere,
      scope: (evidence, document) => {
        const paragraph = evidence.inside('paragraph')
        return sql`${evidence.ref('paragraphId')} in (select ${paragraph.id} from ${paragraph.from}
          where ${paragraph.ref('documentId')} = ${document})`
      },
      order: byParagraph,
    }),
  ),
)

builder.prismaObjectField(Paragraph, 'evidence', (t) =>
  t.field(
    nestedConnection(EvidenceConnection, {
      name: 'Paragraph.evidence',
      description: 'The evidence that cites it.',
      scope: (evidence, paragraph) => sql`${evidence.ref('paragraphId')} = ${paragraph}`,
      order: { keys: (evidence) => [uniqueKey('id', evidence.id, 'integer')] },
    }),
  ),
)
