import { sql } from 'kysely'
import { builder } from '../builder.ts'
import { pageArguments } from '../connection/argument.ts'
import { defineConnection, nestedConnection } from '../connection/schema.ts'
import { entityList } from '../entity/list.ts'
import { defineEntityQueries, Entity } from '../entity/schema.ts'
import { kindColumns } from '../node/type.ts'
import { EntityWhereRef } from '../where/schema.ts'

export const Place = builder.prismaObject('Entity', {
  variant: 'Place',
  select: kindColumns,
  description: 'A place of any size: a building, a city, a country, a part of the world.',
  interfaces: [builder.nodeInterfaceRef(), Entity],
})

export const PlaceConnection = defineConnection('Place', Place, 'entity', 'places')

builder.prismaObjectFields(Place, (t) => ({
  partOf: t.field({
    type: Place,
    nullable: true,
    description: 'The next larger place that it is filed under.',
    select: (_args, _ctx, nested) => ({ place: { select: { partOfEntity: nested() } } }),
    resolve: (row) => row.place?.partOfEntity ?? null,
  }),
  countryCode: t.string({
    nullable: true,
    description: 'The country as ISO 3166-1 alpha-2 code: `CH`.',
    select: { place: { select: { countryCode: true } } },
    resolve: (row) => row.place?.countryCode ?? null,
  }),
  contains: t.field({
    type: PlaceConnection,
    description: 'The places that are filed right under it.',
    args: pageArguments(t.arg),
    resolve: (row, args, ctx, info) => {
      const scope = (parent: unknown) => sql<boolean>`e.id in (select id from place where part_of_id = ${parent})`
      const list = () => entityList({ name: 'Place.contains', kinds: ['PLACE'], scope })
      return nestedConnection(ctx, info, row.id, list, args)
    },
  }),
}))

defineEntityQueries({
  one: 'place',
  ref: Place,
  kinds: ['PLACE'],
  oneDescription: 'One place',
  many: 'places',
  where: EntityWhereRef,
  connection: PlaceConnection,
  manyDescription: 'Places.',
})
