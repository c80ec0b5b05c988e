import { EntityWhere } from '../entity/where.ts'
import { defineWhere } from '../query/condition.ts'

export const PersonWhere = defineWhere('PersonWhere', 'entity', {
  description: 'Conditions on a person. All that are given must be met; `{}` matches everything.',
  base: EntityWhere.conditions,
})
