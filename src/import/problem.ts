import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { DossierError } from '../errors.ts'

/** What can become of a row, apart from being read. The first group is refused; of the others, something is left out. */
export const refusals = {
  NOT_A_RECORD: 'the line cannot be read as a record',
  BAD_VALUE: 'a value is not right; the message says what would be',
  REPEATED: 'an earlier record has the same number or key',
  SLUG_TAKEN: 'another dataset has the slug',
} as const

export const notices = {
  DANGLING: 'the record names something that is neither in the file nor in the graph; that fact is left out',
  BAD_REFERENCE: 'the record names something of a kind that does not fit; that fact is left out',
  NOT_IMPORTED: 'the record, or a part of it, is nothing that the graph holds; it is left out',
  AMBIGUOUS: 'several entities may be what the record speaks of; it is joined with none of them',
  ANSWERED: 'a name, number or date of a fact does not stand in the record word for word',
} as const

export type RowCode = keyof typeof refusals | keyof typeof notices

export interface RowProblem {
  /** The line of the file; in a JSON file, which record of it. */
  readonly line: number
  /** The number of the record in its register. */
  readonly record?: string
  readonly code: RowCode
  readonly message: string
}

/** How many problems are kept for the answer of the command. */
const mostKept = 100

/** Counts problems, keeps the first ones, and writes all of them into a file if one is given. */
export class RowReport {
  readonly counts: Partial<Record<RowCode, number>> = {}
  readonly first: RowProblem[] = []
  readonly #stream: WriteStream | undefined
  readonly #failed: Promise<never> | undefined

  constructor(file?: string) {
    if (file === undefined) return
    this.#stream = createWriteStream(file)
    this.#failed = once(this.#stream, 'error').then(([error]) => {
      const why = error instanceof Error ? error.message : String(error)
      throw new DossierError('BAD_USER_INPUT', `The report cannot be written to "${file}": ${why}`)
    })
    // It is waited for at the end.
    this.#failed.catch(() => undefined)
  }

  add(problem: RowProblem): void {
    this.counts[problem.code] = (this.counts[problem.code] ?? 0) + 1
    if (this.first.length < mostKept) this.first.push(problem)
    this.#stream?.write(`${JSON.stringify(problem)}\n`)
  }

  get refused(): number {
    return Object.keys(refusals).reduce((sum, code) => sum + (this.counts[code as RowCode] ?? 0), 0)
  }

  /** Ends the file. Throws BAD_USER_INPUT if it could not be written. */
  async end(): Promise<void> {
    if (this.#stream === undefined) return
    this.#stream.end()
    await Promise.race([finished(this.#stream).catch(() => this.#failed), this.#failed])
  }
}
