import { builder } from '../builder.ts'
import { periodOf, periodSelection } from '../date/period.ts'
import { PeriodRef } from '../date/schema.ts'
import { Entity } from '../entity/schema.ts'
import { writeNodeId } from '../node/id.ts'
import { kindColumns, typeOfRow } from '../node/type.ts'
import { defineConnection } from '../query/connection.ts'
import { nestedConnection, rootConnection } from '../query/field.ts'
import { FactKindRef } from './enum.ts'
import { factsAt } from './link.ts'
import { FactOrder } from './order.ts'
import { FactWhere } from './where.ts'

export const Fact = builder.prismaInterface('Fact', {
  description: 'An edge of the graph: something that a source states, with its evidence.',
  interfaces: [builder.nodeInterfaceRef()],
  select: kindColumns,
  resolveType: (row) => typeOfRow(row),
  fields: (t) => ({
    id: t.id({
      description: 'Its id in this graph, for `node`.',
      select: { key: true, dataset: { select: { slug: true } } },
      resolve: (row) => writeNodeId(typeOfRow(row), row.dataset.slug, row.key),
    }),
    key: t.exposeString('key', { description: 'Its name within its dataset, which stays the same when it is edited.' }),
    version: t.exposeInt('version', { description: 'How often it was written: 1 at first, one more with each edit.' }),
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

export const FactConnection = defineConnection('Fact', Fact, 'fact', 'facts')

/** What callers can say of a list of facts of all kinds. */
const asked = { where: FactWhere, orderBy: FactOrder }

builder.queryField('facts', (t) =>
  t.field(rootConnection(FactConnection, { name: 'facts', description: 'Facts of all kinds.', ...asked })),
)

builder.prismaInterfaceField(Entity, 'facts', (t) =>
  t.field(
    nestedConnection(FactConnection, {
      name: 'Entity.facts',
      description: 'The facts that it is the subject or the object of: in order of time, its chronology.',
      scope: factsAt('either'),
      ...asked,
    }),
  ),
)
