import { type FragmentDefinitionNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql'
import { usesVariable } from '../../execution/plan.ts'

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
  if (node.kind === Kind.FIELD && node.arguments?.some((argument) => usesVariable(argument))) return true
  const inner = node.kind === Kind.FRAGMENT_SPREAD ? fragments[node.name.value] : node
  return inner?.selectionSet !== undefined && namesVariables(inner.selectionSet, fragments)
}
