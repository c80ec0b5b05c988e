import { builder } from '../builder.ts'
import { pageArguments } from '../connection/argument.ts'
import { defineConnection } from '../connection/schema.ts'
import { periodOf, periodSelection } from '../date/period.ts'
import { DateWhereRef, PeriodRef } from '../date/schema.ts'
import { defineEntityQueries, Entity } from '../entity/schema.ts'
import { linkedEntities, linkedRows } from '../fact/connection.ts'
import { kindColumns } from '../node/type.ts'
import { Organization } from '../organization/schema.ts'
import { Place } from '../place/schema.ts'
import { Topic } from '../topic/schema.ts'
import { EntityWhereRef, entityFields } from '../where/schema.ts'
import type { EntityWhere } from '../where/shape.ts'

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
    description: 'When it ran.',
    select: { campaign: { select: periodSelection } },
    resolve: ({ campaign }) => periodOf(campaign as NonNullable<typeof campaign>),
  }),
  organizers: t.field({
    type: [Organization],
    description: 'The organisations that run it.',
    resolve: (row, _args, ctx, info) =>
      linkedRows({ types: ['ORGANIZES'], from: 'object', to: ['ORGANIZATION'] }, row, ctx, info),
  }),
  places: t.field({
    type: [Place],
    description: 'Where it runs.',
    resolve: (row, _args, ctx, info) =>
      linkedRows({ types: ['LOCATED_IN'], from: 'subject', to: ['PLACE'] }, row, ctx, info),
  }),
  topics: t.field({
    type: [Topic],
    description: 'What it is for or against.',
    resolve: (row, _args, ctx, info) =>
      linkedRows({ types: ['WORKS_ON'], from: 'subject', to: ['TOPIC'] }, row, ctx, info),
  }),
}))

builder.prismaObjectField(Organization, 'campaigns', (t) =>
  t.field({
    type: CampaignConnection,
    description: 'The campaigns that it runs.',
    args: pageArguments(t.arg),
    resolve: (row, args, ctx, info) => {
      const link = { types: ['ORGANIZES'], from: 'subject', to: ['CAMPAIGN'] } as const
      return linkedEntities('Organization.campaigns', link, row, args, ctx, info)
    },
  }),
)

const CampaignWhereRef = builder.inputRef<EntityWhere>('CampaignWhere')
CampaignWhereRef.implement({
  description: 'Conditions on a campaign. All that are given must hold; `{}` asks for nothing.',
  fields: (t) => ({
    ...entityFields(t, CampaignWhereRef),
    period: t.field({ type: DateWhereRef, description: 'When it ran.' }),
    organizer: t.field({ type: EntityWhereRef, description: 'Such an organisation runs it.' }),
  }),
})

defineEntityQueries({
  one: 'campaign',
  ref: Campaign,
  kinds: ['CAMPAIGN'],
  oneDescription: 'One campaign',
  many: 'campaigns',
  where: CampaignWhereRef,
  connection: CampaignConnection,
  manyDescription: 'Campaigns.',
})
