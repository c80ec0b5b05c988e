import { type Position, textOf } from './position.ts'

/** What the primary shows, and from which place in its log on a standby shows that or something later. */
export interface Need extends Position {
  readonly need: bigint
}

/** Milliseconds that the past of the primary is remembered, to tell how old is what a replica shows. */
const memory = 60_000

/** Milliseconds within which changes count as one, to tell how old something is. */
const grain = 100

/**
 * What the primary has shown. As long as it shows the same row of the revision, a standby that has come as far as the
 * primary had when the row was first seen is as new as the primary, whatever else is in the log since.
 */
export class PrimaryHistory {
  /** The last that was noted. It stays when the primary goes away. */
  latest: Need | undefined
  /** What was seen first. Standbys that have not come so far may lack migrations, or the beginning of a timeline. */
  #first: bigint | undefined
  #seen: { lsn: bigint; readonly at: number }[] = []

  note(position: Position, now: number): Need {
    const { latest } = this
    // An earlier place in the same log: the primary's data was put back.
    const isAnother = latest === undefined || latest.timeline !== position.timeline || latest.lsn > position.lsn
    if (isAnother) {
      this.#seen = []
      this.#first = position.lsn
    }
    const isSame = !isAnother && latest.row === position.row && textOf(latest) === textOf(position)
    const need = isSame ? latest.need : position.lsn
    this.latest = { ...position, need }
    if (!isSame) this.#remember(need, now)
    return this.latest
  }

  /** True if a standby that has come so far has all that the primary had when it was first seen. */
  hasFirst(lsn: bigint): boolean {
    return this.#first !== undefined && lsn >= this.#first
  }

  /** For how many milliseconds there has been something newer than what a standby shows that has come so far. */
  lagOf(lsn: bigint, now: number): number {
    const missing = this.#seen.find((seen) => seen.lsn > lsn)
    return missing ? now - missing.at : 0
  }

  #remember(lsn: bigint, now: number): void {
    const last = this.#seen.at(-1)
    if (last && now - last.at < grain) last.lsn = lsn
    else this.#seen.push({ lsn, at: now })
    while (this.#seen.length > 1 && now - (this.#seen[0]?.at ?? now) > memory) this.#seen.shift()
  }
}
