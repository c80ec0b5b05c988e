import type { PrismaObjectRef } from '@pothos/plugin-prisma'
import { type Builder, builder } from '../builder.ts'
import { Entity } from '../entity/schema.ts'
import type PrismaTypes from '../generated/pothos-types.ts'
import { Person } from '../person/schema.ts'
import { rowsAt } from '../query/shown-at.ts'

const Quotation = builder.prismaObject('Quotation', {
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

type Types = Builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never

/** Adds the fields of speech to a kind of fact. `speaker` is the name of its subject: "critic". */
export function addSpeech(ref: PrismaObjectRef<Types, PrismaTypes['Fact'], object>, speaker: string): void {
  builder.prismaObjectFields(ref, (t) => ({
    quotations: t.field({
      type: [Quotation],
      description: 'What the source quotes word for word.',
      ...rowsAt('quotations'),
    }),
    spokespeople: t.field({
      type: [Person],
      description: `The people who spoke for the ${speaker}.`,
      ...rowsAt('spokespeople', 'person'),
    }),
  }))
}
