import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  typeFromAST,
  visit,
} from 'graphql'
import { keptBy } from './kept.ts'
import { type TypePlan, typePlanOf } from './type-plan.ts'

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>
export type Variables = Readonly<Record<string, unknown>>
export type Field = GraphQLField<unknown, unknown>
export type Arguments = Readonly<Record<string, unknown>>

/** Arguments that depend on variables, made once for each execution. */
const argumentsWith = keptBy((_: Variables) => new Map<FieldPlan, Arguments>())

/**
 * A field of an operation on one object type: what GraphQL collects under one key of the answer. It is made once for each
 * document, so what follows from it can be kept with it.
 */
export class FieldPlan {
  readonly operation: OperationPlan
  readonly parentType: GraphQLObjectType
  readonly field: Field
  readonly nodes: readonly FieldNode[]
  /** Under which the answer shows it. */
  readonly key: string
  /** Where the document asks for it; the same for all types that a fragment on an interface stands for. */
  readonly place: string
  /** Whether its arguments depend on variables. */
  readonly isVariable: boolean
  readonly type: TypePlan
  #constant: Arguments | undefined
  readonly #kept = new Map<string, unknown>()
  readonly #below = new Map<GraphQLObjectType, readonly FieldPlan[]>()

  constructor(operation: OperationPlan, parentType: GraphQLObjectType, field: Field, nodes: readonly FieldNode[]) {
    const [node] = nodes as readonly [FieldNode]
    this.operation = operation
    this.parentType = parentType
    this.field = field
    this.nodes = nodes
    this.key = node.alias?.value ?? node.name.value
    this.place = operation.placeOf(nodes)
    this.type = typePlanOf(field.type)
    this.isVariable = (node.arguments ?? []).some((argument) => usesVariable(argument))
  }

  /** The values of its arguments. Throws what GraphQL says of a value that does not fit. */
  argumentsFor(variables: Variables): Arguments {
    const known = this.isVariable ? argumentsWith(variables).get(this) : this.#constant
    if (known) return known
    const values = getArgumentValues(this.field, this.nodes[0] as FieldNode, variables)
    if (this.isVariable) argumentsWith(variables).set(this, values)
    else this.#constant = values
    return values
  }

  /** What follows from the plan: made once, and kept under a key as long as the plan is. */
  once<T>(key: string, make: () => T): T {
    if (!this.#kept.has(key)) this.#kept.set(key, make())
    return this.#kept.get(key) as T
  }

  /** What the operation asks of an object that this field leads to. */
  selections(type: GraphQLObjectType): readonly FieldPlan[] {
    const known = this.#below.get(type)
    if (known) return known
    const found = this.operation.selections(this.nodes, type)
    this.#below.set(type, found)
    return found
  }
}

/** An operation of a document, with the fields that the values of its `@skip` and `@include` leave. */
export class OperationPlan {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: Fragments
  /** Whether PostgreSQL may write parts of the answer as they are shown: see src/query/finished.ts. */
  readonly finishes: boolean
  /** What `@skip` and `@include` depend on. */
  readonly #variables: Variables
  readonly #selections = new Map<string, readonly FieldPlan[]>()
  readonly #numbers = new Map<FieldNode, number>()
  #root: readonly FieldPlan[] | undefined

  constructor(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Fragments,
    variables: Variables,
    finishes: boolean,
  ) {
    this.finishes = finishes
    this.schema = schema
    this.operation = operation
    this.fragments = fragments
    this.#variables = variables
  }

  /** The fields of the root type. */
  root(type: GraphQLObjectType): readonly FieldPlan[] {
    this.#root ??= this.#plan([this.operation.selectionSet], type)
    return this.#root
  }

  /** What the selection sets of some fields together ask of an object of this type. */
  selections(nodes: readonly FieldNode[], type: GraphQLObjectType): readonly FieldPlan[] {
    const key = `${type.name} ${this.placeOf(nodes)}`
    const known = this.#selections.get(key)
    if (known) return known
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
    const planned = this.#plan(sets, type)
    this.#selections.set(key, planned)
    return planned
  }

  placeOf(nodes: readonly FieldNode[]): string {
    return nodes.map((node) => this.#numberOf(node)).join(' ')
  }

  #numberOf(node: FieldNode): number {
    const known = this.#numbers.get(node)
    if (known !== undefined) return known
    this.#numbers.set(node, this.#numbers.size)
    return this.#numbers.size - 1
  }

  #plan(sets: readonly SelectionSetNode[], type: GraphQLObjectType): readonly FieldPlan[] {
    const found = new Map<string, FieldNode[]>()
    const seen = new Set<string>()
    for (const set of sets) this.#collect(set, type, found, seen)
    return [...found.values()].flatMap((nodes) => {
      const field = fieldOf(this.schema, type, (nodes[0] as FieldNode).name.value)
      return field ? [new FieldPlan(this, type, field, nodes)] : []
    })
  }

  /** CollectFields of the GraphQL specification. */
  #collect(set: SelectionSetNode, type: GraphQLObjectType, found: Map<string, FieldNode[]>, seen: Set<string>): void {
    for (const selection of set.selections) {
      if (!this.#includes(selection)) continue
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value
        const nodes = found.get(key)
        if (nodes) nodes.push(selection)
        else found.set(key, [selection])
        continue
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#unseen(selection.name.value, seen)
      if (fragment && this.#holds(fragment, type)) this.#collect(fragment.selectionSet, type, found, seen)
    }
  }

  #unseen(name: string, seen: Set<string>): FragmentDefinitionNode | undefined {
    if (seen.has(name)) return undefined
    seen.add(name)
    return this.fragments[name]
  }

  #includes(node: SelectionNode): boolean {
    if (!node.directives?.length) return true
    if (getDirectiveValues(GraphQLSkipDirective, node, this.#variables)?.if === true) return false
    return getDirectiveValues(GraphQLIncludeDirective, node, this.#variables)?.if !== false
  }

  #holds({ typeCondition }: { typeCondition?: FragmentDefinitionNode['typeCondition'] }, type: GraphQLObjectType) {
    if (!typeCondition) return true
    const condition = typeFromAST(this.schema, typeCondition)
    return condition === type || (isAbstractType(condition) && this.schema.isSubType(condition, type))
  }
}

export function fieldOf(schema: GraphQLSchema, type: GraphQLObjectType, name: string): Field | undefined {
  const isQuery = schema.getQueryType() === type
  if (isQuery && name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef
  if (isQuery && name === TypeMetaFieldDef.name) return TypeMetaFieldDef
  return name === TypeNameMetaFieldDef.name ? TypeNameMetaFieldDef : type.getFields()[name]
}

/** Whether something in a document names a variable. */
export function usesVariable(node: Parameters<typeof visit>[0]): boolean {
  let found = false
  visit(node, {
    Variable() {
      found = true
    },
  })
  return found
}
