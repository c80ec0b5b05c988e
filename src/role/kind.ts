import { text } from '../model/field.ts'
import type { FactKindDeclaration } from '../model/kind.ts'

export const role: FactKindDeclaration = {
  kind: 'ROLE',
  type: 'Role',
  table: 'role',
  section: 'roles',
  noun: 'a role',
  description: 'A post that a person holds or held in an organisation.',
  subject: { field: 'person', kinds: ['PERSON'], isNamed: true },
  object: { field: 'organization', kinds: ['ORGANIZATION'], isNamed: true },
  period: 'period',
  fields: { title: text(500) },
}
