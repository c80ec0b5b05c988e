import { builder } from '../builder.ts'
import { FactOrder } from '../fact/order.ts'
import { Fact } from '../fact/schema.ts'
import { kindColumns } from '../model/type.ts'
import { defineConnection } from '../query/connection.ts'
import { rootConnection } from '../query/field.ts'
import { columnAt } from '../query/shown-at.ts'
import { AttributeWhere } from './where.ts'

export const Attribute = builder.prismaObject('Fact', {
  variant: 'Attribute',
  description: 'A property with a plain value, such as a website, an official language or a founding date.',
  interfaces: [builder.nodeInterfaceRef(), Fact],
  select: kindColumns,
  fields: (t) => ({
    attribute: t.string({
      description: 'Which property: `website`, `founded`.',
      ...columnAt('attribute.key', ''),
    }),
    value: t.string({
      description: 'The value: `https://www.iom.int`. A date is written in EDTF: `1951-12-06`.',
      ...columnAt('attribute.value', ''),
    }),
  }),
})

const AttributeConnection = defineConnection('Attribute', Attribute, 'fact', 'attributes')

builder.queryField('attributes', (t) =>
  t.field(
    rootConnection(AttributeConnection, {
      name: 'attributes',
      description: 'Attributes: properties with a plain value, such as websites and founding dates.',
      kinds: ['ATTRIBUTE'],
      where: AttributeWhere,
      orderBy: FactOrder,
    }),
  ),
)
