import { AsyncLocalStorage } from 'node:async_hooks'
import type { TracingChannel } from 'node:diagnostics_channel'
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { parseTraceParent } from '@opentelemetry/core'
import {
  executeStep,
  lookupStep,
  type OperationStep,
  operationEnd,
  parseStep,
  type RequestStep,
  requestStep,
  type StatementStep,
  statementStep,
  validateStep,
} from '../step.ts'
import { operationOf, withoutValues } from './sql-text.ts'

/** They are asked every few seconds by machines that watch the server. */
const unwatched = new Set(['/health', '/ready', '/metrics'])

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', 'QUERY'])

/** The span of the step that runs; undefined where nothing is traced. */
const current = new AsyncLocalStorage<unknown>()

/**
 * Makes a span of each step from now on. Attributes are named as OpenTelemetry's semantic conventions say. No attribute
 * holds anything that callers wrote but the names of operations and the ids of requests, which are in the log, too.
 */
export function makeSpans(tracer: Tracer): void {
  follow(requestStep, 'async', (step) => requestSpan(tracer, step), endRequest)
  follow(parseStep, 'sync', () => innerSpan(tracer, 'graphql.parse'))
  follow(validateStep, 'sync', () => innerSpan(tracer, 'graphql.validate'))
  follow(executeStep, 'async', () => innerSpan(tracer, 'graphql.execute'))
  follow(
    lookupStep,
    'async',
    () => innerSpan(tracer, 'cache.lookup'),
    (span, { result }) => span.setAttribute('dossier.cache.hit', Boolean(result?.found)),
  )
  follow(statementStep, 'async', (step) => statementSpan(tracer, step))
  operationEnd.subscribe((end) => describeOperation(end as OperationStep))
}

type Ending<Step> = Step & { error?: unknown }

/** Opens a span when a step begins, makes it the current one for what runs within, and ends it with the step. */
function follow<Step extends object>(
  channel: TracingChannel<Step, unknown>,
  kind: 'sync' | 'async',
  open: (step: Step) => Span | undefined,
  close?: (span: Span, step: Step) => void,
): void {
  const spans = new WeakMap<Step, Span>()
  channel.start.bindStore(current, (step) => {
    const span = open(step)
    if (span) spans.set(step, span)
    return span
  })
  const end = (message: unknown) => {
    const step = message as Ending<Step>
    const span = spans.get(step)
    if (!span) return
    if (step.error !== undefined) fail(span, errorType(step.error))
    close?.(span, step)
    span.end()
  }
  if (kind === 'sync') channel.end.subscribe(end)
  else channel.asyncEnd.subscribe(end)
}

/** A server span, whose parent is the caller's span if the header `traceparent` names it. */
function requestSpan(tracer: Tracer, { request, route }: RequestStep): Span | undefined {
  if (route !== undefined && unwatched.has(route)) return undefined
  const method = methods.has(request.method) ? request.method : '_OTHER'
  const attributes: Attributes = { 'http.request.method': method, 'dossier.request.id': request.id }
  // The path itself may be any text.
  if (route !== undefined) attributes['http.route'] = route
  const word = method === '_OTHER' ? 'HTTP' : method
  const name = route === undefined ? word : `${word} ${route}`
  return tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, callersContext(request))
}

function callersContext({ header }: RequestStep['request']): Context {
  const parent = parseTraceParent(header('traceparent') ?? '')
  return parent ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true }) : ROOT_CONTEXT
}

function endRequest(span: Span, { result }: RequestStep): void {
  if (!result) return
  span.setAttribute('http.response.status_code', result.status)
  if (result.status >= 500) fail(span, String(result.status))
}

/** A span below the current one; none where that is not traced. */
function innerSpan(tracer: Tracer, name: string, kind?: SpanKind, attributes?: Attributes): Span | undefined {
  const parent = current.getStore() as Span | undefined
  return parent && tracer.startSpan(name, { kind, attributes }, trace.setSpan(ROOT_CONTEXT, parent))
}

function statementSpan(tracer: Tracer, { text, database, host, port }: StatementStep): Span | undefined {
  if (!(current.getStore() as Span | undefined)?.isRecording()) return undefined
  const operation = operationOf(text)
  return innerSpan(tracer, operation ?? 'postgresql', SpanKind.CLIENT, {
    'db.system.name': 'postgresql',
    'db.namespace': database,
    'db.operation.name': operation,
    'db.query.text': withoutValues(text),
    'server.address': host,
    'server.port': port,
  })
}

/** Describes an operation on the span of its request. */
function describeOperation({ line, outcome }: OperationStep): void {
  const span = current.getStore() as Span | undefined
  if (!span) return
  span.setAttributes({
    // Without a kind, the name is a text that the caller sent beside the document.
    'graphql.operation.name': line.kind === undefined ? undefined : line.operation,
    'graphql.operation.type': line.kind,
    'dossier.operation.cost': line.cost,
    'dossier.operation.outcome': outcome,
  })
}

/** Marks a span as failed. Messages are left out, because they may repeat what callers wrote. */
function fail(span: Span, type: string): void {
  span.setAttribute('error.type', type)
  span.setStatus({ code: SpanStatusCode.ERROR })
}

/** The code of an error, such as an SQLSTATE, or else its class. */
function errorType(error: unknown): string {
  const { code, name, extensions } = error as { code?: unknown; name?: unknown; extensions?: { code?: unknown } }
  const type = [code, extensions?.code, name].find((candidate) => typeof candidate === 'string')
  return String(type ?? '_OTHER')
}
