import type { Copied } from './own-words.ts'

/** The most facts that are kept: more nobody reads, and a dataset may have any number. */
const mostKept = 1000

/** Facts that repeat their text word for word, by id. */
export class CopiedFacts {
  readonly #found = new Map<number, readonly Copied[]>()

  add(id: number, copied: readonly Copied[]): void {
    if (copied.length > 0 && this.#found.size < mostKept) this.#found.set(id, copied)
  }

  get ids(): number[] {
    return [...this.#found.keys()]
  }

  of(id: number): readonly Copied[] {
    return this.#found.get(id) ?? []
  }
}
