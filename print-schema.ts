import { writeFile } from 'node:fs/promises'
import { schemaText } from './src/http/schema-text.ts'
import { schema } from './src/schema.ts'

/** The API in the schema language. */
export function printedSchema(): string {
  return schemaText(schema)
}

if (import.meta.main) await writeFile(new URL('schema.graphql', import.meta.url), printedSchema())
