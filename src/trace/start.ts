import { setTimeout as sleep } from 'node:timers/promises'
import { DiagLogLevel, diag } from '@opentelemetry/api'
import { ExportResultCode, getNumberFromEnv, getStringFromEnv, setGlobalErrorHandler } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  type Resource,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
  serviceNameEnvDetector,
} from '@opentelemetry/resources'
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace'
import type { Logger } from 'pino'
import { samplerFromEnv } from './sampler.ts'
import { makeSpans } from './spans.ts'

/** Characters of an attribute. Some statements are longer. */
const longestValue = 8_192

/** Milliseconds that a stopping server waits for the collector, at most. */
const longestFlush = 5_000

export interface Traces {
  /** Sends what has not been sent, within `milliseconds`. Never rejects. */
  stop(milliseconds: number): Promise<void>
}

/**
 * Sends a trace of each request to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names. All settings are the standard
 * OTEL_ variables. What goes wrong is logged once and harms no answer.
 */
export function startTraces(log: Logger, version: string): Traces {
  const warn = once((message) => log.warn(message))
  // Without these the SDK would print on the console.
  diag.setLogger({ error: warn, warn, info() {}, debug() {}, verbose() {} }, { logLevel: DiagLogLevel.WARN })
  setGlobalErrorHandler(() => undefined)
  checkProtocol(warn)
  const provider = new TracerProvider({
    resource: describeProcess(version),
    sampler: samplerFromEnv(warn),
    spanLimits: { attributeValueLengthLimit: getNumberFromEnv('OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT') ?? longestValue },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: withReports(new OTLPTraceExporter(), log),
        scheduledDelayMillis: getNumberFromEnv('OTEL_BSP_SCHEDULE_DELAY'),
        exportTimeoutMillis: getNumberFromEnv('OTEL_BSP_EXPORT_TIMEOUT'),
        maxQueueSize: getNumberFromEnv('OTEL_BSP_MAX_QUEUE_SIZE'),
        maxExportBatchSize: getNumberFromEnv('OTEL_BSP_MAX_EXPORT_BATCH_SIZE'),
      }),
    ],
  })
  makeSpans(provider.getTracer('dossier', version))
  return {
    async stop(milliseconds) {
      const late = sleep(Math.min(milliseconds, longestFlush), undefined, { ref: false })
      await Promise.race([provider.shutdown().catch(() => undefined), late])
    },
  }
}

/** Nearly every collector takes JSON where it takes protobuf over HTTP, but gRPC has a port of its own. */
function checkProtocol(warn: (message: string) => void): void {
  const name = ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'].find((one) =>
    getStringFromEnv(one),
  )
  if (name === undefined || getStringFromEnv(name) !== 'grpc') return
  warn(`${name} is "grpc", and traces are sent over HTTP: name the collector's port for HTTP, which is usually 4318`)
}

function describeProcess(version: string): Resource {
  const own = resourceFromAttributes({
    'service.name': 'dossier',
    'service.version': version,
    'process.pid': process.pid,
  })
  const detectors = [serviceInstanceIdDetector, resourceAttributesEnvDetector, serviceNameEnvDetector]
  return defaultResource().merge(own).merge(detectResources({ detectors }))
}

/** Logs when traces can no longer be sent, and when they can be sent again. */
function withReports(exporter: SpanExporter, log: Logger): SpanExporter {
  let failing = false
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.code !== ExportResultCode.SUCCESS
        if (failed && !failing) log.warn({ reason: result.error?.message }, 'Traces cannot be sent to their collector')
        if (!failed && failing) log.info('Traces are sent to their collector again')
        failing = failed
        done(result)
      })
    },
    forceFlush: async () => await exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  }
}

/** Passes each message on once. */
function once(tell: (message: string) => void): (message: string) => void {
  const told = new Set<string>()
  return (message) => {
    if (told.has(message) || told.size >= 20) return
    told.add(message)
    tell(message)
  }
}
