import { ResponseStance } from '../generated/prisma/enums.ts'
import { choice, factReference, text } from '../model/field.ts'
import type { FactKindDeclaration } from '../model/kind.ts'
import { speech } from '../speech/kind.ts'

export const response: FactKindDeclaration = {
  kind: 'RESPONSE',
  type: 'Response',
  table: 'response',
  section: 'responses',
  noun: 'a response',
  description: 'Somebody answered a criticism.',
  subject: { field: 'responder', kinds: ['ORGANIZATION', 'PERSON'], isNamed: true },
  period: 'statedOn',
  fields: {
    criticism: factReference('criticism_id', 'CRITICISM'),
    stance: choice(ResponseStance),
    reply: text(5000, { isSearched: true }),
    ...speech,
  },
}
