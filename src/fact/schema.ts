import { builder, pageAddress } from '../builder.ts'
import { PeriodRef } from '../date/schema.ts'
import { Entity } from '../entity/schema.ts'
import { factPath } from '../model/address.ts'
import { writeNodeId } from '../model/id.ts'
import { kindColumns, typeOfRow } from '../model/type.ts'
import { defineConnection } from '../query/connection.ts'
import { periodOfRow } from '../query/date-at.ts'
import { nestedConnection, rootConnection } from '../query/field.ts'
import type { FieldJson } from '../query/field-json.ts'
import { nodeIdJson } from '../query/node-id.ts'
import type { Row } from '../query/row.ts'
import { FactKindRef } from './enum.ts'
import { factsAt } from './link.ts'
import { FactOrder } from './order.ts'
import { FactWhere } from './where.ts'

const factId: FieldJson<Row<'fact'>> = (fact, { typeName, joined }) => {
  const dataset = joined(fact as Row, 'dataset') as Row<'dataset'>
  return nodeIdJson(typeName, dataset.ref('slug'), fact.ref('key'))
}

export const Fact = builder.prismaInterface('Fact', {
  description: 'An edge of the graph: something that a source states, with its evidence.',
  interfaces: [builder.nodeInterfaceRef()],
  select: kindColumns,
  resolveType: (row) => typeOfRow(row),
  fields: (t) => ({
    id: t.id({
      description: 'Its global id, for `node`.',
      select: { key: true, dataset: { select: { slug: true } } },
      resolve: (row) => writeNodeId(typeOfRow(row), row.dataset.slug, row.key),
      extensions: { json: factId },
    }),
    key: t.exposeString('key', {
      description: 'Its key within its dataset, such as `staff-2021`. It stays the same when the fact is edited.',
    }),
    url: t.field({
      type: 'URL',
      nullable: true,
      description: 'The address of its page on this server; null if the server has no pages.',
      select: { key: true, dataset: { select: { slug: true } } },
      resolve: ({ dataset, key }, _args, ctx) => pageAddress(ctx, factPath(dataset.slug, key)),
    }),
    version: t.exposeInt('version', {
      description: 'How many times it was written: 1 at first, then one more with each edit.',
    }),
    factKind: t.field({
      type: FactKindRef,
      description: 'Which kind of fact it is: `CRITICISM`.',
      resolve: (row) => row.kind,
      extensions: { json: (fact: Row<'fact'>) => fact.ref('kind') },
    }),
    subject: t.relation('subject', {
      type: Entity,
      description: 'The entity that the fact starts from: the critic of a criticism, the person of a role.',
    }),
    object: t.relation('object', {
      type: Entity,
      nullable: true,
      description:
        'The entity that the fact leads to, if there is one: the target of a criticism, the organisation of a role.',
    }),
    statement: t.exposeString('statement', { description: 'The fact as one plain sentence, in our own words.' }),
    period: t.field({
      type: PeriodRef,
      description: 'When it was true or happened.',
      ...periodOfRow,
    }),
    computed: t.exposeString('computed', {
      nullable: true,
      description: 'Why a number, a name or a date of the fact is not in its sentences: how it follows from them.',
    }),
    recordedAt: t.expose('recordedAt', {
      type: 'DateTime',
      description: 'When it was added to this graph or last changed.',
    }),
  }),
})

export const FactConnection = defineConnection('Fact', Fact, 'fact', 'facts')

/** What callers can say of a list of facts of all kinds. */
const asked = { where: FactWhere, orderBy: FactOrder }

builder.queryField('facts', (t) =>
  t.field(
    rootConnection(FactConnection, {
      name: 'facts',
      description: 'Facts of all kinds, such as names, figures, roles and criticisms.',
      ...asked,
    }),
  ),
)

builder.prismaInterfaceField(Entity, 'facts', (t) =>
  t.field(
    nestedConnection(FactConnection, {
      name: 'Entity.facts',
      description: 'The facts in which it is the subject or the object. In order of time, they are its chronology.',
      scope: factsAt('either'),
      ...asked,
    }),
  ),
)
