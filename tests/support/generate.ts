import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import { type Batch, openBatch, sendBatch, tables } from './generated/copy.ts'
import { Dates } from './generated/date.ts'
import { Documents } from './generated/document.ts'
import { Entities } from './generated/entity.ts'
import { Facts } from './generated/fact.ts'
import { dropIndexes, manyRows } from './generated/index.ts'
import { known } from './generated/known.ts'
import { Random } from './generated/random.ts'
import { createStages, moveStaged } from './generated/staged.ts'

export interface GraphOptions {
  /** How many facts; the rest is in proportion: an entity for every five of them, a document for a hundred. */
  readonly facts: number
  /** The same seed makes the same graph; 1 if not given. */
  readonly seed?: number
}

/** How much there is of what. */
export interface GraphSize {
  readonly facts: number
  readonly entities: number
  readonly names: number
  readonly documents: number
  readonly evidence: number
  readonly sentences: number
}

const datasets = 3

/** Tables that the database fills. */
const followers = ['tree_path', 'criticism_under', 'edge', 'name_word', 'word']

/** Facts between two COPYs: enough to be quick, few enough to be kept in memory. */
const together = 20_000

/**
 * Fills a migrated, empty database with a graph that nobody wrote, but that is shaped as graphs are: a few hubs with very
 * many facts and a long tail with few, names that several things share, trees of topics and places, dates of all sorts,
 * documents with and without their text. What comes first bears known names (generated/known.ts), so that questions can
 * name something. By COPY, in one transaction, without triggers: the role must be a superuser. Ends with VACUUM ANALYZE.
 *
 * @throws Error when the database is not empty, or when a fact came out without its evidence or typed row.
 */
export async function generateGraph(
  connection: pg.ClientConfig,
  { facts, seed = 1 }: GraphOptions,
): Promise<GraphSize> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query('begin')
    await client.query(
      `set local session_replication_role = replica; set local maintenance_work_mem = '512MB'; set local work_mem = '256MB'`,
    )
    await refuseFilled(client)
    const buildIndexes = facts >= manyRows ? await dropIndexes(client) : undefined
    await createStages(client)
    const size = await fill(client, facts, seed)
    await client.query(`update name set words = search_name(text, language)
      from entity join dataset on dataset.id = dataset_id where entity.id = entity_id`)
    await client.query(fillClosure)
    await client.query('select fill_edges()')
    await client.query('select fill_name_words()')
    await buildIndexes?.()
    await finish(client)
    await client.query('commit')
    // Indexes that were built just now have nothing to clean.
    await client.query(
      `vacuum (analyze, index_cleanup ${buildIndexes ? 'off' : 'auto'}) ${[...tables, ...followers].join(', ')}`,
    )
    return size
  } finally {
    await client.end()
  }
}

async function refuseFilled(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from dataset limit 1')
  if (rowCount !== 0) throw new Error('A graph is generated into an empty database, and this one has datasets.')
}

async function fill(client: pg.Client, total: number, seed: number): Promise<GraphSize> {
  const batch = openBatch()
  for (let id = 1; id <= datasets; id += 1) {
    batch.dataset.add(id, `generated-${id}`, `Generated ${id}`, 'en', '2026-06-01T00:00:00Z')
  }
  const dates = new Dates(new Random(seed + 3), Math.min(3000, 200 + Math.round(total / 50)))
  const entities = new Entities(new Random(seed), dates, datasets)
  await repeat(client, batch, Math.max(Math.round(total / 5), known.length + 20), () => entities.add(batch))
  const documents = new Documents(new Random(seed + 1), datasets)
  await repeat(client, batch, Math.max(Math.round(total / 100), 3), () => documents.add(batch), together / 20)
  const facts = new Facts(total, new Random(seed + 2), dates, entities, documents, datasets)
  await repeat(client, batch, total, () => facts.add(batch))
  return {
    facts: facts.count,
    entities: entities.count,
    names: batch.name.count,
    documents: batch.document.count,
    evidence: batch.evidence.count,
    sentences: batch.staged_sentence.count,
  }
}

/** Adds so many rows; while the database takes in one load of them, the next is made. */
async function repeat(client: pg.Client, batch: Batch, count: number, add: () => void, size = together): Promise<void> {
  let sent = Promise.resolve()
  for (let done = 1; done <= count; done += 1) {
    add()
    if (done % 500 === 0) await setImmediate()
    if (done % size !== 0 && done !== count) continue
    await sent
    sent = sendBatch(client, batch).then(() => moveStaged(client))
    // Told by the next await; a failure before that is not one that nobody hears of.
    sent.catch(() => undefined)
  }
  await sent
}

/** What triggers would have filled. */
const fillClosure = `
  insert into tree_path select * from tree_paths(array(select id from topic union all select id from place));
  analyze tree_path, criticism_topic, criticism_about;
  insert into criticism_under select * from criticisms_under(array(select id from criticism))`

/** Sets the sequences behind the ids that were given, and does the checks that the triggers would have done. */
async function finish(client: pg.Client): Promise<void> {
  for (const table of [
    'dataset',
    'entity',
    'name',
    'identifier',
    'fact',
    'quotation',
    'document',
    'paragraph',
    'sentence',
    'reference',
    'evidence',
  ]) {
    await client.query(
      `select setval(pg_get_serial_sequence('${table}', 'id'), max(id)) from ${table} having max(id) is not null`,
    )
  }
  await client.query('update revision set number = number + 1, changed_at = now()')
  await client.query(checkGraph)
}

/** Lets the database check each fact and each entity, because triggers were off while they came in. */
export const checkGraph = `do $$ begin
  perform check_fact(id) from fact;
  perform check_entity(id) from entity;
end $$`
