/** Ids in four bytes each, because a change may gather millions of them. */
export class IdList {
  #ids = new Int32Array(256)
  #length = 0

  get isEmpty(): boolean {
    return this.#length === 0
  }

  add(ids: Iterable<number>): void {
    for (const id of ids) {
      if (this.#length === this.#ids.length) this.#grow()
      this.#ids[this.#length] = id
      this.#length += 1
    }
  }

  /** Makes room: by leaving out what stands twice, or else by taking twice as much. */
  #grow(): void {
    const distinct = this.#distinct()
    const room = Math.max(this.#ids.length, 2 * distinct.length)
    this.#ids = new Int32Array(room)
    this.#ids.set(distinct)
    this.#length = distinct.length
  }

  #distinct(): Int32Array {
    return this.#ids
      .subarray(0, this.#length)
      .sort()
      .filter((id, index, all) => index === 0 || id !== all[index - 1])
  }

  /** Each id once, in ascending order, so many at a time. */
  *batches(size: number): Generator<number[]> {
    const distinct = this.#distinct()
    for (let at = 0; at < distinct.length; at += size) yield [...distinct.subarray(at, at + size)]
  }
}
