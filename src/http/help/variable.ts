import {
  type ASTNode,
  type DocumentNode,
  type GraphQLInputType,
  GraphQLNonNull,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInputType,
  Kind,
  type NamedTypeNode,
  TypeInfo,
  type TypeNode,
  typeFromAST,
  type ValueNode,
  type VariableNode,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { fitting } from './fitting.ts'
import { inDocument } from './value-node.ts'

interface Named {
  readonly name: string
  /** The type that the variable is declared with. */
  readonly declared?: TypeNode
  /** The place where it is used, if one is at fault. */
  readonly used?: ASTNode
}

/** The type that is expected where a variable is used: at the place that is given, or where it is used first. */
function usageOf(schema: GraphQLSchema, document: DocumentNode, { name, used }: Named): GraphQLInputType | undefined {
  const info = new TypeInfo(schema)
  let found: GraphQLInputType | undefined
  const visitor = {
    VariableDefinition: () => false,
    Variable(node: VariableNode) {
      const type = info.getInputType()
      if (node.name.value !== name || !type || found || (used && used !== node)) return
      const parent = getNullableType(info.getParentInputType())
      const isOne = isInputObjectType(parent) && parent.isOneOf
      found = isOne ? new GraphQLNonNull(getNullableType(type)) : type
    },
  }
  visit(document, visitWithTypeInfo(info, visitor))
  return found
}

/** Help with a variable whose declaration is missing or wrong: the declaration that fits where the variable is used. */
export function declaration(schema: GraphQLSchema, document: DocumentNode, variable: Named): string {
  const { name, declared, used } = variable
  const usage = usageOf(schema, document, { name, used: used?.kind === Kind.VARIABLE ? used : undefined })
  if (!usage) return 'Declare it with the type of the argument that it is used for.'
  if (!declared) return `Declare it before the selection: \`query ($${short(name)}: ${usage})\`.`
  const other = wrapped(schema, usage, name, declared)
  return `Declare it as \`$${short(name)}: ${usage}\`${other ? `, or use it as ${inDocument(undefined, other)}` : ''}.`
}

const short = (name: string) => name.slice(0, 50)

/** The variable within an object that is expected, if its type fits there: `{ named: $name }`. */
function wrapped(
  schema: GraphQLSchema,
  type: GraphQLInputType,
  name: string,
  declared: TypeNode,
): ValueNode | undefined {
  const declaredType = typeFromAST(schema, declared as NamedTypeNode)
  if (!isInputObjectType(getNamedType(type)) || !isInputType(declaredType)) return undefined
  const node: ValueNode = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } }
  return fitting(type, { node, type: declaredType })
}
