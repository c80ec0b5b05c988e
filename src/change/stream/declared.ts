import { Prisma } from '../../generated/prisma/client.ts'
import type { EntityKind, FactKind } from '../../generated/prisma/enums.ts'
import { quoted } from '../../model/value.ts'
import type { EntityDraft, FactDraft, SameAsDraft } from '../draft.ts'
import { type StatedName, statedNames } from '../entity-plan.ts'
import type { KnownElsewhere } from '../known-slugs.ts'
import { type Draft, type DraftProblem, draftProblem } from '../problem.ts'
import type { Known } from '../reference.ts'
import type { Transaction } from '../writer.ts'

/** Some items of a stream, in its order. */
export interface ItemBatch {
  readonly entities: EntityDraft[]
  readonly sameAs: SameAsDraft[]
  readonly facts: FactDraft[]
}

/** A slug that a draft has, or had. */
interface Slug {
  readonly slug: string
  /** The slug that the draft has. */
  readonly current: string
  readonly kind: EntityKind
  readonly isSameAs: boolean
}

/** What the facts of a stream meet. */
export const areDrafted = Prisma.sql`key in (select key from drafted_fact)`

/**
 * What a stream declares: the slugs and keys of all its items, in temporary tables. So references to items that come later
 * can be told from those to nothing, and what the stream lacks from what it has. A change writes one stream.
 */
export class Declared implements KnownElsewhere {
  readonly #tx: Transaction
  readonly #documents: Known['documents']

  private constructor(tx: Transaction, documents: Known['documents']) {
    this.#tx = tx
    this.#documents = documents
  }

  static async begin(tx: Transaction, documents: Known['documents']): Promise<Declared> {
    await tx.$executeRaw`create temporary table drafted_entity
      (slug text primary key, current text not null, kind text not null, is_same_as boolean not null) on commit drop`
    await tx.$executeRaw`
      create temporary table drafted_fact (key text primary key, kind text not null) on commit drop`
    await tx.$executeRaw`create temporary table drafted_name (slug text not null, name text not null) on commit drop`
    await tx.$executeRaw`create temporary table drafted_removal
      (type text not null, key text not null, primary key (type, key)) on commit drop`
    return new Declared(tx, documents)
  }

  /** Adds items; returns what is wrong with those whose slugs or keys earlier batches have. */
  async add({ entities, sameAs, facts }: ItemBatch): Promise<DraftProblem[]> {
    const problems = [...(await this.#addSlugs([...entities, ...sameAs])), ...(await this.#addKeys(facts))]
    await this.#tx.$executeRaw`insert into drafted_name
      select * from jsonb_populate_recordset(null::drafted_name, ${JSON.stringify(statedNames(facts))}::jsonb)`
    return problems
  }

  async #addSlugs(drafts: readonly (EntityDraft | SameAsDraft)[]): Promise<DraftProblem[]> {
    const slugs = drafts.flatMap((draft): Slug[] => {
      const { slug: current, formerSlugs, kind } = draft
      return [current, ...formerSlugs].map((slug) => ({ slug, current, kind, isSameAs: 'sameAs' in draft }))
    })
    const earlier = await this.#tx.$queryRaw<{ slug: string; current: string }[]>`
      select slug, current from drafted_entity where slug = any(${slugs.map(({ slug }) => slug)}::text[])`
    // Of two that one batch has, the first counts: see check.ts.
    await this.#tx.$executeRaw`insert into drafted_entity
      select slug, current, kind, "isSameAs"
      from jsonb_to_recordset(${JSON.stringify(slugs)}::jsonb) as one (slug text, current text, kind text, "isSameAs" boolean)
      on conflict do nothing`
    const taken = new Map(earlier.map(({ slug, current }) => [slug, current]))
    return taken.size === 0 ? [] : drafts.flatMap((draft) => takenSlugs(draft, taken))
  }

  async #addKeys(facts: readonly FactDraft[]): Promise<DraftProblem[]> {
    const keys = facts.map(({ key, kind }) => ({ key, kind }))
    const earlier = await this.#tx.$queryRaw<{ key: string }[]>`
      select key from drafted_fact where key = any(${facts.map(({ key }) => key)}::text[])`
    await this.#tx.$executeRaw`insert into drafted_fact
      select * from jsonb_populate_recordset(null::drafted_fact, ${JSON.stringify(keys)}::jsonb) on conflict do nothing`
    const taken = new Set(earlier.map(({ key }) => key))
    return facts.flatMap((draft) => {
      const { key } = draft
      const message = `${quoted(key)} is the key of an earlier item already; choose another one`
      return taken.has(key) ? [draftProblem(draft, ['key'], key, message)] : []
    })
  }

  /** Adds what goes of a dataset of which the stream is a part: a select of types and keys. */
  async remove(removed: Prisma.Sql): Promise<void> {
    await this.#tx.$executeRaw`insert into drafted_removal ${removed} on conflict do nothing`
  }

  /** Call it when all items have been added. */
  async complete(): Promise<void> {
    await this.#tx.$executeRaw`create index on drafted_name (slug)`
    await this.#tx.$executeRaw`analyze drafted_entity, drafted_fact, drafted_name, drafted_removal`
  }

  async end(): Promise<void> {
    await this.#tx.$executeRaw`drop table drafted_entity, drafted_fact, drafted_name, drafted_removal`
  }

  async find({ entities, facts }: Record<keyof Known, readonly string[]>): Promise<Known> {
    const slugs = await this.#tx.$queryRaw<{ slug: string; kind: EntityKind }[]>`
      select slug, kind from drafted_entity where slug = any(${entities}::text[])`
    const keys = await this.#tx.$queryRaw<{ key: string; kind: FactKind }[]>`
      select key, kind from drafted_fact where key = any(${facts}::text[])`
    return {
      entities: new Map(slugs.map(({ slug, kind }) => [slug, kind])),
      documents: this.#documents,
      facts: new Map(keys.map(({ key, kind }) => [key, kind])),
    }
  }

  /** Whether any item is the same as an entity of another dataset. */
  async hasSameAs(): Promise<boolean> {
    const rows = await this.#tx.$queryRaw<unknown[]>`select from drafted_entity where is_same_as limit 1`
    return rows.length > 0
  }

  /** The kinds of the facts. */
  async factKinds(): Promise<FactKind[]> {
    const rows = await this.#tx.$queryRaw<{ kind: FactKind }[]>`select distinct kind from drafted_fact`
    return rows.map(({ kind }) => kind)
  }

  /** The former slugs of entities, with the slugs that they have now, so many at a time. */
  async *formerSlugs(size: number): AsyncGenerator<{ slug: string; former: string }[]> {
    for (let last = ''; ; ) {
      const rows = await this.#tx.$queryRaw<{ slug: string; former: string }[]>`
        select current as slug, slug as former from drafted_entity
        where slug <> current and not is_same_as and slug > ${last} order by slug limit ${size}`
      if (rows.length > 0) yield rows
      if (rows.length < size) return
      last = rows.at(-1)?.former ?? last
    }
  }

  /** The entities of a dataset to which these facts give names, or gave one, and that are not in the stream. */
  async undraftedSubjects(facts: readonly FactDraft[], datasetId: number): Promise<string[]> {
    const named = statedNames(facts).map(({ slug }) => slug)
    const keys = facts.map(({ key }) => key)
    const rows = await this.#tx.$queryRaw<{ slug: string }[]>`
      select slug from entity where dataset_id = ${datasetId}
        and id in (select id from entity where slug = any(${named}::text[])
          union all select entity_id from former_slug where same_as_id is null and slug = any(${named}::text[])
          union all select subject_id from fact join name on alias_id = fact.id
            where fact.dataset_id = ${datasetId} and fact.key = any(${keys}::text[]))
        and not exists (select from drafted_entity where drafted_entity.slug = entity.slug)`
    return rows.map(({ slug }) => slug)
  }

  /** The present slugs of entities, by former ones among these. */
  async currentSlugs(slugs: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#tx.$queryRaw<{ slug: string; current: string }[]>`
      select slug, current from drafted_entity
      where slug = any(${slugs}::text[]) and slug <> current and not is_same_as`
    return new Map(rows.map(({ slug, current }) => [slug, current]))
  }

  /**
   * The names that facts give the entities with these slugs: those of the stream and, where it is a part of the dataset
   * with the id `rest`, those that stay in the graph.
   */
  async statedNames(slugs: readonly string[], rest?: number): Promise<StatedName[]> {
    const drafted = await this.#tx.$queryRaw<StatedName[]>`
      select slug, name from drafted_name where slug = any(${slugs}::text[])`
    if (rest === undefined) return drafted
    const stored = await this.#tx.$queryRaw<StatedName[]>`
      select slug, name.kind::text || ' ' || name.key as name from entity
        join fact on subject_id = entity.id join name on alias_id = fact.id
      where slug = any(${slugs}::text[]) and fact.dataset_id = ${rest}
        and not exists (select from drafted_fact where drafted_fact.key = fact.key)
        and not exists (select from drafted_removal as gone where type = 'fact' and gone.key = fact.key)`
    return [...drafted, ...stored]
  }
}

function takenSlugs(draft: Draft & Pick<EntityDraft, 'slug' | 'formerSlugs'>, taken: ReadonlyMap<string, string>) {
  return [draft.slug, ...draft.formerSlugs].flatMap((slug, index) => {
    const current = taken.get(slug)
    if (current === undefined) return []
    const isFormer = index > 0 || slug !== current
    const whose = slug === current ? 'the slug' : 'a former slug'
    const message = isFormer
      ? `${quoted(slug)} is ${whose} of another item; a former slug finds one thing only`
      : `${quoted(slug)} is the slug of an earlier item already; choose another one`
    return [draftProblem(draft, index === 0 ? ['slug'] : ['formerSlugs', index - 1], slug, message)]
  })
}
