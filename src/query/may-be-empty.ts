/** A part of an answer that turns out to have nothing only while it is read. */
export abstract class MayBeEmpty {
  #act: () => void = () => undefined

  /** What to do then. */
  onEmpty(act: () => void): void {
    this.#act = act
  }

  protected isEmpty(): void {
    this.#act()
  }
}
