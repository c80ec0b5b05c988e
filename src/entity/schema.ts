import { uniq } from 'es-toolkit/array/uniq'
import { uniqBy } from 'es-toolkit/array/uniqBy'
import { builder, pageAddress } from '../builder.ts'
import { EntityKind } from '../generated/prisma/enums.ts'
import { entityPath } from '../model/address.ts'
import { writeNodeId } from '../model/id.ts'
import { kindColumns, typeOfRow } from '../model/type.ts'
import type { Where } from '../query/condition.ts'
import { type Connection, type ConnectionRef, defineConnection } from '../query/connection.ts'
import { costs } from '../query/cost.ts'
import type { Facet } from '../query/counts.ts'
import { countsByEnum, placeInEnum } from '../query/enum-counts.ts'
import { rootConnection } from '../query/field.ts'
import type { Shown } from '../query/field-json.ts'
import { nodeIdJson } from '../query/node-id.ts'
import type { Row } from '../query/row.ts'
import { EntityKindRef } from './enum.ts'
import { readEntity } from './find.ts'
import { EntityOrder } from './order.ts'
import { EntityRefRef } from './reference-schema.ts'
import { EntityWhere } from './where.ts'

const Node = builder.nodeInterfaceRef()

export const Identifier = builder.prismaObject('Identifier', {
  select: { id: true },
  description: 'What an entity is called in another catalogue, such as Wikidata.',
  fields: (t) => ({
    scheme: t.exposeString('scheme', { description: 'The catalogue: `wikidata`, `ror`, `isni`.' }),
    value: t.exposeString('value', { description: 'The identifier in that catalogue: `Q9061`.' }),
    url: t.expose('url', { type: 'URL', nullable: true, description: 'The page about it in that catalogue.' }),
  }),
})

export const Entity = builder.prismaInterface('Entity', {
  description:
    'A node of the graph: an organisation, a person, an event, a campaign, a place, a topic or an agreement.',
  interfaces: [Node],
  select: kindColumns,
  resolveType: (row) => typeOfRow(row),
  fields: (t) => ({
    id: t.id({
      description: 'Its global id, for `node` and `EntityRef`.',
      select: { slug: true },
      resolve: (row) => writeNodeId(typeOfRow(row), row.slug),
      extensions: {
        json: (entity: Row<'entity'>, { typeName }: Shown) => nodeIdJson(typeName, entity.ref('slug')),
      },
    }),
    slug: t.exposeString('slug', {
      description: 'Its readable key, such as `human-rights-watch`. It stays the same when the name changes.',
    }),
    kind: t.field({
      type: EntityKindRef,
      description: 'Which kind of entity it is: `ORGANIZATION`.',
      resolve: (row) => row.kind,
      extensions: { json: (entity: Row<'entity'>) => entity.ref('kind') },
    }),
    name: t.exposeString('name', { description: 'The name that it has now.' }),
    summary: t.exposeString('summary', {
      nullable: true,
      description:
        'What it is, in a sentence or two. If its own dataset does not say it, another one may that has the same thing.',
    }),
    version: t.exposeInt('version', {
      description: 'How many times it was written: 1 at first, then one more with each edit.',
    }),
    url: t.field({
      type: 'URL',
      nullable: true,
      description: 'The address of its page on this server; null if the server has no pages.',
      select: { slug: true },
      resolve: ({ slug }, _args, ctx) => pageAddress(ctx, entityPath(slug)),
    }),
    identifiers: t.field({
      type: [Identifier],
      description: 'Its identifiers in other catalogues, such as Wikidata.',
      select: (_args, _ctx, nested) => ({
        identifiers: nested({
          select: { id: true, scheme: true, value: true },
          orderBy: [{ scheme: 'asc' }, { value: 'asc' }, { id: 'asc' }],
        }),
      }),
      // Several datasets may give the same one.
      resolve: (row) => uniqBy(row.identifiers, ({ scheme, value }) => `${scheme} ${value}`),
    }),
    labels: t.stringList({
      description:
        'More names by which people can find it. Curators added them; names that sources state are `aliases`.',
      select: {
        name: true,
        names: { where: { aliasId: null, kind: { not: null } }, select: { text: true }, orderBy: { id: 'asc' } },
      },
      // Several datasets may give the same one, or its name.
      resolve: (row) => uniq(row.names.map(({ text }) => text)).filter((text) => text !== row.name),
    }),
  }),
})

export const Critic = builder.prismaInterface('Entity', {
  variant: 'Critic',
  description: 'Somebody who can criticise: an organisation or a person.',
  interfaces: [Node, Entity],
  select: kindColumns,
  resolveType: (row) => typeOfRow(row),
})

export const KindCount = builder.objectRef<{ kind: EntityKind; count: number }>('KindCount').implement({
  description: 'How many entities there are of one kind.',
  fields: (t) => ({
    kind: t.field({ type: EntityKindRef, description: 'The kind of entity.', resolve: (row) => row.kind }),
    count: t.exposeInt('count', { description: 'How many there are.' }),
  }),
})

export const EntityConnection = defineConnection('Entity', Entity, 'entity', 'entities')
export const CriticConnection = defineConnection('Critic', Critic, 'entity', 'critics')

/** Counts by kind; the value is the place of the kind in its enum. */
const kindFacet: Facet<'entity'> = {
  name: 'kinds',
  by: 'count',
  counted: (entity) => ({ value: placeInEnum('EntityKind', entity.ref('kind')) }),
}

const EntityFacets = builder.objectRef<Connection>('EntityFacets').implement({
  description: 'Counts of all items that match, not only of one page.',
  fields: (t) => ({
    kinds: t.field({
      type: [KindCount],
      description: 'How many entities of each kind there are, the highest count first.',
      extensions: { cost: costs.facets },
      resolve: async (connection) => {
        const found = await countsByEnum(connection, kindFacet, EntityKind)
        return found.map(({ value, count }) => ({ kind: value, count }))
      },
    }),
  }),
})

builder.objectField(EntityConnection, 'facets', (t) =>
  t.field({
    type: EntityFacets,
    description: 'Counts of all items that match, not only of this page.',
    resolve: (all) => all,
  }),
)

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
  readonly where: Where<'entity'>
  readonly connection: ConnectionRef<'entity'>
  readonly manyDescription: string
}

/** Adds the lookup and the list of a noun to Query. */
export function defineEntityQueries(noun: EntityNoun): void {
  builder.queryField(noun.one, (t) =>
    t.field({
      type: noun.ref,
      nullable: true,
      description: `${noun.oneDescription}, by id, slug, any name or an identifier; null if there is none.`,
      args: {
        ref: t.arg({
          type: EntityRefRef,
          required: true,
          description: 'Which one, by id, slug, any name or an identifier.',
          extensions: { words: { kinds: noun.kinds } },
        }),
      },
      resolve: (_root, args, ctx, info) => readEntity<never>(ctx, info, args.ref, noun.kinds),
    }),
  )
  builder.queryField(noun.many, (t) =>
    t.field(
      rootConnection(noun.connection, {
        name: noun.many,
        description: noun.manyDescription,
        kinds: noun.kinds,
        where: noun.where,
        orderBy: EntityOrder,
      }),
    ),
  )
}

defineEntityQueries({
  one: 'entity',
  ref: Entity,
  oneDescription: 'One entity of any kind',
  many: 'entities',
  where: EntityWhere,
  connection: EntityConnection,
  manyDescription: 'Entities of all kinds: organisations, people, events, campaigns, places, topics, agreements.',
})
