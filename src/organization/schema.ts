import { builder } from '../builder.ts'
import { FuzzyDateRef } from '../date/schema.ts'
import { EntityOrder } from '../entity/order.ts'
import { Critic, defineEntityQueries, Entity } from '../entity/schema.ts'
import { attributeValues } from '../fact/attribute.ts'
import { linked, linkedList } from '../fact/link.ts'
import { kindColumns } from '../model/type.ts'
import { Place } from '../place/schema.ts'
import { defineConnection } from '../query/connection.ts'
import { dateAt } from '../query/date-at.ts'
import { firstOfList, firstValue, shortList, shortValues } from '../query/short-list.ts'
import { columnAt } from '../query/shown-at.ts'
import { Topic } from '../topic/schema.ts'
import { OrganizationTypeRef } from './enum.ts'
import { OrganizationWhere } from './where.ts'

export const Organization = builder.prismaObject('Entity', {
  variant: 'Organization',
  select: kindColumns,
  description:
    'An organisation: an agency, a government, a newspaper, a network. Its own fields come from facts with evidence: see `facts`.',
  interfaces: [builder.nodeInterfaceRef(), Entity, Critic],
})

export const OrganizationConnection = defineConnection('Organization', Organization, 'entity', 'organisations')

builder.prismaObjectFields(Organization, (t) => ({
  organizationType: t.field({
    type: OrganizationTypeRef,
    description: 'Which type of organisation it is: `NGO`.',
    ...columnAt('organization.type', 'OTHER'),
  }),
  foundedOn: t.field({
    type: FuzzyDateRef,
    nullable: true,
    description: 'When it was founded. If sources disagree, `facts` shows all their dates, as attributes `founded`.',
    ...dateAt('organization.founded'),
  }),
  dissolvedOn: t.field({
    type: FuzzyDateRef,
    nullable: true,
    description: 'When the organisation ended.',
    ...dateAt('organization.dissolved'),
  }),
  headquarters: t.field(
    firstOfList(Place, {
      name: 'linked',
      source: 'entity',
      description: 'The place where it has its headquarters.',
      ...linked({ types: ['HEADQUARTERED_IN'], from: 'subject', to: ['PLACE'] }),
      order: EntityOrder,
    }),
  ),
  website: t.field(firstValue('URL', { ...attributeValues('website'), description: 'The address of its website.' })),
  officialLanguages: t.field(
    shortValues('String', {
      ...attributeValues('official-language'),
      description: 'The languages that it works in, in the order of its source.',
    }),
  ),
  topics: t.field(
    shortList(
      Topic,
      linkedList({ types: ['WORKS_ON'], from: 'subject', to: ['TOPIC'] }, 'The topics that it works on.'),
    ),
  ),
}))

defineEntityQueries({
  one: 'organization',
  ref: Organization,
  kinds: ['ORGANIZATION'],
  oneDescription: 'One organisation',
  many: 'organizations',
  where: OrganizationWhere,
  connection: OrganizationConnection,
  manyDescription: 'Organisations: agencies, governments, newspapers, networks and others.',
})
