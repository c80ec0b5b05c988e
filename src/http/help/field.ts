import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isRequiredArgument,
  Kind,
  type SelectionNode,
} from 'graphql'
import { didYouMean, either, listOf, sameName, sentences, similarNames } from './names.ts'
import { selectionOf } from './sample.ts'
import { askFor, fieldsOf, itemsOf, ownersOf, waysInto, waysTo, waysToType } from './ways.ts'
import { inOurWords } from './words.ts'

/** Ways and types that a message shows at most. */
const shown = 3

/** Help with a field that a type does not have: the right name, the way to it, or the fields that there are. */
export function unknownField(schema: GraphQLSchema, type: GraphQLCompositeType, node: FieldNode): string {
  const name = node.name.value
  const own = Object.keys(fieldsOf(type))
  const same = [...new Set([...sameName(name, own), ...fieldsOfType(type, name)])]
  if (same.length > 0) return sentences(didYouMean(same), example(type, same[0]))
  const needless = isLevelOfList(name) && type !== schema.getQueryType() ? innerFields(node, own) : undefined
  if (needless) return `There is no "${name}" here: ask for ${needless} directly.`
  const similar = didYouMean(similarNames(name, own))
  const ways = waysHint(schema, type, name, similar ? 1 : shown)
  if (similar) return sentences(similar, ways && `There is also ${ways}.`)
  const possible = ways ?? similarInSubtypes(schema, type, name)
  if (possible) return `Ask for it by ${possible}.`
  const there = `${(itemsOf(type) ?? type).name} has ${listOf(Object.keys(fieldsOf(itemsOf(type) ?? type)))}.`
  return sentences(inItems(type, name), elsewhere(schema, name), there)
}

/** The fields that lead to things of the type that `name` names: `people` for "persons". */
function fieldsOfType(type: GraphQLCompositeType, name: string): string[] {
  const fields = Object.values(fieldsOf(type)).filter((field) => {
    const target = getNamedType(field.type)
    const items = isCompositeType(target) ? itemsOf(target) : undefined
    return sameName(name, [(items ?? target).name]).length > 0
  })
  return fields.map((field) => field.name)
}

/** Whether a name is a level of lists, here or in other servers: nodes, edges, items. */
function isLevelOfList(name: string): boolean {
  return ['nodes', 'node', 'edges'].includes(name) || inOurWords(name, ['nodes']).length > 0
}

/** The selection within a field that does not exist, if it fits the type around it. */
function innerFields(node: FieldNode, own: readonly string[]): string | undefined {
  const inner = fieldNames(node.selectionSet?.selections)
  if (inner.length === 0) return undefined
  if (inner.every(({ name }) => own.includes(name.value))) return either(inner.slice(0, shown).map(quoted), 'and')
  const [only] = inner
  return inner.length === 1 && only ? innerFields(only, own) : undefined
}

const quoted = ({ name }: FieldNode) => `"${name.value}"`

function fieldNames(selections: readonly SelectionNode[] = []): FieldNode[] {
  return selections.filter((selection) => selection.kind === Kind.FIELD)
}

function waysHint(schema: GraphQLSchema, type: GraphQLCompositeType, name: string, most: number): string | undefined {
  if (name.length > 100) return undefined
  const into = waysInto(schema, type, name)
  return anyOf(into.length > 0 ? into : [...waysToType(schema, type, name), ...waysTo(schema, type, name)], most)
}

function anyOf(ways: readonly string[], most = shown): string | undefined {
  return ways.length === 0 ? undefined : either(ways.slice(0, most).map((way) => `\`${way}\``))
}

/** A field of a similar name that only some of the types have: `... on Organization { foundedOn { label } }`. */
function similarInSubtypes(schema: GraphQLSchema, type: GraphQLCompositeType, name: string): string | undefined {
  if (!isAbstractType(type)) return undefined
  const names = schema.getPossibleTypes(type).flatMap((each) => Object.keys(each.getFields()))
  const [similar] = similarNames(name, [...new Set(names)])
  return similar === undefined ? undefined : anyOf(waysInto(schema, type, similar))
}

/** What the items of a connection have of a similar name, or that they are in `nodes`. */
function inItems(type: GraphQLCompositeType, name: string): string | undefined {
  const items = itemsOf(type)
  if (!items) return undefined
  const [similar] = similarNames(name, Object.keys(items.getFields()))
  const field = similar === undefined ? undefined : items.getFields()[similar]
  if (field) return `Did you mean \`nodes { ${askFor(field)} }\`?`
  return `The items are in \`nodes${selectionOf(items)}\`.`
}

/** Which other types have the field, and how to ask one for it. */
function elsewhere(schema: GraphQLSchema, name: string): string | undefined {
  const owners = ownersOf(schema, name)
  if (owners.length === 0) return undefined
  const query = schema.getQueryType()
  const [way] = query ? waysTo(schema, query, name) : []
  const names = owners.slice(0, shown).map((owner) => owner.name)
  return sentences(`"${name}" is a field of ${listOf(names)}.`, way && `Ask for it by \`{ ${way} }\`.`)
}

function example(type: GraphQLCompositeType, name: string | undefined): string | undefined {
  const field = name === undefined ? undefined : fieldsOf(type)[name]
  return field?.args.some(isRequiredArgument) ? `Write \`${askFor(field)}\`.` : undefined
}

/** Help with a field that needs a selection and has none. */
export function missingSelection({ type }: GraphQLField<unknown, unknown>, { name }: FieldNode): string {
  return `Say what of it to show: \`${name.value}${selectionOf(type)}\`.`
}

/** Help with a selection on a field that has no parts. */
export function needlessSelection({ name }: FieldNode): string {
  return `Write \`${name.value}\` alone.`
}

/** Help with a fragment on a type that cannot occur where it stands. */
export function impossibleFragment(
  schema: GraphQLSchema,
  parent: GraphQLCompositeType,
  name: string,
): string | undefined {
  const ways = waysToType(schema, parent, name)
  const items = itemsOf(parent)
  if (items && schema.getType(name) === items) return `The items are in \`nodes${selectionOf(items)}\`.`
  if (ways.length > 0) return `Ask for it by ${anyOf(ways)}.`
  if (items) return `The items are in \`nodes\`: \`nodes { ... on ${name} { __typename } }\`.`
  const over = Object.values(fieldsOf(parent)).filter(({ type }) => isCompositeType(getNamedType(type)))
  return `${parent.name} has ${listOf(over.map((field) => field.name))}.`
}
