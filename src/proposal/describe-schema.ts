import { type GraphQLSchema, isInputObjectType, isInterfaceType, isObjectType } from 'graphql'
import type { SameField } from './input-schema.ts'

/** How the value of a field is written in an input, if it is not written as the API shows it. */
const leads: Partial<Record<SameField['holds'], string>> = {
  reference: 'By its slug: ',
  references: 'By their slugs, in their order: ',
  fact: 'By its key, or as DATASET/KEY: ',
}

/** Gives the fields of inputs the descriptions of the fields that show the same. */
export function withInputDescriptions(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()).filter(isInputObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const { sameAs } = field.extensions as { sameAs?: SameField }
      if (sameAs) field.description = descriptionOf(schema, sameAs)
    }
  }
  return schema
}

function descriptionOf(schema: GraphQLSchema, { type: name, name: field, holds }: SameField): string {
  const type = schema.getType(name)
  const shown = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field]?.description : undefined
  if (!shown) throw new Error(`The API shows no ${name}.${field}, so nothing says what its input means.`)
  return `${leads[holds] ?? ''}${shown}`
}
