import { builder } from '../builder.ts'
import { Entity } from '../entity/schema.ts'

export const Quotation = builder.prismaObject('Quotation', {
  select: { id: true },
  description: 'Words that a source quotes.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'The quoted words.' }),
    speaker: t.relation('speaker', {
      type: Entity,
      nullable: true,
      description: 'The organisation or person whose words they are.',
    }),
  }),
})
