import { uniqBy } from 'es-toolkit/array/uniqBy'
import { factKinds } from '../model/kind.ts'
import type { Transaction } from './writer.ts'

/** Gathers, during a change, the facts that have to be checked word for word when it is complete. */
export class FactsToCheck {
  readonly #facts = new Set<number>()
  readonly #documents = new Set<number>()
  readonly #entities = new Set<number>()

  add(facts: Iterable<number>): void {
    for (const id of facts) this.#facts.add(id)
  }

  /** The facts that cite these documents. */
  citing(documents: Iterable<number>): void {
    for (const id of documents) this.#documents.add(id)
  }

  /** The facts that refer to these entities, because their names have changed. */
  naming(entities: Iterable<number>): void {
    for (const id of entities) this.#entities.add(id)
  }

  /** The ids of all of them that exist. */
  async read(tx: Transaction): Promise<number[]> {
    const [facts, documents, entities] = [this.#facts, this.#documents, this.#entities].map((ids) => [...ids])
    if (!facts?.length && !documents?.length && !entities?.length) return []
    const rows = await tx.$queryRawUnsafe<{ id: number }[]>(
      `select id from fact where id = any($1::int[])
      union select fact_id from evidence join paragraph on paragraph.id = paragraph_id where document_id = any($2::int[])
      ${usesOfEntities()
        .map(({ fact, from, column }) => `union select "${fact}" from "${from}" where "${column}" = any($3::int[])`)
        .join('\n')}
      order by id`,
      facts,
      documents,
      entities,
    )
    return rows.map(({ id }) => id)
  }
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
