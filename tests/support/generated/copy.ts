import { once } from 'node:events'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { periodColumns, tableOfKind } from '../../../src/change/table.ts'
import type { EntityKind, FactKind } from '../../../src/generated/prisma/enums.ts'
import '../../../src/kinds.ts'
import { entityKinds, factKinds } from '../../../src/model/kind.ts'

export type Value = string | number | boolean | null

const special = /[\\\t\n\r]/
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function field(value: Value): string {
  if (value === null) return '\\N'
  if (typeof value !== 'string') return String(value)
  return special.test(value) ? value.replaceAll(/[\\\t\n\r]/g, (character) => escapes[character] ?? character) : value
}

/** Rows of one table on their way into it. */
export class Rows {
  readonly #table: string
  readonly #columns: string
  #text = ''
  count = 0

  constructor(table: string, columns: readonly string[]) {
    this.#table = table
    this.#columns = columns.join(', ')
  }

  add(...values: Value[]): void {
    let line = field(values[0] ?? null)
    for (let index = 1; index < values.length; index += 1) line += `\t${field(values[index] ?? null)}`
    this.#text += `${line}\n`
    this.count += 1
  }

  /** What has been added since the last time; nothing is left. */
  take(): Load {
    const load = { statement: `copy ${this.#table} (${this.#columns}) from stdin`, text: this.#text }
    this.#text = ''
    return load
  }
}

interface Load {
  readonly statement: string
  readonly text: string
}

/** The table of a kind has the kind's name. */
type KindTable = Lowercase<EntityKind | FactKind>

const columnsOfKinds = Object.fromEntries(
  [...entityKinds(), ...factKinds()].map((kind) => [kind.table, tableOfKind(kind).columns]),
) as Record<KindTable, readonly string[]>

const columns = {
  dataset: ['id', 'slug', 'title', 'language', 'loaded_at'],
  // Staged: their full text is computed on the way from there, where a trigger would take ten times as long.
  staged_entity: ['id', 'kind', 'slug', 'name', 'name_key', 'summary', 'dataset_id', 'digest', 'other_names'],
  ...columnsOfKinds,
  name: ['id', 'entity_id', 'alias_id', 'text', 'key', 'kind'],
  identifier: ['id', 'entity_id', 'scheme', 'value', 'url'],
  staged_fact: [
    'id',
    'kind',
    'key',
    'dataset_id',
    'digest',
    'subject_id',
    'has_subject',
    'object_id',
    'statement',
    ...periodColumns,
    'recorded_at',
    'summary',
    'quotations',
  ],
  criticism_topic: ['criticism_id', 'topic_id', 'ordinal'],
  criticism_about: ['criticism_id', 'entity_id', 'ordinal'],
  spokesperson: ['fact_id', 'person_id', 'ordinal'],
  quotation: ['id', 'fact_id', 'ordinal', 'text', 'speaker_id'],
  document: ['id', 'slug', 'title', 'external_id', 'url', 'language', 'dataset_id', 'sha256', 'loaded_at'],
  paragraph: ['id', 'document_id', 'number', 'section', 'text'],
  staged_sentence: ['id', 'paragraph_id', 'document_id', 'ordinal', 'text', 'digest', 'language'],
  reference: ['id', 'document_id', 'label', 'title', 'url'],
  evidence: ['id', 'fact_id', 'ordinal', 'paragraph_id', 'anchor', 'digest', 'status', 'sentence_id'],
  evidence_reference: ['evidence_id', 'reference_id', 'ordinal'],
} as const

export type Table = keyof typeof columns

/** The tables that a generated graph fills, under their own names. */
export const tables = Object.keys(columns).map((table) => table.replace('staged_', ''))

/** The rows of all tables that are on their way. */
export type Batch = Record<Table, Rows>

export function openBatch(): Batch {
  return Object.fromEntries(Object.entries(columns).map(([table, names]) => [table, new Rows(table, names)])) as Batch
}

/** Sends what has been added since the last time by COPY. The batch is free for further rows at once. */
export async function sendBatch(client: pg.ClientBase, batch: Batch): Promise<void> {
  const loads = Object.values(batch).map((rows) => rows.take())
  for (const { statement, text } of loads) {
    if (text === '') continue
    const stream = client.query(copyFrom(statement))
    stream.end(text)
    await once(stream, 'finish')
  }
}
