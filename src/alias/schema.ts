import { sql } from 'kysely'
import { builder } from '../builder.ts'
import { Entity } from '../entity/schema.ts'
import { factsAt } from '../fact/link.ts'
import { FactOrder } from '../fact/order.ts'
import { Fact } from '../fact/schema.ts'
import { kindColumns } from '../model/type.ts'
import { condition } from '../query/condition.ts'
import { periodConditions } from '../query/date.ts'
import { oneOf } from '../query/logic.ts'
import type { Row } from '../query/row.ts'
import { shortList } from '../query/short-list.ts'
import { AliasKindRef } from './enum.ts'
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
      description: 'Which kind of name it is: `ACRONYM`.',
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
  aliases: t.field(
    shortList(Alias, {
      name: 'facts',
      source: 'fact',
      description: 'The names that sources give it, in order of time: current, former, acronyms.',
      kinds: ['ALIAS'],
      scope: factsAt('subject'),
      filters: () => ({
        kinds: condition({
          type: [AliasKindRef],
          description: 'Only names of these kinds.',
          sql: (fact: Row<'fact'>, kinds) => {
            const alias = fact.inside('alias')
            return sql`${fact.id} in (select ${alias.id} from ${alias.from} where ${oneOf(alias.ref('kind'), kinds)})`
          },
        }),
        asOf: condition({
          type: 'EDTF',
          description:
            'Only names that may have been in use at this time: `1975`. A name without dates may have been in use at any time.',
          sql: (fact: Row<'fact'>, time) => periodConditions(fact, { overlaps: time }),
        }),
      }),
      order: FactOrder,
      instead: 'facts(where: { factKind: [ALIAS] })',
    }),
  ),
  nameAsOf: t.string({
    description:
      'The full name that it had at this time. If no name was certainly in use then, one that may have been; else the current name.',
    args: { date: t.arg({ type: 'EDTF', required: true, description: 'The time: `1975`, `1952-10`.' }) },
    select: { name: true },
    resolve: (row, { date }, ctx, info) => nameAsOf(ctx, info, row, date),
  }),
}))
