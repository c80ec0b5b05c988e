import { builder } from '../builder.ts'
import { Entity } from '../entity/schema.ts'
import { factsAt } from '../fact/link.ts'
import { FactOrder } from '../fact/order.ts'
import { Fact } from '../fact/schema.ts'
import { kindColumns } from '../model/type.ts'
import { condition } from '../query/condition.ts'
import { defineConnection } from '../query/connection.ts'
import { periodConditions } from '../query/date.ts'
import { rootConnection } from '../query/field.ts'
import type { Row } from '../query/row.ts'
import { shortList } from '../query/short-list.ts'
import { columnAt } from '../query/shown-at.ts'
import { AliasKindRef } from './enum.ts'
import { datedNamesRead, nameAsOf } from './name-as-of.ts'
import { AliasWhere, aliasKind } from './where.ts'

export const Alias = builder.prismaObject('Fact', {
  variant: 'Alias',
  description: 'A name that something has or had, with its years and its evidence.',
  interfaces: [builder.nodeInterfaceRef(), Fact],
  select: kindColumns,
  fields: (t) => ({
    name: t.string({ description: 'The name as its source writes it.', ...columnAt('alias.name', '') }),
    aliasKind: t.field({
      type: AliasKindRef,
      description: 'Which kind of name it is: `ACRONYM`.',
      ...columnAt('alias.kind', 'ALSO_KNOWN_AS'),
    }),
    language: t.string({
      nullable: true,
      description: 'The language of the name as BCP 47 tag, where it is stated: `en`.',
      ...columnAt('alias.language'),
    }),
  }),
})

const AliasConnection = defineConnection('Alias', Alias, 'fact', 'names')

builder.queryField('aliases', (t) =>
  t.field(
    rootConnection(AliasConnection, {
      name: 'aliases',
      description: 'Names that sources give to things, with their years.',
      kinds: ['ALIAS'],
      where: AliasWhere,
      orderBy: FactOrder,
    }),
  ),
)

builder.prismaInterfaceFields(Entity, (t) => ({
  aliases: t.field(
    shortList(Alias, {
      name: 'facts',
      source: 'fact',
      description: 'The names that sources give it, in order of time: current, former, acronyms.',
      kinds: ['ALIAS'],
      scope: factsAt('subject'),
      filters: () => ({
        kinds: aliasKind,
        asOf: condition({
          type: 'EDTF',
          description:
            'Only names that may have been in use at this time: `1975`. A name without dates may have been in use at any time.',
          sql: (fact: Row<'fact'>, time) => periodConditions(fact, { overlaps: time }),
        }),
      }),
      order: FactOrder,
      instead: 'aliases(where: { subject: { slug: "..." } })',
    }),
  ),
  nameAsOf: t.string({
    description:
      'The full name that it had at this time. If no name was certainly in use then, one that may have been; else the current name.',
    args: { date: t.arg({ type: 'EDTF', required: true, description: 'The time: `1975`, `1952-10`.' }) },
    select: { name: true },
    extensions: datedNamesRead,
    resolve: (row, { date }) => nameAsOf(row, date),
  }),
}))
