import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type FragmentDefinitionNode,
  type GraphQLError,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import { Execution, type ResultObject } from './execution.ts'
import { isPromise, type MaybePromise } from './maybe-promise.ts'
import type { Variables } from './plan.ts'
import { planOperation } from './plans.ts'

interface PlannedArgs extends ExecutionArgs {
  /** The variables as the operation declares them, if somebody has coerced them already. */
  readonly coerced?: Variables | undefined
}

/**
 * Executes an operation of a valid document, with the same result as `execute` of GraphQL. What depends on the document
 * alone is planned once for all executions.
 */
export function executePlanned(args: PlannedArgs): MaybePromise<ExecutionResult> {
  const { schema, document, operationName, contextValue, rootValue } = args
  const operation = getOperationAST(document, operationName)
  const type = operation && schema.getRootType(operation.operation)
  // It has the words for what is wrong.
  if (!operation || !type) return execute(args)
  const { errors: wrong, coerced: variables } = coerce(args, operation)
  if (wrong) return { errors: wrong }
  const fields = planOperation(schema, operation, fragmentsOf(document), variables, mayFinish(contextValue)).root(type)
  const execution = new Execution({ rootValue, contextValue, variables })
  const { all: errors } = execution.errors
  const respond = (data: ResultObject | null) => (errors.length === 0 ? { data } : { errors, data })
  const fail = (error: unknown) => {
    execution.errors.add(error as GraphQLError, undefined)
    return respond(null)
  }
  try {
    const data =
      operation.operation === 'mutation'
        ? execution.fieldsInTurn(fields, rootValue)
        : execution.fields(fields, rootValue, undefined)
    return isPromise(data) ? data.then(respond, fail) : respond(data)
  } catch (error) {
    return fail(error)
  }
}

function coerce({ schema, coerced, variableValues }: PlannedArgs, { variableDefinitions }: OperationDefinitionNode) {
  if (coerced) return { coerced }
  return getVariableValues(schema, variableDefinitions ?? [], variableValues ?? {}, { maxErrors: 50 })
}

/** Whether the context lets PostgreSQL write what it can of the answer. */
function mayFinish(context: unknown): boolean {
  return (context as { readonly finishes?: boolean } | undefined)?.finishes === true
}

/** The fragments of a document by their names. */
export function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null)
  for (const node of definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node
  }
  return fragments
}
