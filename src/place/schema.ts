import { builder } from '../builder.ts'
import { sql } from '../database/sql.ts'
import { EntityOrder } from '../entity/order.ts'
import { defineEntityQueries, Entity } from '../entity/schema.ts'
import { EntityWhere } from '../entity/where.ts'
import { kindColumns } from '../model/type.ts'
import { defineConnection } from '../query/connection.ts'
import { nestedConnection } from '../query/field.ts'
import { columnAt, rowAt } from '../query/shown-at.ts'

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
    ...rowAt('place.partOfEntity'),
  }),
  countryCode: t.string({
    nullable: true,
    description: 'The country as ISO 3166-1 alpha-2 code: `CH`.',
    ...columnAt('place.countryCode'),
  }),
  contains: t.field(
    nestedConnection(PlaceConnection, {
      name: 'Place.contains',
      description: 'The next smaller places that are filed under it.',
      kinds: ['PLACE'],
      scope: (entity, parent) => {
        const place = entity.inside('place')
        return sql`${entity.id} in (select ${place.id} from ${place.from} where ${place.ref('partOfId')} = ${parent})`
      },
      order: EntityOrder,
    }),
  ),
}))

defineEntityQueries({
  one: 'place',
  ref: Place,
  kinds: ['PLACE'],
  oneDescription: 'One place',
  many: 'places',
  where: EntityWhere,
  connection: PlaceConnection,
  manyDescription: 'Places of any size: buildings, cities, countries, parts of the world.',
})
