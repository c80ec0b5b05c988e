import { defaultFieldResolver, type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql'
import { builder, type Context, declaredRole } from '../builder.ts'
import { forgetReads } from '../query/rows.ts'

builder.mutationType({
  description:
    'What changes the graph, or who may change it. Each mutation says which role it needs; several in one document are done one after the other.',
})

/** Makes sure of what holds for every mutation. Throws when one does not declare who may do it. */
export function withMutationRules(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    checkRole(field)
    field.resolve = forgetting(field.resolve ?? defaultFieldResolver)
  }
  return schema
}

function checkRole(field: GraphQLField<unknown, unknown>): void {
  const role = declaredRole(field)
  if (role !== undefined && role !== 'READER') return
  throw new Error(
    `The mutation ${field.name} does not declare who may do it. Give it authScopes: { atLeast: ... } with the role CONTRIBUTOR, CURATOR or ADMIN.`,
  )
}

/** What was read before a mutation may be out of date after it, also for the next mutation of the same document. */
function forgetting(resolve: GraphQLFieldResolver<unknown, unknown>): GraphQLFieldResolver<unknown, unknown> {
  return async (parent, args, context, info) => {
    try {
      return (await resolve(parent, args, context, info)) as unknown
    } finally {
      forgetReads(context as Context)
    }
  }
}
