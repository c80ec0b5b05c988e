import { type GraphQLSchema, isCompositeType, Kind } from 'graphql'
import { definitionOf, type Mistake } from './mistake.ts'
import { didYouMean, listOf, sentences, similarNames } from './names.ts'
import { sampleOf } from './sample.ts'
import { written } from './value-node.ts'
import { declaration } from './variable.ts'

/** Help with a type that does not exist: for a variable its declaration, for a fragment the types that there are. */
export function unknownType({ schema, document, place, quoted: [name = ''] }: Mistake): string {
  const defined = definitionOf(place)
  if (defined) return declaration(schema, document, { name: defined.variable.name.value, declared: defined.type })
  return typesWithFields(schema, name)
}

/** The types with fields that a name probably means, or those that there are. */
export function typesWithFields(schema: GraphQLSchema, name: string): string {
  const types = Object.values(schema.getTypeMap()).filter((type) => isCompositeType(type))
  const names = types.map((type) => type.name).filter((known) => !/^__|(Connection|Edge)$/.test(known))
  return didYouMean(similarNames(name, names)) || `There are ${listOf(names)}.`
}

/** Help with a variable that is not declared, or whose type does not fit where it is used. */
export function wrongVariable({ schema, document, place, other, quoted: [name = ''] }: Mistake): string {
  return declaration(schema, document, { name: name.slice(1), declared: definitionOf(place)?.type, used: other })
}

/** Help with a fragment that the document does not define. */
export function unknownFragment({ document, quoted: [name = ''] }: Mistake): string {
  const names = document.definitions.flatMap((node) =>
    node.kind === Kind.FRAGMENT_DEFINITION ? [node.name.value.slice(0, 50)] : [],
  )
  if (names.length === 0) return `Define it: \`fragment ${name.slice(0, 50)} on Type { field }\`.`
  return sentences(didYouMean(similarNames(name, names)), `The document defines ${listOf(names)}.`)
}

/** Help with a directive that does not exist. */
export function unknownDirective({ schema, quoted: [name = ''] }: Mistake): string {
  const names = schema.getDirectives().map((directive) => `@${directive.name}`)
  return sentences(didYouMean(similarNames(name, names)), `There are ${listOf(names)}.`)
}

/** Help with the arguments of a directive. */
export function directiveArguments({ schema, place, quoted }: Mistake): string | undefined {
  const name = quoted.find((part) => part.startsWith('@'))?.slice(1) ?? ''
  const found = place.directive ?? schema.getDirective(name)
  if (!found) return undefined
  const values = found.args.map((argument) => `${argument.name}: ${written(sampleOf(argument.type))}`)
  return `Write \`@${found.name}(${values.join(', ')})\`.`
}
