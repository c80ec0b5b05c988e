import type { PrismaObjectRef } from '@pothos/plugin-prisma'
import { type Builder, builder } from '../builder.ts'
import { Entity } from '../entity/schema.ts'
import type PrismaTypes from '../generated/pothos-types.ts'
import { Person } from '../person/schema.ts'

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

const byOrdinal = { orderBy: { ordinal: 'asc' } } as const

type Types = Builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never

/** Adds the fields of speech to a kind of fact. `speaker` is the name of its subject: "critic". */
export function addSpeech(ref: PrismaObjectRef<Types, PrismaTypes['Fact'], object>, speaker: string): void {
  builder.prismaObjectFields(ref, (t) => ({
    quotations: t.field({
      type: [Quotation],
      description: 'What the source quotes word for word.',
      select: (_args, _ctx, nested) => ({ quotations: nested(byOrdinal) }),
      resolve: (row) => row.quotations,
    }),
    spokespeople: t.field({
      type: [Person],
      description: `The people who spoke for the ${speaker}.`,
      select: (_args, _ctx, nested) => ({ spokespeople: { ...byOrdinal, select: { person: nested() } } }),
      resolve: (row) => row.spokespeople.map((link) => link.person),
    }),
  }))
}
