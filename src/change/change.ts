import { ChangeLog } from './log.ts'
import { type Transaction, Writer } from './writer.ts'

/** A change of the graph in progress. Every function that writes takes it. */
export class Change extends Writer {
  readonly log: ChangeLog
  readonly step: (step: string) => void
  readonly #documents = new Set<number>()

  constructor(tx: Transaction, step: (step: string) => void) {
    super(tx)
    this.log = new ChangeLog(tx)
    this.step = step
  }

  /** The evidence that cites these documents is checked again when the change is complete. */
  recheck(documents: Iterable<number>): void {
    for (const id of documents) this.#documents.add(id)
  }

  get rechecked(): number[] {
    return [...this.#documents]
  }
}

/** What a change writes of a dataset. */
export interface Scope {
  readonly datasetId: number
  /** The drafts are the whole dataset: what they lack is removed. */
  readonly isWhole: boolean
}
