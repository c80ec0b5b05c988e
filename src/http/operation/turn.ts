import { executeStep } from '../../step.ts'
import type { HttpRequest } from '../message.ts'
import { Admission, turnLimits } from './admission.ts'
import { type RawResult, runLimited } from './execution.ts'
import type { Limits } from './limits.ts'

/** Executes an operation, until the signal aborts. */
export type Task = (signal: AbortSignal) => Promise<RawResult>

/** What became of a task. */
interface Executed {
  readonly result: RawResult
  /** Milliseconds that it waited for its turn. */
  readonly waited?: number
  /** The SQL texts that were sent for it. */
  readonly statements?: readonly string[]
}

export interface TurnOptions {
  readonly limits: Limits
  readonly admission: Admission
  /** Mutations wait here first, one at a time: see docs/decisions/0031. */
  readonly mutations?: Admission
}

/** Executes operations within their limits: at once, or when it is their turn. */
export class Turns {
  readonly #limits: Limits
  readonly #admission: Admission
  readonly #mutations: Admission

  constructor({ limits, admission, mutations }: TurnOptions) {
    this.#limits = limits
    this.#admission = admission
    this.#mutations = mutations ?? new Admission(turnLimits(1, Number.POSITIVE_INFINITY))
  }

  async executeNow({ signal }: HttpRequest, task: Task): Promise<Executed> {
    return await executeStep.tracePromise(() => runLimited(this.#limits, signal, task), {})
  }

  /**
   * Waits for the turn of an operation and executes it. Never rejects. A mutation waits for those before it without taking
   * a place from the queries.
   */
  async executeInTurn(
    request: HttpRequest,
    { cost, isMutation }: { readonly cost: number; readonly isMutation: boolean },
    task: Task,
  ): Promise<Executed> {
    try {
      const { caller, signal } = request
      const candidate = { caller, cost, signal }
      using alone = isMutation ? await this.#mutations.enter(candidate) : undefined
      using turn = await this.#admission.enter(candidate)
      return { waited: turn.waited + (alone?.waited ?? 0), ...(await this.executeNow(request, task)) }
    } catch (error) {
      return { result: { errors: [error] } }
    }
  }
}
