import type { Database } from '../open.ts'
import type { PrimaryCourse } from './course.ts'
import { isServerFault } from './fault.ts'
import { type Shown, textOf } from './position.ts'
import type { IsFit, ReplicaRing } from './ring.ts'
import type { Stay } from './stay.ts'

/** Where one operation reads. */
export interface Source {
  /** The revision that an answer from here is at least as new as; undefined if that is not known. */
  readonly revision: string | undefined
  /** Equal marks stand for the same graph; undefined if an answer from here must not be cached. */
  readonly mark: string | undefined
  /**
   * Runs `task` on one server. If that server goes away meanwhile, or is no longer fit, `task` is run again on another.
   *
   * @param errorsOf What went wrong within the task, whose result holds its errors.
   */
  read<T>(task: (db: Database) => Promise<T>, errorsOf: (result: T) => readonly unknown[]): Promise<T>
}

/** What sources have in common. */
export interface SourceContext {
  readonly primary: Database
  readonly course: Pick<PrimaryCourse, 'number'>
  readonly ring: ReplicaRing
}

/** What was found for one operation. */
export interface Choice {
  /** The course of the primary when the request came: within another, nothing is true that was known of this one. */
  readonly course: number
  /** The replica; undefined: the primary. */
  readonly stay?: Stay
  /** Which other replicas would do. */
  readonly isFit?: IsFit
  /** What an answer is at least as new as. */
  readonly shown?: Shown
  /** True if every replica that is fit shows at least that; otherwise it is what the replica itself shows. */
  readonly isShownByAll?: boolean
}

type ErrorsOf<T> = (result: T) => readonly unknown[]

/** A server that was chosen for one operation. */
export class ChosenSource implements Source {
  readonly #context: SourceContext
  readonly #choice: Choice
  #shown: Shown | undefined

  constructor(context: SourceContext, choice: Choice) {
    this.#context = context
    this.#choice = choice
    this.#shown = choice.shown
  }

  get revision(): string | undefined {
    const isSameCourse = this.#context.course.number === this.#choice.course
    return this.#shown && isSameCourse ? textOf(this.#shown) : undefined
  }

  get mark(): string | undefined {
    const { revision } = this
    return revision && `${this.#choice.course} ${revision} ${this.#shown?.row}`
  }

  async read<T>(task: (db: Database) => Promise<T>, errorsOf: ErrorsOf<T>): Promise<T> {
    const tried = new Set<Stay>()
    for (let { stay } = this.#choice; stay; stay = this.#another(tried)) {
      if (!this.#choice.isShownByAll) this.#shown = stay.shown
      const result = await this.#readFrom(stay, task, errorsOf)
      if (result) return result.value
      tried.add(stay)
    }
    return await this.#readFromPrimary(task)
  }

  #another(tried: ReadonlySet<Stay>): Stay | undefined {
    const { isFit } = this.#choice
    return isFit && this.#context.ring.pick(isFit, tried)
  }

  /** The result; undefined if it may be wrong because of the server. */
  async #readFrom<T>(
    stay: Stay,
    task: (db: Database) => Promise<T>,
    errorsOf: ErrorsOf<T>,
  ): Promise<{ value: T } | undefined> {
    const { ring } = this.#context
    stay.running += 1
    try {
      const value = await task(stay.db)
      if (!errorsOf(value).some(isServerFault)) return ring.accept(stay) ? { value } : undefined
    } catch (error) {
      if (!isServerFault(error)) throw error
    } finally {
      stay.running -= 1
    }
    ring.suspect(stay)
    return undefined
  }

  async #readFromPrimary<T>(task: (db: Database) => Promise<T>): Promise<T> {
    const { primary, course } = this.#context
    const before = course.number
    const value = await task(primary)
    // If it has changed, the statements may have met two servers.
    return course.number === before ? value : await task(primary)
  }
}
