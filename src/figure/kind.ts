import { FigureQualifier } from '../generated/prisma/enums.ts'
import { choice, formatted, text } from '../model/field.ts'
import type { FactKindDeclaration } from '../model/kind.ts'

export const figure: FactKindDeclaration = {
  kind: 'FIGURE',
  type: 'Figure',
  table: 'figure',
  section: 'figures',
  noun: 'a figure',
  subject: { field: 'subject' },
  period: 'asOf',
  fields: {
    metric: text(200),
    amount: formatted('decimal', { column: 'value', formerly: 'value' }),
    unit: text(200, { optional: true }),
    currency: formatted('currency', { optional: true }),
    qualifier: choice(FigureQualifier, { fallback: 'EXACT' }),
  },
}
