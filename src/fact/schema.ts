import { builder } from '../builder.ts'
import { type Arg, pageArguments } from '../connection/argument.ts'
import { defineConnection, rootConnection } from '../connection/schema.ts'
import { periodOf, periodSelection } from '../date/period.ts'
import { PeriodRef } from '../date/schema.ts'
import { DirectionRef, Entity, NullsRef } from '../entity/schema.ts'
import { idOfRow, kindColumns, typeOfRow } from '../node/type.ts'
import { FactWhereRef } from '../where/schema.ts'
import { factsOf } from './connection.ts'
import { FactKindRef } from './enum.ts'
import { factList } from './list.ts'
import type { FactOrder } from './order.ts'

export const Fact = builder.prismaInterface('Fact', {
  description: 'An edge of the graph: something that a source states, with its evidence.',
  interfaces: [builder.nodeInterfaceRef()],
  select: kindColumns,
  resolveType: (row) => typeOfRow(row),
  fields: (t) => ({
    id: t.id({ description: 'Its id in this graph, for `node`.', resolve: idOfRow }),
    factKind: t.field({ type: FactKindRef, description: 'What sort of fact it is.', resolve: (row) => row.kind }),
    subject: t.relation('subject', { type: Entity, description: 'What it is about.' }),
    object: t.relation('object', { type: Entity, nullable: true, description: 'The other end, where there is one.' }),
    statement: t.exposeString('statement', { description: 'The fact as one plain sentence, in our own words.' }),
    period: t.field({
      type: PeriodRef,
      description: 'When it held or happened.',
      select: periodSelection,
      resolve: periodOf,
    }),
    recordedAt: t.expose('recordedAt', {
      type: 'DateTime',
      description: 'When it was entered into this graph, or last changed.',
    }),
  }),
})

export const FactOrderRef = builder.inputRef<FactOrder>('FactOrder').implement({
  description: 'One key of an order of facts. Facts that are equal in all keys stand in order of their ids.',
  fields: (t) => ({
    field: t.field({
      type: builder.enumType('FactOrderField', {
        description: 'What facts are ordered by.',
        values: {
          FROM: { description: 'The first day that the begin can mean.' },
          UNTIL: { description: 'The last day that the end can mean.' },
          RECORDED_AT: { description: 'When the fact was entered into this graph.' },
        } as const,
      }),
      required: true,
      description: 'What to order by.',
    }),
    direction: t.field({ type: DirectionRef, description: 'ASC unless said otherwise.' }),
    nulls: t.field({ type: NullsRef, description: 'LAST unless said otherwise, in both directions.' }),
  }),
})

export const FactConnection = defineConnection('Fact', Fact, 'fact', 'facts')

/** The arguments of lists of facts of all kinds. */
function factArguments(arg: Arg) {
  return {
    where: arg({ type: FactWhereRef, description: 'Which ones; all when it is left out.' }),
    orderBy: arg({ type: [FactOrderRef], description: 'In which order; by begin when it is left out.' }),
    ...pageArguments(arg),
  }
}

builder.queryField('facts', (t) =>
  t.field({
    type: FactConnection,
    description: 'Facts of all kinds.',
    args: factArguments(t.arg),
    resolve: (_root, args, ctx) => rootConnection(ctx, factList({ name: 'facts', ...args }), args),
  }),
)

builder.prismaInterfaceField(Entity, 'facts', (t) =>
  t.field({
    type: FactConnection,
    description: 'The facts that it is the subject or the object of: in order of time, its chronology.',
    args: factArguments(t.arg),
    resolve: (row, args, ctx, info) => factsOf('Entity.facts', undefined, 'either', row, args, ctx, info),
  }),
)
