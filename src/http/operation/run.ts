import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { Database } from '../../database/open.ts'
import type { Source } from '../../database/replica/source.ts'
import { readRevision } from '../../database/revision.ts'
import { isUnsaid } from '../../database/unsaid.ts'
import { executePlanned, fragmentsOf } from '../../execution/execute.ts'
import { parseStep, validateStep } from '../../step.ts'
import { anonymous, type Viewer } from '../../viewer.ts'
import type { Caches } from '../counted-cache.ts'
import { explainArgument } from '../help/execution.ts'
import { mostCounted } from '../help/explain.ts'
import { explainVariables } from '../help/variable-values.ts'
import type { HttpRequest } from '../message.ts'
import { type Cost, costOf, tooExpensive } from './cost.ts'
import { chooseOperation, refuseMutationByGet, refuseSubscriptionWithoutStream, useDocuments } from './document.ts'
import type { RawResult } from './execution.ts'
import { subscribe } from './subscribe.ts'
import { type Task, type TurnOptions, Turns } from './turn.ts'
import { Privacy, ViewerContext } from './viewer-context.ts'

/** The parameters of one operation, as GraphQL over HTTP names them. */
export interface OperationParameters {
  readonly query: string
  readonly operationName?: string
  readonly variables?: Record<string, unknown>
}

/** What became of an operation. A value is there if the operation got that far. */
export interface Outcome {
  readonly result: RawResult
  readonly operation?: OperationDefinitionNode
  readonly cost?: Cost
  /** The result depends on the schema alone, as that of an introspection does. */
  readonly isConstant?: boolean
  /** The result is for this caller alone. */
  readonly isPrivate?: boolean
  /** After a mutation: the revision that the graph has then, if it could be read. */
  readonly revision?: string
  /** Milliseconds that it waited for its turn. */
  readonly waited?: number
  /** The SQL texts that were sent for it. */
  readonly statements?: readonly string[]
}

export interface RunnerOptions extends TurnOptions {
  readonly schema: GraphQLSchema
  readonly db: Database
  /** What every context holds besides. */
  readonly settings?: object
  /** What an operation that has been executed adds to the extensions of its result. */
  readonly extensions?: (context: never) => Promise<ExecutionResult['extensions']>
  /** Yoga's or Envelop's plugins for parsing, validation, context and execution. */
  readonly plugins?: readonly Plugin[]
  /** Gets the cache of documents. */
  readonly caches?: Caches
}

/** Looks at an operation whose variables and cost are right, before it is executed. Throws if it must not be. */
export type Inspect = (asked: {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: ReturnType<typeof fragmentsOf>
  readonly variables: Readonly<Record<string, unknown>>
}) => void

/** For whom an operation is run, and where. */
export interface Asked {
  /** By default nobody who is known. */
  readonly viewer?: Viewer
  /** Finds out again who asks, when a mutation has waited for its turn. Throws if the caller may no longer ask. */
  readonly viewerNow?: () => Promise<Viewer>
  /** Where queries read; by default in the primary database. */
  readonly source?: Pick<Source, 'read'>
  readonly inspect?: Inspect | undefined
  /** Whether parts of the result may be JsonText: it is sent as JSON, and nobody looks into it. */
  readonly takesText?: boolean | undefined
}

/** Runs the operation of one request. It never rejects: errors are part of the result, not yet masked. */
export type RunOperation = (request: HttpRequest, parameters: OperationParameters, asked?: Asked) => Promise<Outcome>

/**
 * Makes the function that runs operations: document, operation, variables, cost, context, execution. Yoga has the
 * plugins and the executor; it sees no HTTP.
 */
export function createOperationRunner(options: RunnerOptions): RunOperation {
  const { schema, db, limits, extensions, settings, plugins = [], caches = new Map() } = options
  const turns = new Turns(options)
  const primary: Pick<Source, 'read'> = { read: (task) => task(db) }
  // Everything that is off here concerns HTTP, or is done by `useDocuments` and `publicResult`.
  const yoga = createYoga<object>({
    schema,
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    logging: false,
    maxRequestBodySize: false,
    parserAndValidationCache: false,
    maskedErrors: false,
    plugins: [useDocuments(schema, limits, caches), usePlans, ...plugins],
  })

  return async (request, parameters, asked = {}) => {
    try {
      return await run(request, parameters, asked)
    } catch (error) {
      return { result: { errors: [error] } }
    }
  }

  async function run(
    request: HttpRequest,
    parameters: OperationParameters,
    { viewer = anonymous, viewerNow = async () => viewer, source = primary, inspect, takesText }: Asked,
  ): Promise<Outcome> {
    const { query, operationName, variables = {} } = parameters
    // Yoga's types demand a Request in the context, and none exists here.
    const { opening, base, event: rootValue } = request
    const context = { ...settings, opening, base, db, requestId: request.id, params: parameters } as never
    const enveloped = yoga.getEnveloped(context)
    const document: DocumentNode = parseStep.traceSync(() => enveloped.parse(query), {})
    const invalid: readonly unknown[] = validateStep.traceSync(() => enveloped.validate(schema, document), {})
    if (invalid.length > 0) return { result: { errors: invalid } }
    const operation = chooseOperation(document, operationName, schema)
    refuseMutationByGet(request.method, operation)
    refuseSubscriptionWithoutStream(request, operation)

    // The executor checks variables too, but its errors do not name the variable.
    const definitions = operation.variableDefinitions ?? []
    const { errors: wrong, coerced } = getVariableValues(schema, definitions, variables, {
      maxErrors: mostCounted,
      hideSuggestions: true,
    })
    if (wrong) return { operation, result: { errors: explainVariables(schema, definitions, variables, wrong) } }
    const fragments = fragmentsOf(document)
    const cost = costOf({ schema, operation, fragments, variables: coerced })
    if (cost.total > limits.cost) return { operation, cost, result: { errors: [tooExpensive(cost, limits)] } }
    inspect?.({ schema, operation, fragments, variables: coerced })

    const privacy = new Privacy()
    const isSubscription = operation.operation === 'subscription'
    const execute = async (signal: AbortSignal, chosen: Database, asking = viewer): Promise<RawResult> => {
      const common = { signal, db: chosen, takesText }
      const argumentsWith = async (own: object) => {
        // A new object, because what belongs to one database is kept by the context.
        const plain: object = await enveloped.contextFactory(own as never)
        const contextValue = new ViewerContext(plain, asking, privacy)
        const operands = { variableValues: variables, coerced, contextValue, rootValue }
        return { schema, document, operationName, ...operands, signal }
      }
      if (isSubscription && opening) return await subscribe(await argumentsWith(common), opening)
      let args = await argumentsWith({ ...common, finishes: operation.operation === 'query' })
      // Only @defer returns iterables, and the schema does not have it.
      let result = (await enveloped.execute(args)) as ExecutionResult
      if (result.errors?.some(({ originalError }) => isUnsaid(originalError))) {
        args = await argumentsWith({ ...common, finishes: false })
        result = (await enveloped.execute(args)) as ExecutionResult
      }
      const added = await extensions?.(args.contextValue as never)
      return added ? { ...result, extensions: { ...result.extensions, ...added } } : result
    }
    // What is told of a change is at least as new as the change.
    const from = isSubscription ? primary : source
    const read: Task = async (signal) =>
      await from.read(
        (chosen) => execute(signal, chosen),
        ({ errors = [] }) => errors,
      )
    let revision: string | undefined
    // A replica cannot be written, and a mutation is never tried again. Its key may have been revoked while it waited.
    const change: Task = async (signal) => {
      const result = await execute(signal, db, await viewerNow())
      // What it did is done, even if the revision cannot be read.
      revision = await readRevision(db.prisma).catch(() => undefined)
      return result
    }
    const isConstant = asksOnlySchema(operation)
    const isMutation = operation.operation === 'mutation'
    // What asks nothing of the database does not wait for those who do.
    const { result, ...executed } = isConstant
      ? await turns.executeNow(request, read)
      : await turns.executeInTurn(request, { cost: cost.total, isMutation }, isMutation ? change : read)
    const errors = result.errors?.map((error) => explainArgument(error, variables))
    const { isPrivate } = privacy
    const whole = errors ? { ...result, errors } : result
    return { operation, cost, isConstant, isPrivate, revision, ...executed, result: whole }
  }
}

/** Whether all fields of the root are GraphQL's own: `__schema`, `__type`, `__typename`. */
function asksOnlySchema({ selectionSet }: OperationDefinitionNode): boolean {
  return selectionSet.selections.every((node) => node.kind === Kind.FIELD && node.name.value.startsWith('__'))
}

/** Executes by plans that are kept with their documents. */
const usePlans: Pick<Plugin, 'onExecute'> = {
  onExecute: (hook: { setExecuteFn(execute: typeof executePlanned): void }) => hook.setExecuteFn(executePlanned),
}
