import { FactsToCheck } from './facts-to-check.ts'
import { ChangeLog } from './log.ts'
import type { Meaning } from './meaning.ts'
import type { DraftProblem } from './problem.ts'
import { type RowCounts, type Transaction, Writer } from './writer.ts'

/** A change of the graph in progress. Every function that writes takes it. */
export class Change extends Writer {
  readonly log: ChangeLog
  /** The facts that are checked word for word when the change is complete. */
  readonly checkFacts = new FactsToCheck()
  /** What is not an error, but should be looked at. */
  readonly warnings: DraftProblem[] = []
  readonly #documents = new Set<number>()
  readonly #whenChecked: (() => Promise<void>)[] = []
  readonly #onStep: (step: string) => void
  #step = ''
  #rows = 0

  constructor(tx: Transaction, onStep: (step: string) => void) {
    super(tx)
    this.log = new ChangeLog(tx)
    this.#onStep = onStep
  }

  /** Says what is written now. */
  step(step: string): void {
    this.#step = step
    this.#onStep(step)
  }

  override count(table: string, counts: Partial<RowCounts>): void {
    super.count(table, counts)
    for (const rows of Object.values(counts)) this.#rows += rows
    if (this.#rows > 0) this.#onStep(`${this.#step}, ${this.#rows.toLocaleString('en')} rows written`)
  }

  /** The evidence that cites these documents is checked again when the change is complete. */
  recheck(documents: Iterable<number>): void {
    for (const id of documents) this.#documents.add(id)
  }

  get rechecked(): number[] {
    return [...this.#documents]
  }

  /** Runs `task` when evidence and facts have been checked. It may refuse the change. */
  whenChecked(task: () => Promise<void>): void {
    this.#whenChecked.push(task)
  }

  async runChecked(): Promise<void> {
    for (const task of this.#whenChecked) await task()
  }
}

/** What a change writes of a dataset. */
export interface Scope {
  readonly datasetId: number
  /** The drafts are the whole dataset: what they lack is removed. */
  readonly isWhole: boolean
  /** What the slugs and keys of the drafts mean. */
  readonly meaning: Meaning
}
