import { type FragmentDefinitionNode, Kind, type SelectionNode, type SelectionSetNode, type ValueNode } from 'graphql'

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>

const known = new WeakMap<SelectionSetNode, boolean>()

/** Whether an argument within a selection of a valid document, or within the fragments that it uses, names a variable. */
export function namesVariables(set: SelectionSetNode, fragments: Fragments): boolean {
  const before = known.get(set)
  if (before !== undefined) return before
  const found = set.selections.some((node) => selectionNames(node, fragments))
  known.set(set, found)
  return found
}

function selectionNames(node: SelectionNode, fragments: Fragments): boolean {
  if (node.kind === Kind.FIELD && node.arguments?.some(({ value }) => valueNames(value))) return true
  const inner = node.kind === Kind.FRAGMENT_SPREAD ? fragments[node.name.value] : node
  return inner?.selectionSet !== undefined && namesVariables(inner.selectionSet, fragments)
}

function valueNames(value: ValueNode): boolean {
  if (value.kind === Kind.LIST) return value.values.some(valueNames)
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => valueNames(field.value))
  return value.kind === Kind.VARIABLE
}
