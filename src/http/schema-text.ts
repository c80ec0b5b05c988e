import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql'
import type { Handler } from './request/router.ts'

/** The API in the schema language, in an order of its own, so that moving code about changes nothing. */
export function schemaText(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`
}

/** Serves the schema as text, for people and for code generators that read files. */
export function createSchemaText(schema: GraphQLSchema): Handler {
  let text: string | undefined
  return async () => {
    text ??= schemaText(schema)
    return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: text }
  }
}
