import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../database/open.ts'
import { readRevision } from '../database/revision.ts'
import { sql } from '../database/sql.ts'
import { queryPrepared } from '../database/statement.ts'
import { DossierError } from '../errors.ts'
import type { ChangeRow } from './change-row.ts'
import { afterAll, goneError, isKept, type Position, readPosition } from './position.ts'
import { readPage } from './read-changes.ts'

/** Milliseconds between two looks at the log while somebody follows it. */
const interval = 250

/** Milliseconds after which a database that did not answer is asked again. */
const patience = 1_000

/** The changes that are kept in memory for those who follow the log: who falls back further reads them for himself. */
const tailLength = 500

/**
 * Follows the log of changes for all who want to know: one reader, whatever their number. It looks at the log again and
 * again while there are followers, and does not listen to notifications: these would take a connection for good, and do
 * not come through poolers.
 */
export class ChangeFeed {
  readonly #db: Database
  #followers = 0
  /** Counts the times that reading was begun: a reader that is no longer the last one ends. */
  #readers = 0
  /** The last changes; each follows the one before it, and the first follows `#start`. */
  #tail: ChangeRow[] = []
  #start: Position | undefined
  /** Counts what followers may want to know: new changes, and the end of the reader. */
  #version = 0
  readonly #waiting = new Set<() => void>()
  /** Why the reader gave up. */
  #fault: Error | undefined

  constructor(db: Database) {
    this.#db = db
  }

  /** How many follow the log. */
  get followers(): number {
    return this.#followers
  }

  /**
   * Where to follow the log from: a position that somebody gives, or else the present.
   *
   * @throws DossierError BAD_CURSOR, GONE
   */
  async begin(after: string | undefined): Promise<Position> {
    if (after === undefined) return readPosition(await readRevision(this.#db.prisma))
    const position = readPosition(after)
    const [found] = await queryPrepared<{ kept: boolean }>(this.#db, sql`select ${isKept(position)} as kept`)
    if (!found?.kept) throw goneError(position)
    return position
  }

  /**
   * The changes after a position, page by page: those that there are, and then those that come, without loss and
   * repetition. Ends when the signal aborts. Pages are read when they are wanted, so who reads slowly takes no memory.
   *
   * @throws DossierError GONE
   */
  async *follow(after: Position, signal: AbortSignal): AsyncGenerator<readonly ChangeRow[]> {
    this.#enter()
    try {
      let position = after
      while (!signal.aborted) {
        const version = this.#version
        const rows = await this.#next(position, () => !signal.aborted)
        const last = rows.at(-1)
        if (last) {
          position = last
          yield rows
        } else await this.#wait(version, signal)
      }
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      this.#followers -= 1
    }
  }

  #enter(): void {
    this.#followers += 1
    if (this.#followers > 1) return
    this.#tail = []
    this.#start = undefined
    this.#fault = undefined
    this.#readers += 1
    const reader = this.#readers
    const isWanted = () => this.#followers > 0 && this.#readers === reader
    this.#read(isWanted).catch((error: unknown) => {
      if (!isWanted()) return
      this.#fault = error as Error
      this.#wake()
    })
  }

  /** What comes after a position now; nothing if the reader has not seen more. */
  async #next(position: Position, isWanted: () => boolean): Promise<readonly ChangeRow[]> {
    if (this.#fault) throw this.#fault
    if (!this.#start) return []
    if (compare(position, this.#start) >= 0) return this.#tail.filter((row) => compare(row, position) > 0)
    return await untilAnswered(() => readPage(this.#db, position), isWanted)
  }

  async #read(isWanted: () => boolean): Promise<void> {
    let end = await untilAnswered(() => this.begin(undefined), isWanted)
    if (!isWanted()) return
    this.#start = end
    this.#wake()
    while (isWanted()) {
      const from = end
      const rows = await untilAnswered(() => readPage(this.#db, from), isWanted)
      if (!isWanted()) return
      const last = rows.at(-1)
      if (!last) {
        await sleep(interval)
        continue
      }
      end = last
      this.#tail.push(...rows)
      const surplus = this.#tail.splice(0, Math.max(0, this.#tail.length - tailLength))
      this.#start = surplus.at(-1) ?? this.#start
      this.#wake()
    }
  }

  /** Waits until there is more to know than at `version`, or the signal aborts. */
  #wait(version: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      if (signal.aborted || this.#version !== version) return resolve()
      this.#waiting.add(wake)
      signal.addEventListener('abort', wake)
    })
  }

  #wake(): void {
    this.#version += 1
    for (const wake of [...this.#waiting]) wake()
  }
}

/** Asks until the database answers, or nobody wants to know any more. What it refuses is thrown. */
async function untilAnswered<T>(task: () => Promise<T>, isWanted: () => boolean): Promise<T> {
  for (;;) {
    try {
      return await task()
    } catch (error) {
      if (error instanceof DossierError || !isWanted()) throw error
      await sleep(patience)
    }
  }
}

function compare(one: Position, other: Position): number {
  return one.number - other.number || (one.ordinal ?? afterAll) - (other.ordinal ?? afterAll)
}
