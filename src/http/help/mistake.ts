import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type VariableDefinitionNode,
} from 'graphql'
import type { Place } from './places.ts'

/** What help with an error of validation is made from. */
export interface Mistake {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly place: Place
  /** The second node of the error: for a variable, where it is used. */
  readonly other: ASTNode | undefined
  /** What the message quotes, in order. */
  readonly quoted: readonly string[]
}

export type Explain = (mistake: Mistake) => string | undefined

/** The fields around a place and the field itself, the outermost first. */
export function fieldsAround({ node, around }: Place): FieldNode[] {
  return [...around, node].filter((part): part is FieldNode => part.kind === Kind.FIELD)
}

/** The field that a place belongs to. */
export function fieldNode(place: Place): FieldNode {
  return fieldsAround(place).at(-1) as FieldNode
}

/** The declaration of a variable that a place belongs to. */
export function definitionOf({ node, around }: Place): VariableDefinitionNode | undefined {
  return [...around, node].find((part): part is VariableDefinitionNode => part.kind === Kind.VARIABLE_DEFINITION)
}

/** Whether an operation of the document declares a variable of this name. */
export function isDeclared({ definitions }: DocumentNode, name: string): boolean {
  return definitions.some(
    (node) =>
      node.kind === Kind.OPERATION_DEFINITION &&
      node.variableDefinitions?.some(({ variable }) => variable.name.value === name),
  )
}
