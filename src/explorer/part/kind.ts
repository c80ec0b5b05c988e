import { counted } from './number.ts'

type Words = Readonly<Record<string, readonly [one: string, many: string]>>

/** The words for kinds of entities: of one, and of several. */
const entityWords = {
  ORGANIZATION: ['organisation', 'organisations'],
  PERSON: ['person', 'people'],
  EVENT: ['event', 'events'],
  CAMPAIGN: ['campaign', 'campaigns'],
  PLACE: ['place', 'places'],
  TOPIC: ['topic', 'topics'],
  AGREEMENT: ['agreement', 'agreements'],
} as const satisfies Words

export type EntityKind = keyof typeof entityWords

/** The words for kinds of facts: of one, and of several. */
const factWords = {
  ALIAS: ['name', 'names'],
  ATTRIBUTE: ['property', 'properties'],
  CRITICISM: ['criticism', 'criticisms'],
  FIGURE: ['figure', 'figures'],
  RELATIONSHIP: ['relationship', 'relationships'],
  RESPONSE: ['response', 'responses'],
  ROLE: ['post', 'posts'],
} as const satisfies Words

export type FactKind = keyof typeof factWords

/** All kinds of entities, in the order in which pages show them. */
export const entityKinds = Object.keys(entityWords) as readonly EntityKind[]

/** All kinds of facts, in the order in which pages show them. */
export const factKinds = Object.keys(factWords) as readonly FactKind[]

/** What one entity of a kind is called: "organisation". */
export function entityWord(kind: EntityKind): string {
  return entityWords[kind][0]
}

/** What several entities of a kind are called: "organisations". */
export function entitiesWord(kind: EntityKind): string {
  return entityWords[kind][1]
}

/** What one fact of a kind is called: "criticism". */
export function factWord(kind: FactKind): string {
  return factWords[kind][0]
}

/** What several facts of a kind are called: "criticisms". */
export function factsWord(kind: FactKind): string {
  return factWords[kind][1]
}

/** "1 person", "222 organisations". */
export function countedEntities(count: number, kind: EntityKind): string {
  return counted(count, entityWord(kind), entitiesWord(kind))
}

/** True if a text is a kind of entities. */
export function isEntityKind(text: string): text is EntityKind {
  return Object.hasOwn(entityWords, text)
}

const typeWords: Readonly<Record<string, string>> = { UN_AGENCY: 'UN agency', NGO: 'NGO', OTHER: '' }

/** The type of an organisation or an event: "UN agency". Empty for one that is of no other type. */
export function typeWord(type: string): string {
  return typeWords[type] ?? type.toLowerCase().replaceAll('_', ' ')
}
