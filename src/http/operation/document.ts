import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
  Source,
  validate,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { type Caches, CountedCache } from '../counted-cache.ts'
import { mostCounted } from '../help/explain.ts'
import { explainSyntax } from '../help/syntax.ts'
import { explainInvalid } from '../help/validation.ts'
import type { HttpRequest } from '../message.ts'
import { badRequest, type Limits } from './limits.ts'
import { checkQueryShape } from './query-shape.ts'
import { checkTokens } from './query-tokens.ts'

/**
 * Bytes of memory for parsed documents, and the bytes that one token takes once it is parsed and planned (measured: 1,200
 * for a page about an organisation).
 */
const cacheBytes = 64 * 1024 * 1024
const bytesPerToken = 2_000

/**
 * Parses and validates documents in place of Yoga's own functions and cache. Limits are checked before anything
 * recursive runs. The cache is bounded by bytes, and holds only valid documents, which are not validated again: a rule
 * that a plugin adds has to hold for all callers.
 */
export function useDocuments(own: GraphQLSchema, limits: Limits, caches: Caches): Plugin {
  const cache = new CountedCache<DocumentNode>({ maxSize: cacheBytes, sizeCalculation: (node) => sizeOf(node) })
  caches.set('documents', cache)
  const sizes = new WeakMap<DocumentNode, number>()
  const valid = new WeakSet<DocumentNode>()
  const sizeOf = (document: DocumentNode) => sizes.get(document) ?? cacheBytes
  return {
    onParse({ setParseFn }) {
      setParseFn((text: string) => {
        const cached = cache.lookUp(text)
        if (cached) return cached
        const { document, tokens } = readDocument(own, text, limits)
        sizes.set(document, text.length * 2 + tokens * bytesPerToken)
        return document
      })
    },
    onValidate({ setValidationFn }) {
      setValidationFn((...[schema, document, rules]: Parameters<typeof validate>) => {
        if (valid.has(document)) return []
        // Its suggestions are left out, because ours take their place.
        const errors = validate(schema, document, rules, { hideSuggestions: true, maxErrors: mostCounted })
        if (errors.length === 0) {
          valid.add(document)
          if (document.loc) cache.set(document.loc.source.body, document)
        }
        return explainInvalid(schema, document, errors).map(tooRepetitive)
      })
    },
  }
}

/**
 * Parses a document.
 *
 * @throws GraphQLError GRAPHQL_PARSE_FAILED, TOO_COMPLEX or BAD_USER_INPUT.
 */
function readDocument(schema: GraphQLSchema, text: string, limits: Limits): { document: DocumentNode; tokens: number } {
  const tokens = withSyntaxHelp(schema, text, () => checkTokens(text, limits))
  const document = withSyntaxHelp(schema, text, () => parse(new Source(text, 'query')))
  checkQueryShape(document, limits)
  return { document, tokens }
}

/** Gives GraphQL's own syntax errors their code, and help. */
function withSyntaxHelp<T>(schema: GraphQLSchema, text: string, task: () => T): T {
  try {
    return task()
  } catch (error) {
    if (!(error instanceof GraphQLError) || error.extensions.code) throw error
    throw explainSyntax(error, text, schema)
  }
}

/** Says what GraphQL means when it would have to compare too many fields of the same name with each other. */
function tooRepetitive(error: GraphQLError): GraphQLError {
  if (error.message !== 'Validation aborted.') return error
  return new GraphQLError('The document names the same fields too often to compare them all. Name each field once.', {
    extensions: { code: 'TOO_COMPLEX', limit: 'repetition' },
  })
}

/**
 * Finds the operation to run, by its name if there is one.
 *
 * @throws GraphQLError BAD_USER_INPUT when the document has no such operation or several, or the schema has no such kind.
 */
export function chooseOperation(
  document: DocumentNode,
  name: string | undefined,
  schema: GraphQLSchema,
): OperationDefinitionNode {
  const operation = getOperationAST(document, name)
  if (!operation) throw badInput(whyNoOperation(document, name))
  if (schema.getRootType(operation.operation)) return operation
  throw badInput(`This graph answers no ${operation.operation}s. Ask by a query.`, operation)
}

function whyNoOperation(document: DocumentNode, name: string | undefined): string {
  const names = document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? [node.name ? `"${node.name.value}"` : 'one without a name'] : [],
  )
  if (names.length === 0) return 'The document holds no operation, only fragments. Add a query.'
  const there = names.length > 10 ? `${names.slice(0, 10).join(', ')} and others` : names.join(', ')
  if (name !== undefined) return `No operation is called "${name.slice(0, 100)}": the document holds ${there}.`
  return `The document holds ${names.length} operations: say by operationName which to run (${there}).`
}

function badInput(message: string, node?: OperationDefinitionNode): GraphQLError {
  return new GraphQLError(message, { nodes: node, extensions: { code: 'BAD_USER_INPUT' } })
}

/** @throws GraphQLError BAD_USER_INPUT for a subscription whose caller does not read an event stream. */
export function refuseSubscriptionWithoutStream(
  { opening, event }: Pick<HttpRequest, 'opening' | 'event'>,
  { operation, ...node }: OperationDefinitionNode,
): void {
  if (operation !== 'subscription' || opening || event) return
  const message = 'A subscription is answered as a stream of events. Send the header "Accept: text/event-stream".'
  throw badInput(message, { operation, ...node })
}

/** @throws GraphQLError BAD_REQUEST (405) for a mutation that was not sent by POST. */
export function refuseMutationByGet(method: string, { operation }: OperationDefinitionNode): void {
  if (method === 'POST' || operation !== 'mutation') return
  throw badRequest('A mutation must be sent by POST: a GET changes nothing.', 405, { allow: 'POST' })
}
