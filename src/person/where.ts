import { EntityWhere, entityConditions, ofKind } from '../entity/where.ts'
import { defineWhere } from '../query/condition.ts'

export const PersonWhere = defineWhere('PersonWhere', 'entity', {
  description: 'Conditions on a person. All that are given must be met; `{}` matches everything.',
  base: entityConditions,
})

EntityWhere.conditions.add(() => ({
  person: ofKind('PERSON', PersonWhere, 'It is a person that matches this.'),
}))
