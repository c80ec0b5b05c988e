import { sql } from '../database/sql.ts'
import { DateWhereRef } from '../date/schema.ts'
import { EntityWhere, entityConditions, ofKind } from '../entity/where.ts'
import { relatedList, relatedMeets } from '../fact/link.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { dateConditions } from '../query/date.ts'
import { oneOf } from '../query/logic.ts'
import { OrganizationTypeRef } from './enum.ts'

export const OrganizationWhere = defineWhere('OrganizationWhere', 'entity', {
  description: 'Conditions on an organisation. All that are given must be met; `{}` matches everything.',
  base: entityConditions,
  conditions: () => ({
    type: condition({
      type: [OrganizationTypeRef],
      description: 'It has one of these types.',
      sql: (entity, types) => {
        const organization = entity.inside('organization')
        return sql`${entity.id} in (select ${organization.id} from ${organization.from}
          where ${oneOf(organization.ref('type'), types)})`
      },
    }),
    founded: condition({
      type: DateWhereRef,
      description: 'When it was founded.',
      sql: (entity, where) => {
        const organization = entity.inside('organization')
        const columns = {
          earliest: organization.ref('foundedEarliest'),
          latest: organization.ref('foundedLatest'),
          known: sql<boolean>`(${organization.ref('foundedEdtf')} is not null)`,
        }
        return sql`${entity.id} in (select ${organization.id} from ${organization.from}
          where ${dateConditions(columns, where)})`
      },
    }),
    headquarters: condition({
      type: EntityWhere.ref,
      words: { kinds: ['PLACE'] },
      description: 'The place of its headquarters, or a larger place around it, matches this. `{}`: it has one.',
      sql: (entity, where) => relatedMeets(entity, 'subjectId', 'HEADQUARTERED_IN', where),
    }),
    topics: relatedList('WORKS_ON', 'topic', 'Conditions on the topics that it works on.'),
  }),
})

EntityWhere.conditions.add(() => ({
  organization: ofKind('ORGANIZATION', OrganizationWhere, 'It is an organisation that matches this.'),
}))
