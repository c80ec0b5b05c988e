import { pino } from 'pino'
import { expect, onTestFinished } from 'vitest'
import { type App, createApp } from '../../src/app.ts'
import { type Config, readConfig } from '../../src/config.ts'
import type { Reads } from '../../src/database/replica/reads.ts'
import { openReads } from '../../src/server/reads.ts'
import { openStore } from '../../src/server/store.ts'
import type { LogLine } from './http.ts'
import { eventually } from './server-process.ts'
import type { Cluster, PostgresNode } from './standby.ts'

const question = `{ entity(ref: { slug: "geneva" }) { summary } }`

/** A server in this process, as `serve` puts it together. */
export interface ReplicatedServer {
  readonly app: App
  readonly reads: Reads
  readonly lines: LogLine[]
  /** What it says of Geneva: the summary, or the code of the error; the revision of the header, and whether it was cached. */
  ask(revision?: string): Promise<Asked>
  /** How many operations the replicas have answered. */
  answered(): number
  /** What was logged with this message. */
  logged(message: string): LogLine[]
}

export interface Asked {
  readonly status: number
  readonly summary: string | undefined
  readonly error: string | undefined
  readonly message: string | undefined
  readonly revision: string | undefined
  readonly cached: boolean
}

/**
 * Starts a server on a primary with replicas, and waits until all answer reads. Like any server it caches answers, unless
 * `config` says otherwise.
 */
export async function startReplicated(
  { primary, standbys }: Cluster,
  config: Partial<Config> = {},
): Promise<ReplicatedServer> {
  const server = await startOn({
    databaseUrl: primary.address,
    readUrls: standbys.map(({ address }) => address),
    ...config,
  })
  await eventually('all replicas answer', async () => server.reads.status().every(({ answersReads }) => answersReads))
  return server
}

/** Starts a server on databases in whatever state they are. */
export async function startOn(config: Partial<Config>): Promise<ReplicatedServer> {
  const lines: LogLine[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const whole: Config = { ...readConfig({}), poolSize: 4, ...config }
  const store = await openStore(whole, log)
  const reads = await openReads(whole, store, log)
  onTestFinished(async () => {
    await reads.close()
    await store.close()
  })
  const app = createApp({ db: store.db, reads, config: whole, log })
  return {
    app,
    reads,
    lines,
    ask: async (revision) => await askGeneva(app, lines, revision),
    answered: () => reads.status().reduce((sum, { answered }) => sum + answered, 0),
    logged: (message) => lines.filter((line) => line.msg === message),
  }
}

async function askGeneva(app: App, lines: readonly LogLine[], revision?: string): Promise<Asked> {
  const headers = {
    'content-type': 'application/json',
    ...(revision === undefined ? {} : { 'x-dossier-revision': revision }),
  }
  const response = await app.fetch('http://localhost/graphql', {
    method: 'POST',
    headers,
    body: JSON.stringify({ query: question }),
  })
  const { data, errors } = (await response.json()) as {
    data?: { entity: { summary: string } | null } | null
    errors?: { message: string; extensions: { code: string } }[]
  }
  const id = response.headers.get('x-request-id')
  return {
    status: response.status,
    summary: data?.entity?.summary,
    error: errors?.[0]?.extensions.code,
    message: errors?.[0]?.message,
    revision: response.headers.get('x-dossier-revision') ?? undefined,
    cached: lines.some((line) => line.requestId === id && line.cached === true),
  }
}

/** Changes what the graph says of Geneva, as any program beside the server may. */
export async function write(node: PostgresNode, summary: string): Promise<string> {
  await node.query(`update entity set summary = '${summary}' where slug = 'geneva'`)
  return await revisionOf(node)
}

export async function revisionOf(node: PostgresNode): Promise<string> {
  const rows = await node.query<{ revision: string }>(`select epoch || '-' || number as revision from revision`)
  return rows[0]?.revision ?? ''
}

export function expectAnswer(asked: Asked, summary: string, revision: unknown = expect.any(String)): void {
  expect(asked).toMatchObject({ status: 200, summary, error: undefined, revision })
}
