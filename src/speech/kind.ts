import { records, reference, references, text } from '../model/field.ts'

/** The fields of kinds of facts in which somebody says something: who spoke, and the words that the source quotes. */
export const speech = {
  spokespeople: references('spokesperson', 'fact_id', 'person_id', ['PERSON']),
  quotations: records('quotation', 'fact_id', {
    text: text(5000, { checkedAs: 'QUOTATION' }),
    speaker: reference('speaker_id', undefined, { optional: true }),
  }),
}
