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
import { LRUCache } from 'lru-cache'
import { badRequest } from '../request/body.ts'
import type { Limits } from './limits.ts'
import type { Exchange } from './operation-state.ts'
import { checkShape } from './query-shape.ts'
import { scanDocument } from './query-tokens.ts'

/** Bytes that documents may take in memory, and what a token takes once it is parsed (measured: 250 to 520). */
const cacheBytes = 32 * 1024 * 1024
const bytesPerToken = 700

interface Known {
  readonly document: DocumentNode
  readonly bytes: number
}

/**
 * Reads documents in place of Yoga's own parser and cache: bounded before anything recursive runs, and remembered by
 * the bytes that they take. Only documents that are valid are remembered.
 */
export function useDocuments(schema: GraphQLSchema, limits: Limits): Plugin<{ exchange: Exchange }> {
  const cache = new LRUCache<string, Known>({ maxSize: cacheBytes, sizeCalculation: ({ bytes }) => bytes })
  return {
    onParse({ params, context, setParsedDocument }) {
      const text = String(params.source)
      let known = cache.get(text)
      if (!known) {
        known = readDocument(text, schema, limits)
        cache.set(text, known)
      }
      const { exchange } = context as { exchange: Exchange }
      exchange.operation = chooseOperation(known.document, exchange.params?.operationName, schema)
      refuseMutationByGet(exchange)
      setParsedDocument(known.document)
    },
    onValidate({ setResult }) {
      setResult([])
    },
  }
}

function readDocument(text: string, schema: GraphQLSchema, limits: Limits): Known {
  const source = new Source(text, 'query')
  const tokens = syntaxFaults(() => scanDocument(text, limits))
  const document = syntaxFaults(() => parse(source))
  checkShape(document, limits)
  const faults = validate(schema, document)
  if (faults.length > 0) throw new AggregateError(faults.map(invalid))
  return { document, bytes: text.length * 2 + tokens * bytesPerToken }
}

/** Marks GraphQL's own syntax errors as such. */
function syntaxFaults<T>(task: () => T): T {
  try {
    return task()
  } catch (error) {
    if (!(error instanceof GraphQLError) || error.extensions.code) throw error
    throw withCode(error, 'GRAPHQL_PARSE_FAILED')
  }
}

function invalid(fault: GraphQLError): GraphQLError {
  // What GraphQL says when comparing fields of one name with each other takes more than it allows itself.
  if (fault.message !== 'Validation aborted.') return withCode(fault, 'GRAPHQL_VALIDATION_FAILED')
  return new GraphQLError('The document names the same fields too often to compare them all. Name each field once.', {
    extensions: { code: 'TOO_COMPLEX', limit: 'repetition' },
  })
}

function withCode({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } })
}

function chooseOperation(
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
  return new GraphQLError(message, {
    nodes: node,
    extensions: { code: 'BAD_USER_INPUT' },
  })
}

function refuseMutationByGet({ ask, operation }: Exchange): void {
  if (ask.method === 'POST' || operation?.operation !== 'mutation') return
  throw badRequest('A mutation must be sent by POST: a GET changes nothing.', 405, { allow: 'POST' })
}
