import type { FieldNode, GraphQLObjectType, GraphQLOutputType, GraphQLResolveInfo } from 'graphql'
import type { FieldPlan } from './plan.ts'

export type Path = GraphQLResolveInfo['path']

/** What all fields of an execution share. */
export interface Operands {
  readonly rootValue: unknown
  readonly contextValue: unknown
  readonly variables: Record<string, unknown>
}

/** The info of a resolver. It reads what GraphQL's own executor copies for every field, and makes its path when asked. */
export class Info implements GraphQLResolveInfo {
  readonly plan: FieldPlan
  readonly #parent: Path | undefined
  readonly #operands: Operands
  #path: Path | undefined

  constructor(plan: FieldPlan, parent: Path | undefined, operands: Operands) {
    this.plan = plan
    this.#parent = parent
    this.#operands = operands
  }

  get path(): Path {
    this.#path ??= { prev: this.#parent, key: this.plan.key, typename: this.plan.parentType.name }
    return this.#path
  }

  get fieldName(): string {
    return this.plan.field.name
  }

  get fieldNodes(): readonly FieldNode[] {
    return this.plan.nodes
  }

  get returnType(): GraphQLOutputType {
    return this.plan.field.type
  }

  get parentType(): GraphQLObjectType {
    return this.plan.parentType
  }

  get schema(): GraphQLResolveInfo['schema'] {
    return this.plan.operation.schema
  }

  get fragments(): GraphQLResolveInfo['fragments'] {
    return this.plan.operation.fragments as GraphQLResolveInfo['fragments']
  }

  get operation(): GraphQLResolveInfo['operation'] {
    return this.plan.operation.operation
  }

  get rootValue(): unknown {
    return this.#operands.rootValue
  }

  get variableValues(): Record<string, unknown> {
    return this.#operands.variables
  }
}
