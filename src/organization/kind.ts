import { OrganizationType } from '../generated/prisma/enums.ts'
import { choice } from '../model/field.ts'
import type { EntityKindDeclaration } from '../model/kind.ts'

export const organization: EntityKindDeclaration = {
  kind: 'ORGANIZATION',
  type: 'Organization',
  table: 'organization',
  section: 'organizations',
  noun: 'an organisation',
  hasProperName: true,
  fields: { organizationType: choice(OrganizationType, { column: 'type', formerly: 'type' }) },
  attributes: {
    founded: { value: 'date', columns: { as: 'date', name: 'founded' } },
    dissolved: { value: 'date', columns: { as: 'date', name: 'dissolved' } },
    website: { value: 'url' },
  },
}
