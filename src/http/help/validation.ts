import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  type ObjectValueNode,
  type ValueNode,
} from 'graphql'
import { type Call, missingArgument, unknownArgument } from './argument.ts'
import {
  directiveArguments,
  typesWithFields,
  unknownDirective,
  unknownFragment,
  unknownType,
  wrongVariable,
} from './definition.ts'
import { explainFirst, withHelp } from './explain.ts'
import { impossibleFragment, missingSelection, needlessSelection, unknownField } from './field.ts'
import { exactlyOne, missingInputField, unknownInputField, wrongValue } from './input.ts'
import { type Explain, fieldNode, fieldsAround, isDeclared, type Mistake } from './mistake.ts'
import { nameOfValue, type Place, placesOf } from './places.ts'
import { inDocument, listNode, type Write, written } from './value-node.ts'

/** Adds help to the first errors of a document that does not fit the schema. */
export function explainInvalid(
  schema: GraphQLSchema,
  document: DocumentNode,
  errors: readonly GraphQLError[],
): GraphQLError[] {
  return explainFirst(errors, 'document', (first) => {
    const places = placesOf(schema, document, new Set(first.flatMap(({ nodes }) => nodes?.[0] ?? [])))
    return first.map((error) => {
      const place = error.nodes?.[0] && places.get(error.nodes[0])
      const explain = explanations.find(([message]) => message.test(error.message))?.[1]
      const quoted = [...error.message.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '')
      const help = place && explain ? explain({ schema, document, place, other: error.nodes?.[1], quoted }) : undefined
      return withHelp(error, help, { code: 'GRAPHQL_VALIDATION_FAILED' })
    })
  })
}

/**
 * What helps with each kind of error, by GraphQL's own message, which says more than the rule that made it. The first one
 * that matches is taken. An error that none matches stays as it is.
 */
const explanations: readonly (readonly [RegExp, Explain])[] = [
  [/^Cannot query field/, inType((type, { schema, place }) => unknownField(schema, type, fieldNode(place)))],
  [/^Field .* must have (a selection|at least one)/, ofField(missingSelection)],
  [/^Field .* must not have a selection/, ({ place }) => needlessSelection(fieldNode(place))],
  [/^Unknown argument .* on field/, argumentOfField],
  [/^Field .* argument .* is required/, (mistake) => withCall(mistake, missingArgument)],
  [/^(Unknown argument .* on directive|Directive .* argument .* is required)/, directiveArguments],
  [/^Unknown directive/, unknownDirective],
  [/^Field .* of required type/, ofObject((type, node, name, write) => missingInputField(type, name, node, write))],
  [
    /^(OneOf Input Object|Field .* must be non-null)/,
    ofObject((type, node, _, write) => exactlyOne(type, node, write)),
  ],
  [/^Field .* is not defined by type/, fieldOfObject],
  [/^Unknown type/, unknownType],
  [/cannot condition on non composite type/, ({ schema, quoted }) => typesWithFields(schema, quoted.at(-1) ?? '')],
  [/can never be of type/, inType((type, { schema, quoted }) => impossibleFragment(schema, type, quoted.at(-1) ?? ''))],
  [/^Unknown fragment/, unknownFragment],
  [/^Variable .* (is not defined|cannot be non-input|used in position|must be non-nullable)/, wrongVariable],
  [/^Variable .* is never used/, ({ quoted: [name] }) => `Use it, written as \`${short(name)}\`, or take it out.`],
  [/^Fragment .* is never used/, ({ quoted: [name] }) => `Spread it by \`...${short(name)}\`, or take it out.`],
  [/^This anonymous operation/, () => 'Put all fields into one operation, or name each: `query one { ... }`.'],
  [/^There can be only one input field/, severalValues],
  [/^There can be only one /, () => 'Take one of them out, or give it another name.'],
  [/definition is not executable/, () => 'Types are defined by the server. Send a query, such as `{ field }`.'],
  [/^(Expected value of type|Value .* does not exist in)|cannot represent/, valueInDocument],
]

const short = (name = '') => name.slice(0, 50)

function inType(explain: (type: NonNullable<Place['parentType']>, mistake: Mistake) => string | undefined): Explain {
  return (mistake) => mistake.place.parentType && explain(mistake.place.parentType, mistake)
}

type OfField = (field: NonNullable<Place['field']>, node: ReturnType<typeof fieldNode>) => string

function ofField(explain: OfField): Explain {
  return ({ place }) => place.field && explain(place.field, fieldNode(place))
}

type OfObject = (type: GraphQLInputObjectType, node: ObjectValueNode, name: string, write: Write) => string

/** Help with an object; the message names its type and perhaps a field: "EntityRef.named". */
function ofObject(explain: OfObject): Explain {
  return ({ place, quoted: [named = ''] }) => {
    const { node, inputType } = place
    const type = getNamedType(inputType)
    if (!isInputObjectType(type) || node.kind !== Kind.OBJECT) return undefined
    return explain(
      type,
      node,
      named.split('.')[1] ?? '',
      isListType(getNullableType(inputType)) ? asList(place) : inDocument,
    )
  }
}

/** Writes a whole object as the list that is expected where it stands alone: `orderBy: [{ field: NAME }]`. */
function asList(place: Place): Write {
  return (name, value) => inDocument(name ?? nameOfValue(place), name === undefined ? listNode([value]) : value)
}

function withCall({ schema, place }: Mistake, explain: (call: Call) => string): string | undefined {
  return place.field && explain({ schema, field: place.field, node: fieldNode(place) })
}

function argumentOfField(mistake: Mistake): string | undefined {
  const { node } = mistake.place
  if (node.kind !== Kind.ARGUMENT) return undefined
  return withCall(mistake, (call) => unknownArgument(call, node, fieldsAround(mistake.place).at(-2)?.name.value))
}

function fieldOfObject({ place: { node, parentInputType } }: Mistake): string | undefined {
  const type = getNamedType(parentInputType)
  if (node.kind !== Kind.OBJECT_FIELD || !isInputObjectType(type)) return undefined
  return unknownInputField(type, node.name.value, node.value, inDocument)
}

function valueInDocument({ document, place }: Mistake): string | undefined {
  const { node, inputType: type, argument } = place
  if (!type) return undefined
  if (node.kind === Kind.ENUM && isDeclared(document, node.value)) return `Write the variable as \`$${node.value}\`.`
  const name = nameOfValue(place)
  const description = name === argument?.name ? argument?.description : undefined
  return wrongValue({ type, name, description, write: inDocument }, node as ValueNode)
}

/** An input field that was given twice: both conditions as alternatives. */
function severalValues({ place: { around }, quoted: [name] }: Mistake): string {
  const object = around.findLast((node) => node.kind === Kind.OBJECT)
  const values = object?.kind === Kind.OBJECT ? object.fields.filter((field) => field.name.value === name) : []
  const each = values.slice(0, 2).map(({ value }) => `{ ${name}: ${written(value).slice(0, 60)} }`)
  return `Take one of them out, or combine conditions: \`OR: [${each.join(', ')}]\`.`
}
