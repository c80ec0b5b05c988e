import { z } from 'zod'
import { candidateKinds, headShape, type Kind, shapeOfCandidate } from './format.ts'

/**
 * The format of drafts as JSON Schema, for these kinds. It has only what strict structured output of models knows: types,
 * enums, required fields and alternatives.
 */
export function draftSchema(kinds: readonly Kind[] = candidateKinds): object {
  const alternatives = kinds.map(shapeOfCandidate) as [z.ZodType, ...z.ZodType[]]
  const whole = headShape.extend({ candidates: z.array(z.union(alternatives)) })
  const schema = z.toJSONSchema(whole, { target: 'draft-2020-12', override: ({ jsonSchema }) => simplify(jsonSchema) })
  return { $schema: schema.$schema, title: 'A draft of facts from a text', ...schema }
}

/** Keywords that some providers refuse say nothing that the check of a draft does not say. */
function simplify(schema: z.core.JSONSchema.BaseSchema): void {
  for (const keyword of ['minimum', 'maximum', 'format', 'pattern'] as const) delete schema[keyword]
}

/** As it is written into docs/draft.schema.json. */
export function draftSchemaText(kinds?: readonly Kind[]): string {
  return `${JSON.stringify(draftSchema(kinds), null, 2)}\n`
}
