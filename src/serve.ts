import { type Config, readConfig } from './config.ts'
import type { Database } from './database/open.ts'
import type { Reads } from './database/replica/reads.ts'
import { DossierError } from './errors.ts'
import type { TrustedDocuments } from './http/request/persisted-documents.ts'
import { createLog, type Log } from './log.ts'
import { announce } from './server/announce.ts'
import { type HttpServer, listen } from './server/listen.ts'
import { openReads } from './server/reads.ts'
import { firstReasonToStop } from './server/stop.ts'
import { openStore, type Store } from './server/store.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Runs the server until it is asked to stop, and then ends the process: with 0, or with 1 and a message on standard error
 * when it could not start.
 */
export async function serve(env: Environment): Promise<never> {
  try {
    await runUntilStopped(env)
    process.exit(0)
  } catch (error) {
    if (!(error instanceof DossierError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

async function runUntilStopped(env: Environment): Promise<void> {
  const config = readConfig(env)
  const log = await createLog(config)
  // When an operation is cancelled, the executor abandons promises that may still reject. Their caller has been
  // answered, and the process must not end because of them.
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'Nobody handled a rejection'))
  let started = false
  const stopReason = firstReasonToStop(() => started, env)

  const server = await listen(config)
  const [store, { createApp }, { readExampleQuestions }] = await Promise.all([
    openStore(config, log),
    // Loading the program takes as long as starting PostgreSQL, so both run at once.
    import('./app.ts'),
    import('./http/page/example-question.ts'),
  ])
  await fillStore(store, log)
  const reads = await openReads(config, store, log)
  const documents = await documentsOf(config)
  server.use(createApp({ db: store.db, reads, config, log, questions: await readExampleQuestions(), documents }))
  started = true
  announce({ url: server.url, playground: config.playground, missing: await missingTexts(store.db) })

  log.info({ reason: await stopReason }, 'Stopping')
  await stop(server, reads, store, config.shutdownTimeout)
  log.info('Stopped')
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
async function stop(server: HttpServer, reads: Reads, store: Store, milliseconds: number): Promise<void> {
  await server.close(milliseconds)
  await reads.close()
  await store.close()
}
