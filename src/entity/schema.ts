import type { InputRef } from '@pothos/core'
import { sql } from 'kysely'
import { builder } from '../builder.ts'
import { type Arg, pageArguments } from '../connection/argument.ts'
import type { PageArguments } from '../connection/page.ts'
import { loadRow } from '../connection/rows.ts'
import { type Connection, type ConnectionRef, defineConnection, rootConnection } from '../connection/schema.ts'
import { EntityKind } from '../generated/prisma/enums.ts'
import { idOfRow, kindColumns, typeOfRow } from '../node/type.ts'
import { CriticismWhereRef, EntityRefRef, EntityWhereRef } from '../where/schema.ts'
import type { EntityWhere } from '../where/shape.ts'
import { EntityKindRef } from './enum.ts'
import { findEntity } from './find.ts'
import { entityList } from './list.ts'
import type { EntityOrder } from './order.ts'

const Node = builder.nodeInterfaceRef()

export const Identifier = builder.prismaObject('Identifier', {
  select: { id: true },
  description: 'What another catalogue calls the same thing.',
  fields: (t) => ({
    scheme: t.exposeString('scheme', { description: 'The catalogue: wikidata, ror, isni ...' }),
    value: t.exposeString('value', { description: 'The identifier in that catalogue.' }),
    url: t.expose('url', { type: 'URL', nullable: true, description: 'Its page there.' }),
  }),
})

export const Entity = builder.prismaInterface('Entity', {
  description:
    'A node of the graph: an organisation, a person, an event, a campaign, a place, a topic or an agreement.',
  interfaces: [Node],
  select: kindColumns,
  resolveType: (row) => typeOfRow(row),
  fields: (t) => ({
    id: t.id({ description: 'Its id in this graph, for `node` and for references.', resolve: idOfRow }),
    slug: t.exposeString('slug', { description: 'Its readable key, which stays the same when names change.' }),
    kind: t.field({ type: EntityKindRef, description: 'What sort of thing it is.', resolve: (row) => row.kind }),
    name: t.exposeString('name', { description: 'Its current name.' }),
    summary: t.exposeString('summary', { nullable: true, description: 'What it is, in a sentence or two.' }),
    identifiers: t.relation('identifiers', {
      description: 'What other catalogues call it.',
      query: { orderBy: [{ scheme: 'asc' }, { value: 'asc' }] },
    }),
    labels: t.stringList({
      description:
        'Further names that a curator added so that people find it. They are no claims of a source: those are `aliases`.',
      select: {
        names: { where: { aliasId: null, kind: { not: null } }, select: { text: true }, orderBy: { id: 'asc' } },
      },
      resolve: (row) => row.names.map((name) => name.text),
    }),
  }),
})

export const Critic = builder.prismaInterface('Entity', {
  variant: 'Critic',
  description: 'An organisation or a person, as somebody who can criticise.',
  interfaces: [Node, Entity],
  select: kindColumns,
  resolveType: (row) => typeOfRow(row),
})

export const EntityOrderFieldRef = builder.enumType('EntityOrderField', {
  description: 'What entities are ordered by.',
  values: {
    NAME: { description: 'The current name, ignoring case and accents, by code point.' },
    FOUNDED: { description: 'The first day that the founding, the begin or the adoption can mean.' },
    CRITICISMS_MADE: {
      description: 'How many criticisms it made; only those that `criticisms` describes, when it is given.',
    },
    CRITICISMS_RECEIVED: {
      description: 'How many criticisms it received; only those that `criticisms` describes, when it is given.',
    },
    FACTS: { description: 'How many facts it is the subject or the object of.' },
    RELEVANCE: {
      description: 'How well it matches the `search` of `where`; the best first unless a direction is given.',
    },
  } as const,
})

export const DirectionRef = builder.enumType('Direction', {
  description: 'Which way round a list runs.',
  values: {
    ASC: { description: 'From low to high: A to Z, early to late.' },
    DESC: { description: 'From high to low: Z to A, late to early.' },
  } as const,
})

export const NullsRef = builder.enumType('Nulls', {
  description: 'Where items stand that lack what the list is ordered by, such as those without a date.',
  values: { FIRST: { description: 'Before all others.' }, LAST: { description: 'After all others.' } } as const,
})

export const EntityOrderRef = builder.inputRef<EntityOrder>('EntityOrder').implement({
  description: 'One key of an order of entities. Items that are equal in all keys stand in order of their ids.',
  fields: (t) => ({
    field: t.field({ type: EntityOrderFieldRef, required: true, description: 'What to order by.' }),
    direction: t.field({ type: DirectionRef, description: 'ASC unless said otherwise; DESC for RELEVANCE.' }),
    nulls: t.field({ type: NullsRef, description: 'LAST unless said otherwise, in both directions.' }),
    criticisms: t.field({
      type: CriticismWhereRef,
      description: 'Which criticisms CRITICISMS_MADE and CRITICISMS_RECEIVED count; all when it is left out.',
    }),
  }),
})

export const KindCount = builder.objectRef<{ kind: EntityKind; count: number }>('KindCount').implement({
  description: 'How many entities of one kind the graph holds.',
  fields: (t) => ({
    kind: t.field({ type: EntityKindRef, description: 'The kind.', resolve: (row) => row.kind }),
    count: t.exposeInt('count', { description: 'How many there are.' }),
  }),
})

export const EntityConnection = defineConnection('Entity', Entity, 'entity', 'entities')
export const CriticConnection = defineConnection('Critic', Critic, 'entity', 'critics')

const EntityFacets = builder.objectRef<Connection>('EntityFacets').implement({
  description: 'Counts over the whole filtered list, not only over the page.',
  fields: (t) => ({
    kinds: t.field({
      type: [KindCount],
      description: 'By kind, the most frequent first.',
      resolve: async (connection) => {
        const kinds = Object.values(EntityKind)
        const value = sql<number>`array_position(enum_range(null::"EntityKind"), e.kind)`
        const found = await connection.facet({ name: 'kinds', value, by: 'count', first: kinds.length })
        return found.map(({ value, count }) => ({ kind: kinds[(value ?? 1) - 1] as EntityKind, count }))
      },
    }),
  }),
})

builder.objectField(EntityConnection, 'facets', (t) =>
  t.field({ type: EntityFacets, description: 'Counts over the whole filtered list.', resolve: (all) => all }),
)

interface EntityArguments extends PageArguments {
  where?: EntityWhere | null
  orderBy?: readonly EntityOrder[] | null
}

/** The two arguments that lists of entities have besides the page. */
export function entityArguments(arg: Arg, where: InputRef<EntityWhere>) {
  return {
    where: arg({ type: where, description: 'Which ones; all when it is left out.' }),
    orderBy: arg({ type: [EntityOrderRef], description: 'In which order; by name when it is left out.' }),
    ...pageArguments(arg),
  }
}

interface EntityNoun {
  /** The field of Query that looks one up. */
  readonly one: string
  // Refs of variants of one model have no common shape but this.
  // oxlint-disable-next-line typescript/no-explicit-any -- see above
  readonly ref: any
  readonly kinds?: readonly EntityKind[]
  readonly oneDescription: string
  /** The field of Query that lists them. */
  readonly many: string
  readonly where: InputRef<EntityWhere>
  readonly connection: ConnectionRef
  readonly manyDescription: string
}

/** Adds the lookup and the list of a noun to Query. */
export function defineEntityQueries(noun: EntityNoun): void {
  builder.queryField(noun.one, (t) =>
    t.field({
      type: noun.ref,
      nullable: true,
      description: `${noun.oneDescription}, by id, slug or any name; null when there is none.`,
      args: { ref: t.arg({ type: EntityRefRef, required: true, description: 'Which one.' }) },
      resolve: async (_root, args, ctx, info) => {
        const id = await findEntity(ctx.db, args.ref, noun.kinds)
        return id === null ? null : await loadRow<never>(ctx, info, 'entity', id)
      },
    }),
  )
  builder.queryField(noun.many, (t) =>
    t.field({
      type: noun.connection,
      description: noun.manyDescription,
      args: entityArguments(t.arg, noun.where),
      resolve: (_root, args: EntityArguments, ctx) =>
        rootConnection(ctx, entityList({ name: noun.many, kinds: noun.kinds, ...args }), args),
    }),
  )
}

defineEntityQueries({
  one: 'entity',
  ref: Entity,
  oneDescription: 'One entity of any kind',
  many: 'entities',
  where: EntityWhereRef,
  connection: EntityConnection,
  manyDescription: 'Entities of all kinds.',
})

builder.queryField('critics', (t) =>
  t.field({
    type: CriticConnection,
    description: 'Organisations and people who made at least one criticism.',
    args: entityArguments(t.arg, EntityWhereRef),
    resolve: (_root, args: EntityArguments, ctx) => {
      const where = { AND: [{ criticismsMade: { some: {} } }, ...(args.where ? [args.where] : [])] }
      return rootConnection(ctx, entityList({ name: 'critics', orderBy: args.orderBy, where }), args)
    },
  }),
)
