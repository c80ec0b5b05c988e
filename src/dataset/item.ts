import type { EntityKind } from '../generated/prisma/enums.ts'
import { type DatasetEntity, type DatasetFact, type DatasetItem, entityKinds, factKinds } from './format.ts'

export function isEntity(item: DatasetItem): item is DatasetEntity {
  return Object.hasOwn(entityKinds, item.section)
}

export function isFact(item: DatasetItem): item is DatasetFact {
  return Object.hasOwn(factKinds, item.section)
}

/** Attributes whose value is a date. On entities of these kinds the first one in the files is the entity's own date. */
export const dateAttributes: Readonly<Record<string, readonly EntityKind[]>> = {
  founded: ['ORGANIZATION'],
  dissolved: ['ORGANIZATION'],
  date: ['EVENT', 'CAMPAIGN'],
  adopted: ['AGREEMENT'],
  'in-force': ['AGREEMENT'],
}

/** The slugs at both ends of a fact. */
export function endsOf(fact: DatasetFact): { subject: string; object: string | null } {
  switch (fact.section) {
    case 'roles':
      return { subject: fact.person, object: fact.organization }
    case 'criticisms':
      return { subject: fact.critic, object: fact.target }
    case 'relationships':
      return { subject: fact.subject, object: fact.object }
    default:
      return { subject: fact.subject, object: null }
  }
}

/** When it was so, in EDTF: `period`, or what takes its place. A date-valued attribute has its value. */
export function periodOfFact(fact: DatasetFact): string | undefined {
  switch (fact.section) {
    case 'figures':
      return fact.asOf
    case 'criticisms':
      return fact.statedOn
    case 'attributes':
      return fact.period ?? (Object.hasOwn(dateAttributes, fact.attribute) ? fact.value : undefined)
    default:
      return fact.period
  }
}
