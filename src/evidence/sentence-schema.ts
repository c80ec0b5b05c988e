import { builder } from '../builder.ts'
import { anchorSpan } from '../change/anchor.ts'
import { sql } from '../database/sql.ts'
import { Sentence } from '../document/sentence-schema.ts'
import { nestedConnection } from '../query/field.ts'
import { uniqueKey } from '../query/order.ts'
import { Evidence, EvidenceConnection } from './schema.ts'

const TextSpan = builder.objectRef<{ readonly start: number; readonly end: number }>('TextSpan').implement({
  description:
    'A part of a text, as a TextPositionSelector of the W3C says it. Both are counted in UTF-16 units from 0, as JavaScript counts, so `text.slice(start, end)` is the part.',
  fields: (t) => ({
    start: t.exposeInt('start', { description: 'The place of its first character.' }),
    end: t.exposeInt('end', { description: 'The place after its last character.' }),
  }),
})

builder.prismaObjectFields(Evidence, (t) => ({
  anchorSpan: t.field({
    type: TextSpan,
    nullable: true,
    description:
      'The part of `sentence` that the anchor names, perhaps written with other signs or spaces; null unless the status is FOUND.',
    select: { anchor: true, sentence: { select: { text: true } } },
    resolve: ({ anchor, sentence }) => (sentence && anchorSpan(sentence.text, anchor)) ?? null,
  }),
  sentenceNode: t.relation('sentence', {
    type: Sentence,
    nullable: true,
    description: 'The sentence itself, with its number and all that rests on it; null unless the status is FOUND.',
  }),
}))

builder.prismaObjectField(Sentence, 'evidence', (t) =>
  t.field(
    nestedConnection(EvidenceConnection, {
      name: 'Sentence.evidence',
      description: 'All evidence that was found in it: the facts that rest on this sentence.',
      scope: (evidence, sentence) => sql`${evidence.ref('sentenceId')} = ${sentence}`,
      order: { keys: (evidence) => [uniqueKey('id', evidence.id, 'integer')] },
    }),
  ),
)
