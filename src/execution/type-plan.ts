import {
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql'

/** An output type, taken apart once. */
export type TypePlan = { readonly isNonNull: boolean } & (
  | { readonly kind: 'leaf'; readonly type: GraphQLLeafType }
  | { readonly kind: 'list'; readonly item: TypePlan }
  | { readonly kind: 'abstract'; readonly type: GraphQLAbstractType }
  | { readonly kind: 'object'; readonly type: GraphQLObjectType }
)

const plans = new WeakMap<GraphQLOutputType, TypePlan>()

export function typePlanOf(type: GraphQLOutputType): TypePlan {
  const known = plans.get(type)
  if (known) return known
  const isNonNull = isNonNullType(type)
  const made = { isNonNull, ...nullablePlan(isNonNull ? (type.ofType as GraphQLOutputType) : type) }
  plans.set(type, made)
  return made
}

/** The plan of a type that is not a NonNull. */
function nullablePlan(type: GraphQLOutputType) {
  if (isListType(type)) return { kind: 'list', item: typePlanOf(type.ofType as GraphQLOutputType) } as const
  if (isLeafType(type)) return { kind: 'leaf', type } as const
  if (isAbstractType(type)) return { kind: 'abstract', type } as const
  return { kind: 'object', type: type as GraphQLObjectType } as const
}
