import type { EntityKindDeclaration } from '../model/kind.ts'

export const agreement: EntityKindDeclaration = {
  kind: 'AGREEMENT',
  type: 'Agreement',
  table: 'agreement',
  section: 'agreements',
  noun: 'an agreement',
  hasProperName: true,
  fields: {},
  attributes: {
    adopted: { value: 'date', columns: { as: 'date', name: 'adopted' } },
    'in-force': { value: 'date', columns: { as: 'date', name: 'in_force' } },
  },
}
