import { reference, references, text } from '../model/field.ts'
import type { FactKindDeclaration } from '../model/kind.ts'
import { speech } from '../speech/kind.ts'

export const criticism: FactKindDeclaration = {
  kind: 'CRITICISM',
  type: 'Criticism',
  table: 'criticism',
  section: 'criticisms',
  noun: 'a criticism',
  description: 'Somebody criticised somebody or something.',
  subject: { field: 'critic', kinds: ['ORGANIZATION', 'PERSON'], attribution: 'attribution', isNamed: true },
  object: { field: 'target', isNamed: true },
  period: 'statedOn',
  fields: {
    claim: text(5000, { column: 'summary', formerly: 'summary', isSearched: true }),
    attribution: text(500, { optional: true, checkedAs: 'NAME' }),
    topics: references('criticism_topic', 'criticism_id', 'topic_id', ['TOPIC']),
    about: references('criticism_about', 'criticism_id', 'entity_id'),
    publishedBy: reference('published_by_id', ['ORGANIZATION'], { optional: true }),
    ...speech,
  },
}
