import type pg from 'pg'

// Answers of two schemas have no common type.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Data = any

/** One way to ask: the variables that all contenders are given. */
export type Variables = Readonly<Record<string, string | number>>

/** Asks a GraphQL server: the document and, for these values, its variables; `read` brings the data into one form. */
export interface GraphqlForm {
  readonly document: string
  variables(values: Variables): object
  read(data: Data): unknown
}

export interface Question {
  readonly name: string
  /** Whose speed the others are compared with: hand-written SQL, or bare node:http where no database is asked. */
  readonly floor?: 'sql' | 'http'
  /** `--check` fails when Dossier sends more SQL statements for an answer. */
  readonly mostStatements?: number
  /** Different values to ask with, from the graph; the same at every run on the same graph. */
  values(client: pg.ClientBase): Promise<Variables[]>
  readonly dossier: GraphqlForm
  /** Missing where PostGraphile cannot say it without functions written for it. */
  readonly postgraphile?: GraphqlForm
}

/** Rows in an order that is arbitrary, but always the same. */
export const shuffled = (column: string) => `md5((${column})::text)`

export async function rowsOf(client: pg.ClientBase, statement: string): Promise<Variables[]> {
  return (await client.query<Variables>(statement)).rows
}

/** Links in the order that the source gives them, which PostGraphile cannot sort by. */
export const byOrdinal = (links: Data) => links.nodes.toSorted((a: Data, b: Data) => a.ordinal - b.ordinal)
