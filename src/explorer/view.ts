import type { ExampleQuestion } from '../http/page/example-question.ts'
import type { Content } from '../http/page/html.ts'
import type { AnswerError, Hint, Variables } from './ask.ts'

/** The address of a page, taken apart. */
export interface Address {
  /** The parts that the view's path names, decoded: `slug` of `/entity/:slug`. */
  readonly parts: Readonly<Record<string, string>>
  /** What stands after the question mark. */
  readonly query: URLSearchParams
}

/**
 * A page of the explorer: one question, and how its answer is shown. Everything else follows from it in `explorer.ts`:
 * the same as JSON, CSV and JSON-LD, the cache, errors, hints, and the link that opens the question in the playground.
 *
 * `Data` is what the question's answer holds; a view that asks nothing at some addresses includes `undefined` in it.
 */
export interface View<Data> {
  /** The path as URLPattern reads it: `/entity/:slug`. No two views match the same path. */
  readonly path: string
  /** One operation with a name of its own, set for people to read. The playground opens it by its name. */
  readonly question: string
  /**
   * The variables of the question for an address. Undefined: the page asks nothing, such as a form that is still empty.
   *
   * @throws AddressFault when the address has a value that cannot be.
   */
  variables(address: Address): Variables | undefined
  /** Shows an answer that has no errors. Undefined: there is nothing at this address. */
  show(data: Data, context: ViewContext): Page | Moved | undefined
  /**
   * Shows the errors of an answer, where the reader can mend them on this page, such as a name that several things have.
   * Undefined: the page of all errors shows them.
   */
  mend?(errors: readonly AnswerError[], context: ViewContext): Page | undefined
  /** A question of the same variables with exactly one list, which is the page's CSV. Variables that it lacks are left out. */
  readonly list?: string
  /** The page's JSON-LD. */
  readonly linkedData?: LinkedData
}

/** How a page is said in JSON-LD. */
export interface LinkedData {
  /** A question of the same variables. */
  readonly question: string
  /** The document for an answer; undefined: there is nothing at this address. `base` is where this server's addresses begin. */
  convert(data: never, base: string): object | undefined
}

export interface ViewContext {
  readonly address: Address
  /** Why parts of the answer are empty. The frame shows them already. */
  readonly hints: readonly Hint[]
  /** Example questions for the playground. */
  readonly questions: readonly ExampleQuestion[]
}

/** What a page says. */
export interface Page {
  readonly title: string
  readonly description?: string | undefined
  readonly main: Content
  /** Default: 200. */
  readonly status?: number
  /** What the search box holds. */
  readonly searched?: string
  /** The hints that the frame shows above `main`. Default: all. */
  readonly hints?: readonly Hint[]
  /** Names of further scripts of `src/http/page/client/script`. */
  readonly scripts?: readonly string[]
}

/** The thing has another address now. What stands after the question mark is kept, unless the address has its own. */
export interface Moved {
  readonly movedTo: string
}

/** The address has a value that cannot be. The message names it and says what would be right; people read it. */
export class AddressFault extends Error {}
