import { Prisma } from '../generated/prisma/client.ts'
import { type ImageType, imagesOf, imageTypes } from './image.ts'
import { namingThings } from './named-in.ts'
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

const tablesOfTypes: Readonly<Record<ImageType, string>> = {
  dataset: 'dataset',
  document: 'document',
  entity: 'entity',
  sameAs: 'same_as',
  fact: 'fact',
}

/**
 * The log of one change of the graph. Writers name things before they write them. When the change is complete, the
 * table `change` gets what each thing said before and after. Whatever changes an image has to be named here: readers of
 * the feed have nothing else (docs/decisions/0032).
 */
export class ChangeLog {
  readonly #tx: Transaction
  #begun = false

  constructor(tx: Transaction) {
    this.#tx = tx
  }

  /** Call it before these things are changed or removed. It stores what they say now, once. */
  async willChange(type: ImageType, ids: readonly number[]): Promise<void> {
    await this.#touch(type, ids, true)
  }

  /**
   * Call it before these things get other slugs. What refers to them then says something else, too, which is no edit of
   * it.
   */
  async willRename(type: 'entity' | 'document', ids: readonly number[]): Promise<void> {
    await this.willChange(type, ids)
    for (const naming of namingThings(type)) {
      const rows = await this.#tx.$queryRawUnsafe<{ id: number }[]>(
        `select distinct id from (${naming.ids}) as naming (id)`,
        ids,
      )
      await this.#touch(
        naming.type,
        rows.map(({ id }) => id),
        false,
      )
    }
  }

  /** Call it before somebody gets these former slugs, which others may lose by that. */
  async willTakeSlugs(slugs: readonly string[]): Promise<void> {
    if (slugs.length === 0) return
    const rows = await this.#tx.$queryRaw<{ entityId: number; sameAsId: number | null }[]>`
      select entity_id as "entityId", same_as_id as "sameAsId" from former_slug where slug = any(${slugs}::text[])`
    await this.willChange(
      'entity',
      rows.flatMap(({ entityId, sameAsId }) => (sameAsId === null ? [entityId] : [])),
    )
    await this.willChange(
      'sameAs',
      rows.flatMap(({ sameAsId }) => sameAsId ?? []),
    )
  }

  /** As `willTakeSlugs`, of documents. */
  async willTakeDocumentSlugs(slugs: readonly string[]): Promise<void> {
    if (slugs.length === 0) return
    const rows = await this.#tx.$queryRaw<{ id: number }[]>`
      select document_id as id from former_document_slug where slug = any(${slugs}::text[])`
    await this.willChange(
      'document',
      rows.map(({ id }) => id),
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

  async #touch(type: ImageType, ids: readonly number[], isEdit: boolean): Promise<void> {
    if (ids.length === 0) return
    await this.#begin()
    await this.#tx.$executeRawUnsafe(
      `insert into touched (type, id, is_edit, old_dataset, old_key, before)
        select '${type}', image.id, ${isEdit}, image.dataset, image.key, image.content
        from (${imagesOf(type, `select unnest($1::int[]) except select id from touched where type = '${type}' and is_edit`)}) as image
        on conflict (type, id) do ${isEdit ? 'update set is_edit = true where not touched.is_edit' : 'nothing'}`,
      ids,
    )
  }

  async #begin(): Promise<void> {
    if (this.#begun) return
    this.#begun = true
    await this.#tx.$executeRaw`
      create temporary table touched (type text, id int, is_edit boolean not null default true,
        old_dataset text, old_key text, before jsonb, dataset text, key text, after jsonb,
        old_identity text generated always as (${Prisma.raw(identity('old_dataset', 'old_key'))}) stored,
        identity text generated always as (${Prisma.raw(identity('dataset', 'key'))}) stored,
        primary key (type, id)) on commit drop`
  }

  /**
   * Writes the log: one row for each thing that is different now. What was edited gets its next version. A
   * new status of evidence is recorded, but is no edit.
   */
  async write({ origin, actor, proposal }: Author): Promise<void> {
    if (!this.#begun) return
    for (const type of imageTypes) {
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
          where touched.type = '${type}' and touched.id = ${table}.id and is_edit and before is not null
            and before - 'statuses' is distinct from after - 'statuses'`,
      )
    }
    await this.#tx.$executeRaw`
      insert into change (epoch, number, ordinal, at, actor, origin, origin_name, origin_version, operation, type, dataset,
        key, former_key, before, after, proposal)
      select epoch, number, row_number() over feed, now(), ${actor ?? null}, ${origin.by}::"ChangeOrigin", ${origin.name},
        ${origin.version ?? null},
        (case when before is null then 'CREATE' when after is null then 'DELETE' else 'UPDATE' end)::"ChangeOperation",
        type, dataset, key, former_key, before, after, ${proposal ?? null}
      from (${Prisma.raw(differences)}) as different, revision
      window feed as (order by array_position(${[...imageTypes]}::text[], type), dataset collate "C", key collate "C")
      order by array_position(${[...imageTypes]}::text[], type), dataset collate "C", key collate "C"`
  }
}

/** What tells things of one type apart for readers of the feed. */
const identity = (dataset: string, key: string) =>
  `type || ' ' || case when type = 'fact' then ${dataset} || '/' || ${key} else ${key} end`

/** `same` had the identity before that `thing` has now; `heir` has the one now that `thing` had before. */
const related = `touched as thing left join touched as same on same.old_identity = thing.identity
  left join touched as heir on heir.identity = thing.old_identity`

/**
 * What is different, one row for each identity, so that the rows of one revision can be applied in any order: what has an
 * identity now takes the place of what had it before, even if that was another thing. A thing that is called otherwise
 * now names its former key if nothing else has that.
 */
const differences = `
  select * from (
    select thing.type, thing.dataset, thing.key,
      case when same.id is null and heir.id is null then thing.old_key end as former_key,
      case when same.id is not null then same.before when heir.id is null then thing.before end as before,
      thing.after, case when same.id is not null then same.old_dataset else thing.old_dataset end as old_dataset
    from ${related} where thing.after is not null) as present
  where (before, old_dataset) is distinct from (after, dataset)
  union all
  select thing.type, thing.old_dataset, thing.old_key, null, thing.before, null, null
  from ${related} where thing.before is not null and heir.id is null and (thing.after is null or same.id is not null)`
