import { builder } from '../builder.ts'
import { pageArguments } from '../connection/argument.ts'
import { defineConnection } from '../connection/schema.ts'
import { dateOfPeriod, periodSelection } from '../date/period.ts'
import { DateWhereRef, FuzzyDateRef } from '../date/schema.ts'
import { factsOf } from '../fact/connection.ts'
import { FigureQualifierRef } from '../fact/enum.ts'
import { Fact, FactOrderRef } from '../fact/schema.ts'
import { kindColumns } from '../node/type.ts'
import { Organization } from '../organization/schema.ts'
import { EntityWhereRef, factFields } from '../where/schema.ts'
import type { FactWhere } from '../where/shape.ts'

export const Figure = builder.prismaObject('Fact', {
  variant: 'Figure',
  description: 'A measured number with its date. Figures that disagree stand side by side.',
  interfaces: [builder.nodeInterfaceRef(), Fact],
  select: { ...kindColumns, figure: true },
  fields: (t) => ({
    metric: t.string({
      description: 'What was measured: `staff`, `budget`.',
      resolve: (row) => row.figure?.metric ?? '',
    }),
    amount: t.field({
      type: 'Decimal',
      description: 'The number, whole: `"1800000000"`, never in millions.',
      resolve: (row) => row.figure?.value.toFixed() ?? '0',
    }),
    unit: t.string({
      nullable: true,
      description: 'What is counted: `people`, `countries`.',
      resolve: (row) => row.figure?.unit ?? null,
    }),
    currency: t.string({
      nullable: true,
      description: 'The currency of an amount of money as ISO 4217 code: `USD`.',
      resolve: (row) => row.figure?.currency ?? null,
    }),
    qualifier: t.field({
      type: FigureQualifierRef,
      description: 'How exactly the source states the number.',
      resolve: (row) => row.figure?.qualifier ?? 'EXACT',
    }),
    asOf: t.field({
      type: FuzzyDateRef,
      nullable: true,
      description: 'When it was measured; null when the source does not say.',
      select: periodSelection,
      resolve: dateOfPeriod,
    }),
  }),
})

const FigureConnection = defineConnection('Figure', Figure, 'fact', 'figures')

const FigureWhereRef = builder.inputRef<FactWhere>('FigureWhere')
FigureWhereRef.implement({
  description: 'Conditions on a figure. All that are given must hold; `{}` asks for nothing.',
  fields: (t) => ({
    ...factFields(t, FigureWhereRef),
    metric: t.stringList({ description: 'What was measured is one of these: `"staff"`.' }),
    subject: t.field({ type: EntityWhereRef, description: 'What was measured about is such.' }),
    asOf: t.field({ type: DateWhereRef, description: 'When it was measured.' }),
  }),
})

builder.prismaObjectField(Organization, 'figures', (t) =>
  t.field({
    type: FigureConnection,
    description: 'What was measured of it: staff, budget, members, each with its date.',
    args: {
      where: t.arg({ type: FigureWhereRef, description: 'Which figures; all when it is left out.' }),
      orderBy: t.arg({ type: [FactOrderRef], description: 'In which order; by date when it is left out.' }),
      ...pageArguments(t.arg),
    },
    resolve: (row, args, ctx, info) => factsOf('Organization.figures', 'FIGURE', 'subject', row, args, ctx, info),
  }),
)
