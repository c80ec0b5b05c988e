import { sql } from '../database/sql.ts'
import { DateWhereRef } from '../date/schema.ts'
import { EntityWhere, entityConditions, ofKind } from '../entity/where.ts'
import { relatedList, relatedMeets } from '../fact/link.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { periodConditions } from '../query/date.ts'

export const CampaignWhere = defineWhere('CampaignWhere', 'entity', {
  description: 'Conditions on a campaign. All that are given must be met; `{}` matches everything.',
  base: entityConditions,
  conditions: () => ({
    period: condition({
      type: DateWhereRef,
      description: 'When the campaign ran.',
      sql: (entity, where) => {
        const campaign = entity.inside('campaign')
        return sql`${entity.id} in (select ${campaign.id} from ${campaign.from}
          where ${periodConditions(campaign, where)})`
      },
    }),
    organizer: condition({
      type: EntityWhere.ref,
      words: { kinds: ['ORGANIZATION'] },
      description: 'At least one organisation that runs it matches. `{}`: there is one.',
      sql: (entity, where) => relatedMeets(entity, 'objectId', 'ORGANIZES', where),
    }),
    places: relatedList('LOCATED_IN', 'place', 'Conditions on the places where it ran.'),
    topics: relatedList('WORKS_ON', 'topic', 'Conditions on the topics that it is for or against.'),
  }),
})

EntityWhere.conditions.add(() => ({
  campaign: ofKind('CAMPAIGN', CampaignWhere, 'It is a campaign that matches this.'),
}))
