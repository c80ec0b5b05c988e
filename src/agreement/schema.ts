import { builder } from '../builder.ts'
import { FuzzyDateRef } from '../date/schema.ts'
import { defineEntityQueries, Entity } from '../entity/schema.ts'
import { EntityWhere } from '../entity/where.ts'
import { kindColumns } from '../model/type.ts'
import { defineConnection } from '../query/connection.ts'
import { dateAt } from '../query/date-at.ts'

export const Agreement = builder.prismaObject('Entity', {
  variant: 'Agreement',
  select: kindColumns,
  description: 'A treaty, constitution, compact or other text that parties agreed on.',
  interfaces: [builder.nodeInterfaceRef(), Entity],
  fields: (t) => ({
    adoptedOn: t.field({
      type: FuzzyDateRef,
      nullable: true,
      description: 'When the parties concluded or adopted it.',
      ...dateAt('agreement.adopted'),
    }),
    inForceOn: t.field({
      type: FuzzyDateRef,
      nullable: true,
      description: 'When it came into force.',
      ...dateAt('agreement.inForce'),
    }),
  }),
})

defineEntityQueries({
  one: 'agreement',
  ref: Agreement,
  kinds: ['AGREEMENT'],
  oneDescription: 'One agreement',
  many: 'agreements',
  where: EntityWhere,
  connection: defineConnection('Agreement', Agreement, 'entity', 'agreements'),
  manyDescription: 'Agreements: treaties, constitutions and other texts that parties agreed on.',
})
