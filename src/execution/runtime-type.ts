import { type GraphQLAbstractType, GraphQLError, type GraphQLObjectType, isObjectType } from 'graphql'
import { inspect } from 'graphql/jsutils/inspect.js'
import type { Info } from './info.ts'

/** The object type that `resolveType` of an abstract type named. Throws as GraphQL's own executor does. */
export function checkRuntimeType(
  name: unknown,
  type: GraphQLAbstractType,
  info: Info,
  value: unknown,
): GraphQLObjectType {
  const at = `${info.parentType.name}.${info.fieldName}`
  if (name == null) {
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${at}". Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes: info.fieldNodes },
    )
  }
  if (isObjectType(name)) {
    throw new GraphQLError(
      'Support for returning GraphQLObjectType from resolveType was removed in graphql-js@16.0.0 please return type name instead.',
    )
  }
  if (typeof name !== 'string') {
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${at}" with value ${inspect(value)}, received "${inspect(name)}".`,
    )
  }
  const found = info.schema.getType(name)
  if (!found)
    throw atField(
      info,
      `Abstract type "${type.name}" was resolved to a type "${name}" that does not exist inside the schema.`,
    )
  if (!isObjectType(found))
    throw atField(info, `Abstract type "${type.name}" was resolved to a non-object type "${name}".`)
  if (info.schema.isSubType(type, found)) return found
  throw atField(info, `Runtime Object type "${found.name}" is not a possible type for "${type.name}".`)
}

function atField(info: Info, message: string): GraphQLError {
  return new GraphQLError(message, { nodes: info.fieldNodes })
}
