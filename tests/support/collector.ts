import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A span as OTLP writes it in JSON, with its attributes as an object. */
export interface CollectedSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly status: { readonly code?: number; readonly message?: string }
  readonly attributes: Readonly<Record<string, unknown>>
}

/** A collector of traces that keeps what it gets, until the test ends. */
export interface Collector {
  readonly endpoint: string
  readonly spans: CollectedSpan[]
  /** Attributes of the process that sent spans last. */
  readonly resource: Record<string, unknown>
  readonly headers: IncomingHttpHeaders[]
  /** All bodies as they came. */
  readonly bodies: string[]
}

interface Attribute {
  readonly key: string
  readonly value: Readonly<Record<string, unknown>>
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] }
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<CollectedSpan, 'attributes'> & { readonly attributes: readonly Attribute[] })[]
    }[]
  }[]
}

export async function startCollector(): Promise<Collector> {
  const kept = {
    spans: [] as CollectedSpan[],
    resource: {},
    headers: [] as IncomingHttpHeaders[],
    bodies: [] as string[],
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      kept.bodies.push(body)
      kept.headers.push(request.headers)
      for (const { resource, scopeSpans } of (JSON.parse(body) as Export).resourceSpans) {
        Object.assign(kept.resource, objectOf(resource.attributes))
        for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
          kept.spans.push({ ...span, attributes: objectOf(span.attributes) })
        }
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...kept }
}

function objectOf(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
}
