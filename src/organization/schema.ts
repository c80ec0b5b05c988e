import { builder } from '../builder.ts'
import { defineConnection } from '../connection/schema.ts'
import { fuzzyDateOf } from '../date/edtf.ts'
import { DateWhereRef, FuzzyDateRef } from '../date/schema.ts'
import { OrganizationTypeRef } from '../entity/enum.ts'
import { Critic, defineEntityQueries, Entity } from '../entity/schema.ts'
import { linkedRows } from '../fact/connection.ts'
import { attributeValues } from '../fact/value.ts'
import { kindColumns } from '../node/type.ts'
import { Place } from '../place/schema.ts'
import { Topic } from '../topic/schema.ts'
import { EntityWhereRef, entityFields } from '../where/schema.ts'
import type { EntityWhere } from '../where/shape.ts'

export const Organization = builder.prismaObject('Entity', {
  variant: 'Organization',
  select: kindColumns,
  description:
    'An organisation: an agency, a government, a newspaper, a network. What it shows of itself stands in facts with evidence: see `facts`.',
  interfaces: [builder.nodeInterfaceRef(), Entity, Critic],
})

export const OrganizationConnection = defineConnection('Organization', Organization, 'entity', 'organisations')

builder.prismaObjectFields(Organization, (t) => ({
  organizationType: t.field({
    type: OrganizationTypeRef,
    description: 'What sort of organisation it is.',
    select: { organization: { select: { type: true } } },
    resolve: (row) => row.organization?.type ?? 'OTHER',
  }),
  foundedOn: t.field({
    type: FuzzyDateRef,
    nullable: true,
    description: 'When it was founded. Where sources disagree, the attribute facts `founded` hold all of them.',
    select: { organization: { select: { foundedEdtf: true, foundedEarliest: true, foundedLatest: true } } },
    resolve: ({ organization }) =>
      organization && fuzzyDateOf(organization.foundedEdtf, organization.foundedEarliest, organization.foundedLatest),
  }),
  dissolvedOn: t.field({
    type: FuzzyDateRef,
    nullable: true,
    description: 'When it ended.',
    select: { organization: { select: { dissolvedEdtf: true, dissolvedEarliest: true, dissolvedLatest: true } } },
    resolve: ({ organization }) =>
      organization &&
      fuzzyDateOf(organization.dissolvedEdtf, organization.dissolvedEarliest, organization.dissolvedLatest),
  }),
  headquarters: t.field({
    type: Place,
    nullable: true,
    description: 'The place of its seat.',
    resolve: async (row, _args, ctx, info) => {
      const [seat] = await linkedRows(
        { types: ['HEADQUARTERED_IN'], from: 'subject', to: ['PLACE'] },
        row,
        ctx,
        info,
        1,
      )
      return seat ?? null
    },
  }),
  website: t.field({
    type: 'URL',
    nullable: true,
    description: 'Its website.',
    resolve: async (row, _args, ctx, info) => (await attributeValues(ctx, info, row.id, 'website'))[0] ?? null,
  }),
  officialLanguages: t.stringList({
    description: 'The languages it works in, in the order of its source.',
    resolve: (row, _args, ctx, info) => attributeValues(ctx, info, row.id, 'official-language'),
  }),
  topics: t.field({
    type: [Topic],
    description: 'What it works on.',
    resolve: (row, _args, ctx, info) =>
      linkedRows({ types: ['WORKS_ON'], from: 'subject', to: ['TOPIC'] }, row, ctx, info),
  }),
}))

const OrganizationWhereRef = builder.inputRef<EntityWhere>('OrganizationWhere')
OrganizationWhereRef.implement({
  description: 'Conditions on an organisation. All that are given must hold; `{}` asks for nothing.',
  fields: (t) => ({
    ...entityFields(t, OrganizationWhereRef),
    type: t.field({ type: [OrganizationTypeRef], description: 'It is of one of these types.' }),
    founded: t.field({ type: DateWhereRef, description: 'When it was founded.' }),
    headquarters: t.field({ type: EntityWhereRef, description: 'It has its seat in such a place.' }),
  }),
})

defineEntityQueries({
  one: 'organization',
  ref: Organization,
  kinds: ['ORGANIZATION'],
  oneDescription: 'One organisation',
  many: 'organizations',
  where: OrganizationWhereRef,
  connection: OrganizationConnection,
  manyDescription: 'Organisations.',
})
