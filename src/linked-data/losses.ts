/** What another model cannot carry, counted while it is left out, so that nobody takes the file for the whole graph. */
export class Losses {
  readonly #carried = new Map<string, number>()
  readonly #lost = new Map<string, { readonly what: string; readonly why: string; count: number }>()

  get isEmpty(): boolean {
    return this.#carried.size === 0 && this.#lost.size === 0
  }

  carry(what: string): void {
    this.#carried.set(what, (this.#carried.get(what) ?? 0) + 1)
  }

  lose(what: string, why: string, count = 1): void {
    if (count === 0) return
    const key = `${what}\n${why}`
    const known = this.#lost.get(key)
    if (known) known.count += count
    else this.#lost.set(key, { what, why, count })
  }

  /** In an order that depends on the graph alone. */
  report(): LossReport {
    const order = (a: string, b: string) => (a < b ? -1 : 1)
    return {
      carried: Object.fromEntries([...this.#carried].sort(([a], [b]) => order(a, b))),
      notCarried: [...this.#lost.values()].sort((a, b) => order(`${a.what} ${a.why}`, `${b.what} ${b.why}`)),
    }
  }
}

export interface LossReport {
  /** How many things of each kind are in the file. */
  readonly carried: Readonly<Record<string, number>>
  readonly notCarried: readonly { readonly what: string; readonly why: string; readonly count: number }[]
}

/** The report for people. */
export function lossText({ carried, notCarried }: LossReport): string {
  const total = Object.values(carried).reduce((all, count) => all + count, 0)
  const lines = notCarried.map(({ what, why, count }) => `  ${count} x ${what}: ${why}`)
  return [`${total} things are in it.`, ...(lines.length > 0 ? ['Left out:', ...lines] : [])].join('\n')
}
