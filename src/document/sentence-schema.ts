import { builder } from '../builder.ts'
import { lengths } from '../query/cost.ts'
import { Paragraph } from './paragraph-schema.ts'

export const Sentence = builder.prismaObject('Sentence', {
  select: { id: true },
  description: 'A sentence of a paragraph whose text is loaded, as evidence is checked against it.',
  fields: (t) => ({
    number: t.exposeInt('ordinal', { description: 'Its number within its paragraph, counted from 1.' }),
    text: t.exposeString('text', {
      extensions: { length: lengths.sentence },
      description: 'Its text without citation marks, with one space between words.',
    }),
    labels: t.stringList({
      select: { labels: true },
      description:
        'The numbers of the citations in it or directly after it, such as `15`. None are known of texts that early versions loaded.',
      // Null where the text was loaded before the column was there, which the type does not say.
      resolve: ({ labels }) => (labels as string[] | null) ?? [],
    }),
    paragraph: t.relation('paragraph', { type: Paragraph, description: 'The paragraph that it belongs to.' }),
  }),
})

builder.prismaObjectField(Paragraph, 'sentences', (t) =>
  t.relation('sentences', {
    type: Sentence,
    description: 'Its sentences in order; none while its text is not loaded.',
    query: { orderBy: { ordinal: 'asc' } },
  }),
)
