import { sum } from 'es-toolkit/math/sum'
import { CopiedFacts } from './copied-facts.ts'
import { FactsToCheck } from './facts-to-check.ts'
import { IdList } from './id-list.ts'
import { ChangeLog } from './log.ts'
import type { Meaning } from './meaning.ts'
import type { DraftProblem } from './problem.ts'
import type { ToRecheck } from './recheck.ts'
import { type RowCounts, type Transaction, Writer } from './writer.ts'

/** A change of the graph in progress. Every function that writes takes it. */
export class Change extends Writer {
  readonly log: ChangeLog
  /** The facts that are checked word for word when the change is complete. */
  readonly checkFacts = new FactsToCheck()
  /** The facts among them that repeat their text. */
  readonly copied = new CopiedFacts()
  /** What is not an error, but should be looked at. */
  readonly warnings: DraftProblem[] = []
  readonly toRecheck: ToRecheck = { documents: new IdList(), facts: new IdList() }
  readonly #whenChecked: (() => Promise<void>)[] = []
  readonly #onStep: (step: string) => void
  #step = ''
  #rows = 0

  constructor(tx: Transaction, onStep: (step: string) => void) {
    super(tx)
    this.log = new ChangeLog(tx)
    this.#onStep = onStep
  }

  /** How many rows have been written. */
  get rows(): number {
    return this.#rows
  }

  get rowsByTable(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.changes).map(([table, rows]) => [table, sum(Object.values(rows))]))
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
    this.toRecheck.documents.add(documents)
  }

  /** The evidence of these facts is checked when the change is complete. */
  recheckFacts(facts: Iterable<number>): void {
    this.toRecheck.facts.add(facts)
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
  /** What is removed of a dataset of which the drafts are a part. */
  readonly removed: Removed
  /** What the slugs and keys of the drafts mean. */
  readonly meaning: Meaning
}

/** Things of a dataset by their slugs, facts by their keys. */
export interface Removed {
  readonly documents: ReadonlySet<string>
  readonly entities: ReadonlySet<string>
  readonly sameAs: ReadonlySet<string>
  readonly facts: ReadonlySet<string>
}

export const nothingRemoved: Removed = {
  documents: new Set(),
  entities: new Set(),
  sameAs: new Set(),
  facts: new Set(),
}

/** Whether a thing that the dataset has, and the drafts lack, is removed. */
export function isRemoved({ isWhole, removed }: Scope, type: keyof Removed, key: string): boolean {
  return isWhole || removed[type].has(key)
}
