import type { AppConfig } from '../../src/app.ts'
import type { Database } from '../../src/database/open.ts'
import type { ErrorCode } from '../../src/errors.ts'
import { ask, testApp } from './http.ts'

// Tests look into answers of any shape.
// oxlint-disable-next-line typescript/no-explicit-any -- see above
export type Data = any

export interface GraphqlFailure {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: { readonly code: ErrorCode } & Readonly<Record<string, unknown>>
}

export interface Answer {
  readonly data: Data
  readonly errors?: readonly GraphqlFailure[]
  readonly extensions?: Readonly<Record<string, unknown>>
  /** How many SQL statements the answer took. */
  readonly statements: number
}

export interface Asker {
  /** Asks over HTTP and returns the whole answer. Fails on an internal error, and tells what the log says of it. */
  ask(document: string, variables?: object): Promise<Answer>
  /** The data of an answer that must be without errors. */
  get(document: string, variables?: object): Promise<Data>
  /** The only error of an answer that must have one. */
  refusal(document: string, variables?: object): Promise<GraphqlFailure>
}

/** The whole app over a test's database, asked through `fetch`; with `headers`, such as a key, in each request. */
export function createTestApp(
  db: Database,
  config: Partial<AppConfig> = {},
  headersOfAll: Record<string, string> = {},
): Asker {
  const { app, lines } = testApp(db, { config })
  const asker: Asker = {
    async ask(query, variables) {
      const { data, errors, extensions, headers } = await ask(app, { query, variables }, headersOfAll)
      const logged = lines.filter((line) => line.requestId === headers.get('x-request-id'))
      lines.length = 0
      if (JSON.stringify(errors ?? []).includes('INTERNAL_SERVER_ERROR')) {
        throw new Error(`An internal error: ${JSON.stringify(logged)} for ${query} with ${JSON.stringify(variables)}`)
      }
      const statements = logged.find((line) => line.statements !== undefined)?.statements
      return { data, errors, extensions, statements: Number(statements ?? 0) }
    },
    async get(query, variables) {
      const { data, errors } = await asker.ask(query, variables)
      if (errors) throw new Error(`${JSON.stringify(errors)} for ${query} with ${JSON.stringify(variables)}`)
      return data
    },
    async refusal(query, variables) {
      const { data, errors } = await asker.ask(query, variables)
      if (errors?.length !== 1) throw new Error(`One error was expected, not ${JSON.stringify({ data, errors })}`)
      return errors[0] as GraphqlFailure
    },
  }
  return asker
}
