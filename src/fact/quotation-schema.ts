import { builder } from '../builder.ts'
import { Entity } from '../entity/schema.ts'

export const Quotation = builder.prismaObject('Quotation', {
  select: { id: true },
  description: "Words that the source itself gives as somebody's words.",
  fields: (t) => ({
    text: t.exposeString('text', { description: 'The words.' }),
    speaker: t.relation('speaker', { type: Entity, nullable: true, description: 'Whose words they are.' }),
  }),
})
