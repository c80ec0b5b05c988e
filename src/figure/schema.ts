import { builder } from '../builder.ts'
import { FuzzyDateRef } from '../date/schema.ts'
import { factsAt } from '../fact/link.ts'
import { Fact } from '../fact/schema.ts'
import { kindColumns } from '../model/type.ts'
import { Organization } from '../organization/schema.ts'
import { defineConnection } from '../query/connection.ts'
import { dateOfRow } from '../query/date-at.ts'
import { nestedConnection, rootConnection } from '../query/field.ts'
import { columnAt, decimalAt } from '../query/shown-at.ts'
import { FigureQualifierRef } from './enum.ts'
import { FigureOrder } from './order.ts'
import { FigureWhere } from './where.ts'

export const Figure = builder.prismaObject('Fact', {
  variant: 'Figure',
  description:
    'A measured number with its date, such as a count of staff. If sources disagree, there is a figure for each.',
  interfaces: [builder.nodeInterfaceRef(), Fact],
  select: kindColumns,
  fields: (t) => ({
    metric: t.string({
      description: 'What was measured: `staff`, `budget`.',
      ...columnAt('figure.metric', ''),
    }),
    amount: t.field({
      type: 'Decimal',
      description: 'The number written out: `"1800000000"`, never in millions. For a range, its lower end.',
      ...decimalAt('figure.value'),
    }),
    upTo: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'The upper end of a range; null for a single number.',
      ...decimalAt('figure.upTo'),
    }),
    unit: t.string({
      nullable: true,
      description: 'What is counted: `people`, `countries`.',
      ...columnAt('figure.unit'),
    }),
    currency: t.string({
      nullable: true,
      description: 'The currency of an amount of money as ISO 4217 code: `USD`.',
      ...columnAt('figure.currency'),
    }),
    qualifier: t.field({
      type: FigureQualifierRef,
      description: 'How exactly the source states the number.',
      ...columnAt('figure.qualifier', 'EXACT'),
    }),
    asOf: t.field({
      type: FuzzyDateRef,
      nullable: true,
      description: 'When it was measured; null if the source does not say.',
      ...dateOfRow,
    }),
  }),
})

const FigureConnection = defineConnection('Figure', Figure, 'fact', 'figures')

/** What every list of figures is, and what callers can say of it. */
const figures = { kinds: ['FIGURE'], where: FigureWhere, orderBy: FigureOrder } as const

builder.queryField('figures', (t) =>
  t.field(
    rootConnection(FigureConnection, {
      name: 'figures',
      description: 'Figures: measured numbers, such as staff and budgets, each with its date.',
      ...figures,
    }),
  ),
)

builder.prismaObjectField(Organization, 'figures', (t) =>
  t.field(
    nestedConnection(FigureConnection, {
      name: 'Organization.figures',
      description: 'Its figures: staff, budget, members, each with its date.',
      scope: factsAt('subject'),
      ...figures,
    }),
  ),
)
