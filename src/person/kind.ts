import type { EntityKindDeclaration } from '../model/kind.ts'

export const person: EntityKindDeclaration = {
  kind: 'PERSON',
  type: 'Person',
  table: 'person',
  section: 'people',
  noun: 'a person',
  hasProperName: true,
  fields: {},
  attributes: {},
}
