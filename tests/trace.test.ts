import pg from 'pg'
import { expect, it, test, vi } from 'vitest'
import { samplerFromEnv } from '../src/trace/sampler.ts'
import { operationOf, withoutValues } from '../src/trace/sql-text.ts'
import { type CollectedSpan, type Collector, startCollector } from './support/collector.ts'
import { filledFolder } from './support/data-folder.ts'
import { eventually, findPort, type ServerProcess, socketOf, startServer, statusOf } from './support/server-process.ts'

vi.setConfig({ testTimeout: 600_000 })

/** Words that stand for what callers would not have in a trace. */
const secret = 'Quetzalcoatlus'

const caller = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' }

async function startTraced(collector: Pick<Collector, 'endpoint'>, env: Record<string, string> = {}) {
  const server = startServer({
    DOSSIER_DATA_DIR: await filledFolder(),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
    // Longer than the test: what arrives was sent because the server stopped.
    OTEL_BSP_SCHEDULE_DELAY: '600000',
    ...env,
  })
  return { server, url: await server.url }
}

async function ask(url: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(new URL('graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

async function end({ child, ended }: ServerProcess): Promise<void> {
  child.kill('SIGTERM')
  expect(await ended).toEqual({ code: 0, signal: null })
}

/** The spans below one, by name. */
function below(spans: readonly CollectedSpan[], parent: CollectedSpan): CollectedSpan[] {
  return spans.filter(({ parentSpanId }) => parentSpanId === parent.spanId)
}

const question = `query Named($name: String!) {
  criticisms(where: { critic: { named: $name } }, first: 3) { nodes { claim } }
  search(query: "${secret} in words", first: 7) { nodes { __typename } }
}`

test('a request is one trace, from the caller to the SQL, and the rest is sent before the server ends', async () => {
  const collector = await startCollector()
  const { server, url } = await startTraced(collector, {
    OTEL_SERVICE_NAME: 'dossier-under-test',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20collector',
  })
  const traceparent = `00-${caller.traceId}-${caller.spanId}-01`
  const asked = { query: question, variables: { name: secret } }
  const headers = { traceparent, tracestate: `vendor=${secret}`, 'x-request-id': 'traced' }
  expect((await ask(url, asked, headers)).status).toBe(200)
  expect(collector.spans).toEqual([])
  await end(server)

  expect(collector.headers[0]?.authorization).toBe('Bearer collector')
  expect(collector.resource).toMatchObject({
    'service.name': 'dossier-under-test',
    'service.version': expect.any(String),
  })
  expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([caller.traceId]))
  const [request] = collector.spans.filter(({ parentSpanId }) => parentSpanId === caller.spanId)
  expect(request).toMatchObject({
    name: 'POST /graphql',
    kind: 2,
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'http.response.status_code': 200,
      'graphql.operation.name': 'Named',
      'graphql.operation.type': 'query',
      'dossier.operation.outcome': 'ok',
      'dossier.request.id': 'traced',
    },
  })
  const steps = below(collector.spans, request as CollectedSpan)
  expect(steps.map(({ name }) => name).toSorted()).toEqual([
    'cache.lookup',
    'graphql.execute',
    'graphql.parse',
    'graphql.validate',
  ])
  const lookup = steps.find(({ name }) => name === 'cache.lookup') as CollectedSpan
  expect(below(collector.spans, lookup).map(({ name }) => name)).toEqual(['SELECT'])
  const execution = steps.find(({ name }) => name === 'graphql.execute') as CollectedSpan
  const statements = below(collector.spans, execution)
  expect(statements.length).toBeGreaterThan(0)
  for (const { kind, attributes } of statements) {
    expect(kind).toBe(3)
    expect(attributes).toMatchObject({ 'db.system.name': 'postgresql', 'db.namespace': 'postgres' })
    expect(attributes['db.query.text']).toMatch(/\$1/)
    expect(attributes['db.query.text']).not.toMatch(/'/)
  }
  expect(collector.bodies.join()).not.toContain(secret)
})

test('nothing that callers write is in a span, whatever comes of their requests', async () => {
  const collector = await startCollector()
  const { server, url } = await startTraced(collector)
  const documents = [
    `{ entity(ref: { slug: "${secret}" }) { summary } }`,
    `{ entity(ref: { slug: "${secret}" `,
    `{ nothing(name: "${secret}") }`,
    `{ node(id: "${secret}") { id } }`,
    `{ search(query: "${secret}", first: 1000) { nodes { __typename } } }`,
  ]
  for (const query of documents) await ask(url, { query })
  // Keys are no business of a collector: one of another form, and one that is looked up.
  const keys = [secret, `dossier_${'0'.repeat(12)}_${secret.padEnd(43, 'x')}`]
  for (const key of keys) await ask(url, { query: '{ graph { factCount } }' }, { authorization: `Bearer ${key}` })
  await ask(url, {
    query: 'query($first: Int!) { facts(first: $first) { nodes { id } } }',
    variables: { first: secret },
  })
  await ask(url, { query: 'query A { __typename }', operationName: secret, variables: { unused: secret } })
  await fetch(new URL(`graphql?query=${encodeURIComponent(documents[0] ?? '')}`, url))
  await fetch(new URL(`${secret}/${secret}?${secret}`, url))
  await fetch(new URL(`docs/${secret}`, url), { headers: { traceparent: secret, 'user-agent': secret } })
  await end(server)
  expect(collector.bodies.join()).not.toContain(secret)
  const names = collector.spans.filter(({ kind }) => kind === 2).map(({ name }) => name)
  expect(names).toHaveLength(12)
  expect(new Set(names)).toEqual(new Set(['POST /graphql', 'GET /graphql', 'GET', 'GET /docs/*']))
  const outcomes = collector.spans.map(({ attributes }) => attributes['dossier.operation.outcome'])
  expect(outcomes).toEqual(
    expect.arrayContaining([
      'ok',
      'GRAPHQL_PARSE_FAILED',
      'GRAPHQL_VALIDATION_FAILED',
      'BAD_USER_INPUT',
      'UNAUTHENTICATED',
    ]),
  )
})

test('cached answers are seen, those who watch the server are not, and wrong settings are named', async () => {
  const collector = await startCollector()
  const wrong = { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_TRACES_SAMPLER: 'sometimes' }
  const { server, url } = await startTraced(collector, wrong)
  for (const [name, value] of Object.entries(wrong)) expect(server.printed().log).toContain(`${name} is \\"${value}\\"`)
  for (const page of ['health', 'ready', 'metrics']) expect(await statusOf(url, page)).toBe(200)
  await ask(url, { query: '{ graph { factCount } }' })
  await ask(url, { query: '{ graph { factCount } }' })
  await end(server)
  const lookups = collector.spans.filter(({ name }) => name === 'cache.lookup')
  expect(lookups.map(({ attributes }) => attributes['dossier.cache.hit'])).toEqual([false, true])
  const roots = collector.spans.filter(({ parentSpanId }) => !parentSpanId)
  expect(roots.map(({ name }) => name)).toEqual(['POST /graphql', 'POST /graphql'])
  expect(roots.map(({ attributes }) => attributes['dossier.operation.outcome'])).toEqual(['ok', 'cached'])
})

test('a statement that fails is marked by its SQLSTATE', async () => {
  const collector = await startCollector()
  const folder = await filledFolder()
  const { server, url } = await startTraced(collector, { DOSSIER_DATA_DIR: folder, DOSSIER_STATEMENT_TIMEOUT: '300' })
  const blocker = new pg.Client(socketOf(folder))
  await blocker.connect()
  await blocker.query('begin; lock table fact in access exclusive mode')
  await ask(url, { query: '{ facts(first: 1) { nodes { id } } }' })
  await blocker.end()
  await end(server)
  const failed = collector.spans.filter(({ status }) => status.code === 2)
  expect(failed).toMatchObject([{ kind: 3, attributes: { 'error.type': '57014' } }])
  const [request] = collector.spans.filter(({ kind }) => kind === 2)
  expect(request?.attributes['dossier.operation.outcome']).toBe('TIMED_OUT')
})

test('a collector that cannot be reached harms nobody, and is named once', async () => {
  const endpoint = `http://127.0.0.1:${await findPort()}`
  const { server, url } = await startTraced(
    { endpoint },
    { OTEL_BSP_SCHEDULE_DELAY: '20', OTEL_EXPORTER_OTLP_TIMEOUT: '200' },
  )
  const complaints = () =>
    server
      .printed()
      .log.split('\n')
      .filter((line) => line.includes('"level":40'))
  for (let round = 0; round < 5; round += 1) {
    expect((await ask(url, { query: '{ graph { factCount } }' })).status).toBe(200)
    await eventually('an attempt to send has failed', async () => complaints().length > 0)
  }
  await end(server)
  expect(complaints()).toHaveLength(1)
  expect(complaints()[0]).toContain('Traces cannot be sent to their collector')
})

test('without a collector nothing of the SDK is loaded, and answers are the same', async () => {
  const hook = `import { registerHooks } from 'node:module'
    registerHooks({ load(url, context, next) {
      const found = /@opentelemetry\\/([\\w-]+)/.exec(url)
      if (found) process.stderr.write('loaded ' + found[1] + '\\n')
      return next(url, context)
    } })`
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(hook)}`
  const loaded = async (env: Record<string, string>) => {
    const server = startServer({ DOSSIER_DATA_DIR: await filledFolder(), NODE_OPTIONS, ...env })
    expect((await ask(await server.url, { query: '{ graph { factCount } }' })).status).toBe(200)
    await end(server)
    return new Set([...server.printed().log.matchAll(/^loaded ([\w-]+)$/gm)].map(([, name]) => name))
  }
  // The client of Prometheus loads the interface, which does nothing by itself.
  expect(await loaded({})).toEqual(new Set(['api']))
  const { endpoint } = await startCollector()
  expect(await loaded({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })).toContain('sdk-trace')
  expect(await loaded({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: 'true' })).toEqual(new Set(['api']))
})

it.each<[string | undefined, string | undefined, string, string?]>([
  [undefined, undefined, 'ParentBased{root=AlwaysOnSampler'],
  ['always_on', undefined, 'AlwaysOnSampler'],
  ['always_off', undefined, 'AlwaysOffSampler'],
  ['traceidratio', '0.25', 'TraceIdRatioBased{0.25}'],
  ['parentbased_always_off', undefined, 'ParentBased{root=AlwaysOffSampler'],
  ['parentbased_traceidratio', undefined, 'ParentBased{root=TraceIdRatioBased{1}'],
  ['traceidratio', '7', 'TraceIdRatioBased{1}', 'OTEL_TRACES_SAMPLER_ARG is "7"'],
  ['sometimes', undefined, 'ParentBased{root=AlwaysOnSampler', 'OTEL_TRACES_SAMPLER is "sometimes"'],
])('the sampler %s with %s is %s', (name, ratio, description, complaint) => {
  vi.stubEnv('OTEL_TRACES_SAMPLER', name)
  vi.stubEnv('OTEL_TRACES_SAMPLER_ARG', ratio)
  const complaints: string[] = []
  const sampler = samplerFromEnv((message) => complaints.push(message))
  vi.unstubAllEnvs()
  expect(sampler.toString().startsWith(description)).toBe(true)
  expect(complaints).toEqual(complaint === undefined ? [] : [expect.stringContaining(complaint)])
})

it.each([
  ["select 'it''s', E'a\\'b', x from y", 'select ?, ?, x from y'],
  ['select "a\'b""c" from t1 where id = $12 limit 20', 'select "a\'b""c" from t1 where id = $12 limit ?'],
  ["select $$a $1 b$$, $tag$ it's $$ $tag$, 1.5e-3, x2, -7", 'select ?, ?, ?, x2, -?'],
  ["select 1 -- it's\n, 2 /* it's */ + 'a' || e'\\\\'", 'select ?  \n, ?   + ? || ?'],
  ["select a['x'], b::numeric(10,2), 'unclosed", 'select a[?], b::numeric(?,?), ?'],
])('%s shows no values', (text, shown) => {
  expect(withoutValues(text)).toBe(shown)
})

it.each([
  ['select 1', 'SELECT'],
  ['\n  Insert into t', 'INSERT'],
  ['with a as (select 1) select', undefined],
  ['(select 1)', undefined],
])('%s is named %s', (text, name) => {
  expect(operationOf(text)).toBe(name)
})
