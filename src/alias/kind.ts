import { AliasKind } from '../generated/prisma/enums.ts'
import { choice, formatted, text } from '../model/field.ts'
import type { FactKindDeclaration } from '../model/kind.ts'

export const alias: FactKindDeclaration = {
  kind: 'ALIAS',
  type: 'Alias',
  table: 'alias',
  section: 'aliases',
  noun: 'an alias',
  description: 'A name that something has or had.',
  subject: { field: 'subject' },
  period: 'period',
  fields: {
    name: text(500, { isName: true, checkedAs: 'NAME' }),
    aliasKind: choice(AliasKind, { column: 'kind', formerly: 'kind' }),
    language: formatted('language', { optional: true }),
  },
  name: { text: 'name', kind: 'aliasKind' },
}
