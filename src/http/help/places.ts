import {
  type ASTNode,
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLDirective,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

/** A node of a document, and what the schema expects where it stands. */
export interface Place {
  readonly node: ASTNode
  /** The nodes around it, the outermost first. */
  readonly around: readonly ASTNode[]
  readonly parentType: GraphQLCompositeType | undefined
  readonly field: GraphQLField<unknown, unknown> | undefined
  readonly directive: GraphQLDirective | undefined
  readonly argument: GraphQLArgument | undefined
  readonly inputType: GraphQLInputType | undefined
  readonly parentInputType: GraphQLInputType | undefined
}

/** The places of some nodes, found in one walk through the document. */
export function placesOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  wanted: ReadonlySet<ASTNode>,
): Map<ASTNode, Place> {
  const info = new TypeInfo(schema)
  const places = new Map<ASTNode, Place>()
  visit(
    document,
    visitWithTypeInfo(info, {
      enter(node, _key, parent, _path, ancestors) {
        if (!wanted.has(node)) return
        const around = parent ? [...ancestors, parent] : ancestors
        places.set(node, {
          node,
          around: around.filter((ancestor): ancestor is ASTNode => 'kind' in ancestor),
          parentType: info.getParentType() ?? undefined,
          field: info.getFieldDef() ?? undefined,
          directive: info.getDirective() ?? undefined,
          argument: info.getArgument() ?? undefined,
          inputType: info.getInputType() ?? undefined,
          parentInputType: info.getParentInputType() ?? undefined,
        })
      },
    }),
  )
  return places
}

/** The name of the argument or input field whose value a node is. */
export function nameOfValue({ around }: Place): string | undefined {
  const parent = around.findLast(({ kind }) => kind !== Kind.LIST)
  return parent?.kind === Kind.ARGUMENT || parent?.kind === Kind.OBJECT_FIELD ? parent.name.value : undefined
}
