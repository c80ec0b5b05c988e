import { writeFile } from 'node:fs/promises'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { schema } from './src/schema.ts'

/** The API in the schema language, in an order of its own, so that moving code about changes nothing. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`
}

if (import.meta.main) await writeFile(new URL('schema.graphql', import.meta.url), printedSchema())
