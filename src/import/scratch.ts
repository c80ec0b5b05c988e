import type { Transaction } from '../change/writer.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'

/** What became of an entity of the file: it is new, the graph has it, or it was left out. */
export type EntityState = 'NEW' | 'PRESENT' | 'ABSENT'

export interface ScratchEntity {
  readonly slug: string
  readonly kind: EntityKind
  readonly names: readonly string[]
  readonly state: EntityState
}

/**
 * What the records of a file are about, in tables that go with the transaction: a register has more numbers than the
 * memory should hold.
 */
export class Scratch {
  readonly #tx: Transaction

  constructor(tx: Transaction) {
    this.#tx = tx
  }

  async open(): Promise<void> {
    await this.#tx.$executeRaw`create temporary table import_record (id text primary key) on commit drop`
    await this.#tx.$executeRaw`create temporary table import_entity (slug text primary key, kind text not null,
      names text[] not null, state text not null default 'ABSENT') on commit drop`
    await this.#tx.$executeRaw`create temporary table import_fact (key text primary key) on commit drop`
    await this.#tx.$executeRaw`create temporary table import_join (slug text primary key) on commit drop`
  }

  /** Which of these numbers no earlier record has. */
  async addRecords(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.#tx.$queryRaw<{ id: string }[]>`
      insert into import_record select distinct unnest(${ids}::text[]) on conflict do nothing returning id`
    return new Set(rows.map(({ id }) => id))
  }

  /** Which of these slugs no earlier record has. */
  async addEntities(entities: readonly Pick<ScratchEntity, 'slug' | 'kind' | 'names'>[]): Promise<Set<string>> {
    const rows = await this.#tx.$queryRaw<{ slug: string }[]>`
      insert into import_entity (slug, kind, names)
      select slug, kind, array(select jsonb_array_elements_text(names))
      from jsonb_to_recordset(${JSON.stringify(entities)}::jsonb) as new (slug text, kind text, names jsonb)
      on conflict do nothing returning slug`
    return new Set(rows.map(({ slug }) => slug))
  }

  async setStates(states: readonly Pick<ScratchEntity, 'slug' | 'state'>[]): Promise<void> {
    await this.#tx.$executeRaw`
      update import_entity set state = new.state
      from jsonb_to_recordset(${JSON.stringify(states)}::jsonb) as new (slug text, state text)
      where import_entity.slug = new.slug`
  }

  async find(slugs: readonly string[]): Promise<Map<string, ScratchEntity>> {
    const rows = await this.#tx.$queryRaw<ScratchEntity[]>`
      select slug, kind, names, state from import_entity where slug = any(${slugs}::text[])`
    return new Map(rows.map((row) => [row.slug, row]))
  }

  /** Which of these keys no earlier record has. */
  async addFacts(keys: readonly string[]): Promise<Set<string>> {
    const rows = await this.#tx.$queryRaw<{ key: string }[]>`
      insert into import_fact select distinct unnest(${keys}::text[]) on conflict do nothing returning key`
    return new Set(rows.map(({ key }) => key))
  }

  /** Whether no other record is this entity of another dataset. */
  async addJoin(slug: string): Promise<boolean> {
    return (await this.#tx.$executeRaw`insert into import_join values (${slug}) on conflict do nothing`) > 0
  }
}
