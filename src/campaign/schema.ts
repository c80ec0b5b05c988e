import { builder } from '../builder.ts'
import { PeriodRef } from '../date/schema.ts'
import { EntityOrder } from '../entity/order.ts'
import { defineEntityQueries, Entity } from '../entity/schema.ts'
import { linked, linkedList } from '../fact/link.ts'
import { kindColumns } from '../model/type.ts'
import { Organization } from '../organization/schema.ts'
import { Place } from '../place/schema.ts'
import { defineConnection } from '../query/connection.ts'
import { periodAt } from '../query/date-at.ts'
import { nestedConnection } from '../query/field.ts'
import { shortList } from '../query/short-list.ts'
import { Topic } from '../topic/schema.ts'
import { CampaignWhere } from './where.ts'

export const Campaign = builder.prismaObject('Entity', {
  variant: 'Campaign',
  select: kindColumns,
  description: 'An organised effort to reach the public.',
  interfaces: [builder.nodeInterfaceRef(), Entity],
})

export const CampaignConnection = defineConnection('Campaign', Campaign, 'entity', 'campaigns')

builder.prismaObjectFields(Campaign, (t) => ({
  period: t.field({
    type: PeriodRef,
    description: 'When the campaign ran.',
    ...periodAt('campaign'),
  }),
  organizers: t.field(
    shortList(
      Organization,
      linkedList({ types: ['ORGANIZES'], from: 'object', to: ['ORGANIZATION'] }, 'The organisations that run it.'),
    ),
  ),
  places: t.field(
    shortList(
      Place,
      linkedList({ types: ['LOCATED_IN'], from: 'subject', to: ['PLACE'] }, 'The places where it runs or ran.'),
    ),
  ),
  topics: t.field(
    shortList(
      Topic,
      linkedList({ types: ['WORKS_ON'], from: 'subject', to: ['TOPIC'] }, 'The topics that it is for or against.'),
    ),
  ),
}))

builder.prismaObjectField(Organization, 'campaigns', (t) =>
  t.field(
    nestedConnection(CampaignConnection, {
      name: 'Organization.campaigns',
      description: 'The campaigns that it runs.',
      ...linked({ types: ['ORGANIZES'], from: 'subject', to: ['CAMPAIGN'] }),
      order: EntityOrder,
    }),
  ),
)

defineEntityQueries({
  one: 'campaign',
  ref: Campaign,
  kinds: ['CAMPAIGN'],
  oneDescription: 'One campaign',
  many: 'campaigns',
  where: CampaignWhere,
  connection: CampaignConnection,
  manyDescription: 'Campaigns: organised efforts to reach the public.',
})
