import {
  type ExecutionArgs,
  type FragmentDefinitionNode,
  type GraphQLError,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { runWork } from '../../database/tracked-pool.ts'
import { DossierError, readableNumber } from '../../errors.ts'
import { type Cost, costOf } from './cost.ts'
import { type Limits, refuseExcess } from './limits.ts'
import type { Exchange } from './operation-state.ts'

type Execute = (args: ExecutionArgs) => unknown

/**
 * Runs operations within their limits: refuses one that costs too much before anything is asked of the database, and
 * gives one up, with its SQL, when its time is over or its caller has gone.
 */
export function useLimitedExecution(limits: Limits): Plugin<{ exchange: Exchange }> {
  return {
    onExecute({ args, executeFn, setExecuteFn, setResultAndStopExecution }) {
      const { exchange } = args.contextValue as { exchange: Exchange }
      const operation = chosen(exchange)
      // The executor checks them too, but does not name the variable that is wrong.
      const { errors } = getVariableValues(args.schema, operation.variableDefinitions ?? [], args.variableValues ?? {})
      if (errors) return setResultAndStopExecution({ errors: [...errors] })
      exchange.cost = costOfOperation(args, operation)
      if (exchange.cost.total > limits.cost) {
        return setResultAndStopExecution({ errors: [tooDear(exchange.cost, limits)] })
      }
      setExecuteFn((limited: ExecutionArgs) => execute(executeFn as Execute, limited, exchange, limits))
    },
  }
}

function chosen({ operation }: Exchange): OperationDefinitionNode {
  if (!operation) throw new Error('An operation is executed that was never chosen')
  return operation
}

function costOfOperation(
  { schema, document, variableValues }: ExecutionArgs,
  operation: OperationDefinitionNode,
): Cost {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null)
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node
  }
  return costOf({ schema, operation, fragments, variables: variableValues ?? {} })
}

function tooDear({ total, dearest, dearestCost }: Cost, { cost }: Limits): GraphQLError {
  const field = dearest?.alias?.value ?? dearest?.name.value
  return refuseExcess({
    limit: 'cost',
    maximum: cost,
    actual: total,
    what: `The answer may hold ${readableNumber(total)} fields, ${readableNumber(dearestCost)} of them in "${field}"`,
    advice:
      'Ask for smaller pages by first or last, most of all where one list stands within another, or for less of each item.',
    field,
    place: { nodes: dearest },
  })
}

async function execute(executeFn: Execute, args: ExecutionArgs, exchange: Exchange, limits: Limits): Promise<unknown> {
  const { signal: gone } = exchange.ask
  const controller = new AbortController()
  const leave = () => controller.abort(gone.reason)
  gone.addEventListener('abort', leave, { once: true })
  if (gone.aborted) leave()
  const timer = setTimeout(() => controller.abort(timedOut(limits)), limits.operationMs)
  Object.assign(args.contextValue as object, { signal: controller.signal })
  try {
    return await runWork(async (work) => {
      exchange.statements = work.statements
      return await executeFn({ ...args, signal: controller.signal } as ExecutionArgs)
    }, controller.signal)
  } catch (error) {
    if (!controller.signal.aborted) throw error
    return { data: null, errors: [controller.signal.reason] }
  } finally {
    clearTimeout(timer)
    gone.removeEventListener('abort', leave)
  }
}

function timedOut({ operationMs }: Limits): DossierError {
  const message = `The answer was given up after ${readableNumber(operationMs / 1000)} seconds, the most that one operation may take. Ask for less at once: smaller pages, or a narrower filter.`
  return new DossierError('TIMED_OUT', message, { limit: 'operationMs', maximum: operationMs })
}
