import { sql } from 'kysely'
import { builder } from '../builder.ts'
import { Entity } from '../entity/schema.ts'
import { factRows } from '../fact/connection.ts'
import { AliasKindRef } from '../fact/enum.ts'
import { Fact } from '../fact/schema.ts'
import { kindColumns } from '../node/type.ts'
import { oneOf } from '../where/condition.ts'
import { dateConditions, periodColumnsOf } from '../where/date.ts'
import { nameAsOf } from './name-as-of.ts'

export const Alias = builder.prismaObject('Fact', {
  variant: 'Alias',
  description: 'A name that something has or had, with its years and its evidence.',
  interfaces: [builder.nodeInterfaceRef(), Fact],
  select: { ...kindColumns, alias: true },
  fields: (t) => ({
    name: t.string({ description: 'The name as its source writes it.', resolve: (row) => row.alias?.name ?? '' }),
    aliasKind: t.field({
      type: AliasKindRef,
      description: 'What sort of name it is.',
      resolve: (row) => row.alias?.kind ?? 'ALSO_KNOWN_AS',
    }),
    language: t.string({
      nullable: true,
      description: 'The language of the name as BCP 47 tag, where it is stated: `en`.',
      resolve: (row) => row.alias?.language ?? null,
    }),
  }),
})

builder.prismaInterfaceFields(Entity, (t) => ({
  aliases: t.field({
    type: [Alias],
    description: 'The names that sources give it, in order of time: current, former, acronyms.',
    args: {
      kinds: t.arg({ type: [AliasKindRef], description: 'Only names of these kinds.' }),
      asOf: t.arg({
        type: 'EDTF',
        description: 'Only names that were possibly in use at this time; a name without a date possibly was.',
      }),
    },
    resolve: (row, { kinds, asOf }, ctx, info) =>
      factRows<typeof Alias.$inferType>('ALIAS', 'subject', row, ctx, info, [
        ...(kinds ? [sql<boolean>`f.id in (select id from alias where ${oneOf(sql.ref('kind'), kinds)})`] : []),
        ...(asOf == null ? [] : [dateConditions(periodColumnsOf('f'), { overlaps: asOf })]),
      ]),
  }),
  nameAsOf: t.string({
    description:
      'The full name that it had at this time: one that certainly was in use, else one that possibly was, else the current name.',
    args: { date: t.arg({ type: 'EDTF', required: true, description: 'The time: `1975`, `1952-10`.' }) },
    select: { name: true },
    resolve: (row, { date }, ctx, info) => nameAsOf(ctx, info, row, date),
  }),
}))
