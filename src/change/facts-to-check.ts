import { uniqBy } from 'es-toolkit/array/uniqBy'
import { factKinds } from '../model/kind.ts'
import { IdList } from './id-list.ts'
import type { Transaction } from './writer.ts'

/** How many ids, or facts, are in memory at a time. */
const batchSize = 1000

/** Gathers, during a change, the facts that have to be checked word for word when it is complete. */
export class FactsToCheck {
  readonly #facts = new IdList()
  readonly #documents = new IdList()
  readonly #entities = new IdList()

  add(facts: Iterable<number>): void {
    this.#facts.add(facts)
  }

  /** The facts that cite these documents. */
  citing(documents: Iterable<number>): void {
    this.#documents.add(documents)
  }

  /** The facts that refer to these entities, because their names have changed. */
  naming(entities: Iterable<number>): void {
    this.#entities.add(entities)
  }

  /** The ids of all of them that exist, in batches. */
  async *read(tx: Transaction): AsyncGenerator<number[]> {
    const lists = [this.#facts, this.#documents, this.#entities]
    if (lists.every(({ isEmpty }) => isEmpty)) return
    await tx.$executeRaw`create temporary table fact_to_check (id int primary key) on commit drop`
    for (const [list, select] of [
      [this.#facts, 'select id from fact where id = any($1::int[])'],
      [this.#documents, citing],
      [this.#entities, usesOfEntities().map(selectUsers).join(' union ')],
    ] as const) {
      for (const ids of list.batches(batchSize)) {
        await tx.$executeRawUnsafe(`insert into fact_to_check ${select} on conflict do nothing`, ids)
      }
    }
    for (let last = 0; ; ) {
      const rows = await tx.$queryRaw<{ id: number }[]>`
        select id from fact_to_check where id > ${last} order by id limit ${batchSize}`
      if (rows.length > 0) yield rows.map(({ id }) => id)
      if (rows.length < batchSize) return
      last = rows.at(-1)?.id ?? last
    }
  }
}

const citing = `select fact_id from evidence join paragraph on paragraph.id = paragraph_id
  where document_id = any($1::int[])`

function selectUsers({ fact, from, column }: Use): string {
  return `select "${fact}" from "${from}" where "${column}" = any($1::int[])`
}

interface Use {
  /** The column with the id of the fact. */
  readonly fact: string
  readonly from: string
  /** The column with the id of the entity. */
  readonly column: string
}

/** Every place where a fact refers to an entity. Kinds may share a table of lists. */
function usesOfEntities(): Use[] {
  const uses = factKinds().flatMap(({ table, fields }) =>
    Object.values(fields).flatMap((field): Use[] => {
      if (field.holds === 'reference') return [{ fact: 'id', from: table, column: field.column }]
      if (field.holds === 'references') return [{ fact: field.owner, from: field.table, column: field.column }]
      if (field.holds !== 'records') return []
      return Object.values(field.fields).flatMap((inner) =>
        inner.holds === 'reference' ? [{ fact: field.owner, from: field.table, column: inner.column }] : [],
      )
    }),
  )
  const ends = ['subject_id', 'object_id'].map((column) => ({ fact: 'id', from: 'fact', column }))
  return uniqBy([...ends, ...uses], ({ from, column }) => `${from} ${column}`)
}
