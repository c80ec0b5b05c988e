import { type GraphQLNamedType, getNamedType, isObjectType } from 'graphql'
import type { FieldPlan } from '../execution/plan.ts'

/** The model whose rows an object or interface type shows. */
export function modelOf(type: GraphQLNamedType): string | undefined {
  return type.extensions.pothosPrismaModel as string | undefined
}

/** The fields that are selected below a field that leads to objects of one type. */
export function fieldsBelow(plan: FieldPlan): readonly FieldPlan[] {
  const type = getNamedType(plan.field.type)
  return isObjectType(type) ? plan.selections(type) : []
}
