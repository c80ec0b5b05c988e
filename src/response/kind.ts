import { ResponseStance } from '../generated/prisma/enums.ts'
import { choice, factReference, records, reference, references, text } from '../model/field.ts'
import type { FactKindDeclaration } from '../model/kind.ts'

export const response: FactKindDeclaration = {
  kind: 'RESPONSE',
  type: 'Response',
  table: 'response',
  section: 'responses',
  noun: 'a response',
  description: 'Somebody answered a criticism.',
  subject: { field: 'responder', kinds: ['ORGANIZATION', 'PERSON'] },
  period: 'statedOn',
  fields: {
    criticism: factReference('criticism_id', 'CRITICISM'),
    stance: choice(ResponseStance),
    reply: text(5000, { isSearched: true }),
    spokespeople: references('spokesperson', 'fact_id', 'person_id', ['PERSON']),
    quotations: records('quotation', 'fact_id', {
      text: text(5000),
      speaker: reference('speaker_id', undefined, { optional: true }),
    }),
  },
}
