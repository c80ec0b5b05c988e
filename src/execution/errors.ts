import type { GraphQLError } from 'graphql'
import type { Path } from './info.ts'

/** The errors of an execution. One below a place that is already null adds nothing, and is left out. */
export class Errors {
  readonly all: GraphQLError[] = []
  readonly #places = new Set<Path | undefined>()

  add(error: GraphQLError, place: Path | undefined): void {
    for (let above = place; above !== undefined; above = above.prev) {
      if (this.#places.has(above)) return
    }
    if (this.#places.has(undefined)) return
    this.#places.add(place)
    this.all.push(error)
  }
}
