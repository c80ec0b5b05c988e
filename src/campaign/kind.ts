import type { EntityKindDeclaration } from '../model/kind.ts'

export const campaign: EntityKindDeclaration = {
  kind: 'CAMPAIGN',
  type: 'Campaign',
  table: 'campaign',
  section: 'campaigns',
  noun: 'a campaign',
  hasProperName: true,
  fields: {},
  attributes: { date: { value: 'date', columns: { as: 'period' } } },
}
