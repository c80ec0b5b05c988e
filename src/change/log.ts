import { type ImageType, imagesOf } from './image.ts'
import type { Transaction } from './writer.ts'

/** What made a change: files, an importer, rules, a model or a person; and which one of them. */
export interface Origin {
  readonly by: 'FILES' | 'IMPORT' | 'RULE' | 'MODEL' | 'PERSON'
  readonly name: string
  readonly version?: string
}

export interface Author {
  readonly origin: Origin
  /** Who asked for it, where that is known. */
  readonly actor?: string
  /** The key of the proposal that is accepted. */
  readonly proposal?: string
}

const types: readonly ImageType[] = ['dataset', 'document', 'entity', 'sameAs', 'fact']

const tablesOfTypes: Readonly<Record<ImageType, string>> = {
  dataset: 'dataset',
  document: 'document',
  entity: 'entity',
  sameAs: 'same_as',
  fact: 'fact',
}

/**
 * The log of one change of the graph. Writers name things before they write them. When the change is complete, the
 * table `change` gets what each thing said before and after.
 */
export class ChangeLog {
  readonly #tx: Transaction
  #begun = false

  constructor(tx: Transaction) {
    this.#tx = tx
  }

  /** Call it before these things are changed or removed. It stores what they say now, once. */
  async willChange(type: ImageType, ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return
    await this.#begin()
    await this.#tx.$executeRawUnsafe(
      `insert into touched (type, id, dataset, key, before)
        select '${type}', image.* from (${imagesOf(type, 'select unnest($1::int[])')}) as image on conflict do nothing`,
      ids,
    )
  }

  /** Call it after these things were created. */
  async didCreate(type: ImageType, ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return
    await this.#begin()
    await this.#tx.$executeRawUnsafe(
      `insert into touched (type, id) select '${type}', unnest($1::int[]) on conflict do nothing`,
      ids,
    )
  }

  async #begin(): Promise<void> {
    if (this.#begun) return
    this.#begun = true
    await this.#tx.$executeRaw`
      create temporary table touched (type text, id int, dataset text, key text, before jsonb, after jsonb,
        primary key (type, id)) on commit drop`
  }

  /**
   * Writes the log: one row for each thing that is different now. What was edited gets its next version. A
   * new status of evidence is recorded, but is no edit.
   */
  async write({ origin, actor, proposal }: Author): Promise<void> {
    if (!this.#begun) return
    for (const type of types) {
      await this.#tx.$executeRawUnsafe(
        `update touched set after = image.content, dataset = image.dataset, key = image.key
          from (${imagesOf(type, `select id from touched where type = '${type}'`)}) as image
          where touched.type = '${type}' and touched.id = image.id`,
      )
    }
    for (const [type, table] of Object.entries(tablesOfTypes)) {
      const recorded = type === 'fact' ? ', recorded_at = now()' : ''
      await this.#tx.$executeRawUnsafe(
        `update ${table} set version = version + 1${recorded} from touched
          where touched.type = '${type}' and touched.id = ${table}.id and before is not null
            and before - 'statuses' is distinct from after - 'statuses'`,
      )
    }
    await this.#tx.$executeRaw`
      insert into change (epoch, number, ordinal, at, actor, origin, origin_name, origin_version, operation, type, dataset,
        key, before, after, proposal)
      select epoch, number, row_number() over (order by array_position(${[...types]}::text[], type), dataset, key),
        now(), ${actor ?? null}, ${origin.by}::"ChangeOrigin", ${origin.name}, ${origin.version ?? null},
        (case when before is null then 'CREATE' when after is null then 'DELETE' else 'UPDATE' end)::"ChangeOperation",
        type, dataset, key, before, after, ${proposal ?? null}
      from touched, revision where before is distinct from after`
  }
}
