import manifest from '../package.json' with { type: 'json' }
import { type Config, readConfig } from './config.ts'
import { databaseFault } from './database/fault.ts'
import type { Database } from './database/open.ts'
import type { Reads } from './database/replica/reads.ts'
import { DossierError } from './errors.ts'
import type { TrustedDocuments } from './http/request/persisted-documents.ts'
import { createLog, type Log } from './log.ts'
import { announce } from './server/announce.ts'
import { checkConnections } from './server/connections.ts'
import { type HttpServer, listen } from './server/listen.ts'
import { openReads } from './server/reads.ts'
import { firstReasonToStop } from './server/stop.ts'
import { connectStore, openStore, type Store, storeFault } from './server/store.ts'
import { joinSupervisor } from './server/worker.ts'
import { listensVariable } from './server/worker-messages.ts'
import type { Traces } from './trace/start.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Runs the server until it is asked to stop, and then ends the process: with 0, or with 1 and a message on standard error
 * when it could not start.
 */
export async function serve(env: Environment): Promise<never> {
  try {
    const setting = await prepare(env)
    const { config, log } = setting
    checkConnections(config)
    let started = false
    const stopReason = firstReasonToStop(() => started, env)
    const announceStart = async (url: string, { db }: Store) => {
      started = true
      announce({ url, playground: config.playground, missing: await missingTexts(db) })
    }
    const run = config.workers > 1 ? superviseUntilStopped : answerUntilStopped
    await run(setting, {
      listensAtOnce: true,
      stopReason,
      openStore: () => openFilledStore(config, log),
      onStart: announceStart,
    })
    process.exit(0)
  } catch (error) {
    const fault = error instanceof DossierError ? error : databaseFault(error, 0)
    if (!fault) throw error
    process.stderr.write(`${fault.message}\n`)
    process.exit(1)
  }
}

/** Runs a worker until it is asked to stop. Its supervisor opens the database, and says why a worker could not start. */
export async function serveAsWorker(env: Environment): Promise<never> {
  const setting = await prepare(env)
  const { config, log } = setting
  let started = false
  const supervisor = joinSupervisor(() => started)
  try {
    await answerUntilStopped(setting, {
      listensAtOnce: env[listensVariable] !== 'when ready',
      stopReason: supervisor.stopReason,
      sharedMetrics: supervisor.requestMetrics,
      openStore: async () => await connectStore(await supervisor.requestConnection(), config, log),
      onStart: async () => {
        started = true
        await supervisor.tell({ worker: 'is ready' })
      },
    })
    process.exit(0)
  } catch (error) {
    if (!(error instanceof DossierError)) throw error
    await supervisor.tell({ worker: 'refuses', message: error.message })
    process.exit(1)
  }
}

/** What a process is started with. */
interface Setting {
  readonly config: Config
  readonly log: Log
  readonly env: Environment
}

async function prepare(env: Environment): Promise<Setting> {
  const config = readConfig(env)
  const log = await createLog(config)
  // When an operation is cancelled, the executor abandons promises that may still reject. Their caller has been
  // answered, and the process must not end because of them.
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'Nobody handled a rejection'))
  return { config, log, env }
}

/** How a process takes part in a server: as its only process, as the supervisor, or as a worker. */
interface Role {
  /** True: the port answers 503 until questions can be answered. False: others answer there meanwhile. */
  readonly listensAtOnce: boolean
  readonly stopReason: Promise<string>
  openStore(): Promise<Store>
  /** The metrics of all processes that share the port; undefined if they cannot be gathered. */
  readonly sharedMetrics?: () => Promise<string | undefined>
  /** Called when questions are answered. */
  onStart(url: string, store: Store): Promise<void>
}

async function answerUntilStopped({ config, log, env }: Setting, role: Role): Promise<void> {
  const early = role.listensAtOnce ? await listen(config) : undefined
  const traces = await startTraces(env, log)
  const [store, { createApp }, { readExampleQuestions }] = await Promise.all([
    role.openStore(),
    // Loading the program takes as long as starting PostgreSQL, so both run at once.
    import('./app.ts'),
    import('./http/page/example-question.ts'),
  ])
  const reads = await openReads(config, store, log)
  const documents = await documentsOf(config)
  const stopping = new AbortController()
  const ready = () => !stopping.signal.aborted
  const questions = await readExampleQuestions()
  const { sharedMetrics } = role
  const watched = { ready, stopping: stopping.signal }
  const app = createApp({ db: store.db, reads, config, log, ...watched, questions, documents, sharedMetrics })
  if (sharedMetrics && app.metrics) (await import('./metrics/workers.ts')).tellMetrics(app.metrics)
  const server = early ?? (await listen(config))
  server.use(app)
  await role.onStart(server.url, store)

  const reason = await role.stopReason
  stopping.abort()
  log.info({ reason }, 'Stopping')
  const deadline = performance.now() + config.shutdownTimeout
  await stop(server, reads, store, config.shutdownTimeout)
  await traces?.stop(Math.max(0, deadline - performance.now()))
  log.info('Stopped')
}

/** Nothing of OpenTelemetry's SDK is loaded unless the environment names a collector. */
async function startTraces(env: Environment, log: Log): Promise<Traces | undefined> {
  const collector = env.OTEL_EXPORTER_OTLP_ENDPOINT || env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
  const isOff = env.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || env.OTEL_TRACES_EXPORTER === 'none'
  if (!collector || isOff) return undefined
  return (await import('./trace/start.ts')).startTraces(log, manifest.version)
}

/** Starts processes that answer, and answers nothing itself. */
async function superviseUntilStopped({ config, log }: Setting, role: Role): Promise<void> {
  const { startWorkers } = await import('./server/supervisor.ts')
  const workers = await startWorkers(config, log)
  const store = await role.openStore()
  await workers.open(store.connection)
  await role.onStart(workers.url, store)

  log.info({ reason: await role.stopReason }, 'Stopping')
  await stop(workers, undefined, store, config.shutdownTimeout)
  log.info('Stopped')
}

async function openFilledStore(config: Config, log: Log): Promise<Store> {
  const store = await openStore(config, log)
  try {
    await fillStore(store, log)
  } catch (error) {
    throw await storeFault(error, config)
  }
  return store
}

/**
 * Loads the first dataset into an empty graph, over connections without a time limit for statements.
 *
 * @throws DossierError when the dataset has a problem.
 */
async function fillStore({ db, connection }: Store, log: Log): Promise<void> {
  const { rows } = await db.pool.query<{ empty: boolean }>('select not exists (select from dataset) as empty')
  if (!rows[0]?.empty) return
  const [{ openDatabase }, { seedIfEmpty }] = await Promise.all([
    import('./database/open.ts'),
    import('./dataset/seed.ts'),
    // A supervisor does not load the app, which imports it.
    import('./kinds.ts'),
  ])
  const unlimited = openDatabase(connection, { poolSize: 2, log })
  try {
    const loaded = await seedIfEmpty(unlimited)
    if (loaded) log.info({ dataset: loaded.dataset }, 'Loaded the first dataset')
  } finally {
    await unlimited.close()
  }
}

/** The titles of the documents whose texts are not in the graph. */
async function missingTexts({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ title: string }>(
    'select title from document where loaded_at is null order by slug',
  )
  return rows.map(({ title }) => title)
}

async function documentsOf({ documentsDir }: Config): Promise<TrustedDocuments> {
  if (documentsDir === undefined) return new Map()
  const { readTrustedDocuments } = await import('./http/request/persisted-documents.ts')
  return await readTrustedDocuments(documentsDir)
}

/** Ends the requests first, because they need the database until they are answered. */
async function stop(
  server: Pick<HttpServer, 'close'>,
  reads: Pick<Reads, 'close'> | undefined,
  store: Store,
  milliseconds: number,
): Promise<void> {
  await server.close(milliseconds)
  await reads?.close()
  await store.close()
}
