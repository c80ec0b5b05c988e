import type { EntityKind, FactKind } from './answer.ts'

/** The kinds of entities, as pages say them. */
export const kindWords: Readonly<Record<EntityKind, string>> = {
  ORGANIZATION: 'organisation',
  PERSON: 'person',
  EVENT: 'event',
  CAMPAIGN: 'campaign',
  PLACE: 'place',
  TOPIC: 'topic',
  AGREEMENT: 'agreement',
}

/** The kinds of facts, as lists of many say them. */
export const factKindWords: Readonly<Record<FactKind, string>> = {
  ALIAS: 'names',
  ATTRIBUTE: 'properties',
  FIGURE: 'figures',
  ROLE: 'posts',
  RELATIONSHIP: 'relationships',
  CRITICISM: 'criticisms',
  RESPONSE: 'responses',
}

const typeWords: Readonly<Record<string, string>> = { UN_AGENCY: 'UN agency', NGO: 'NGO', OTHER: '' }

/** The type of an organisation or an event: "UN agency". Empty for one that is of no other type. */
export function typeWord(type: string): string {
  return typeWords[type] ?? type.toLowerCase().replaceAll('_', ' ')
}
